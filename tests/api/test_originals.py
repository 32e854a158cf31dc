"""Original files: the bytes that were ingested, shown inline, able to do nothing."""

from typing import Any

import httpx
import pytest

from tests.service import ROOT

FILES = ROOT / "corpus" / "publications" / "files"
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


def edition_of(client: httpx.Client, slug: str, language: str) -> dict[str, Any]:
    publication = client.get(f"/v1/publications/{slug}").json()
    found: dict[str, Any] = next(
        one for one in publication["editions"] if one["language"] == language and one["state"] == "published"
    )
    return found


@pytest.mark.parametrize(
    ("slug", "language", "name", "kind"),
    [
        ("transition", "de", "transition.de.pdf", "application/pdf"),
        ("transition", "en", "transition.en.html", "text/html; charset=utf-8"),
        ("chemicals", "en", "chemicals.en.md", "text/markdown; charset=utf-8"),
    ],
)
def test_an_original_is_what_was_ingested(client: httpx.Client, slug: str, language: str, name: str, kind: str) -> None:
    edition = edition_of(client, slug, language)
    reply = client.get(f"/v1/editions/{edition['id']}/file")
    assert reply.status_code == 200
    assert reply.content == (FILES / name).read_bytes()
    assert reply.headers["content-type"] == kind
    assert reply.headers["content-disposition"] == f'inline; filename="{name}"'
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers.get("content-security-policy") == (None if kind == "application/pdf" else SANDBOX)
    part = client.get(f"/v1/editions/{edition['id']}/file", headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.content) == (206, reply.content[:10])


def test_a_hits_address_opens_its_page_or_heading(client: httpx.Client) -> None:
    question = {"question": "How long does the transitional period run for class III devices?", "limit": 50}
    hits = client.post("/v1/search", json=question).json()["hits"]
    kinds = set()
    for hit in hits:
        address, _, place = hit["url"].partition("#")
        reply = client.get(address)
        kind = reply.headers["content-type"].split(";")[0]
        kinds.add(kind)
        if kind == "application/pdf":
            assert place == f"page={hit['pages']['first']}"
        elif kind == "text/html" and place:
            assert f'id="{place}"' in reply.text
    assert {"application/pdf", "text/html"} <= kinds


def test_passages_are_slices_and_their_pages_and_labels_are_those_listed(client: httpx.Client) -> None:
    hits = client.post("/v1/search", json={"question": "Übergangsfrist", "limit": 50, "language": "de"}).json()["hits"]
    for hit in hits[:20]:
        passage = client.get(f"/v1/passages/{hit['passage']}").json()
        assert {key: passage[key] for key in ("text", "pages", "heading", "edition", "url")} == {
            key: hit[key] for key in ("text", "pages", "heading", "edition", "url")
        }
        assert passage["end"] - passage["start"] == len(passage["text"])
        publication = client.get(f"/v1/publications/{hit['publication']}").json()
        edition = next(one for one in publication["editions"] if one["id"] == hit["edition"])
        assert 1 <= hit["pages"]["first"] <= hit["pages"]["last"] <= edition["pages"] == len(edition["labels"])
        assert (hit["pages"]["label"] or "") == edition["labels"][hit["pages"]["first"] - 1]


def test_every_page_of_an_edition_can_be_drawn(client: httpx.Client) -> None:
    edition = edition_of(client, "transition", "de")
    for page in range(1, edition["pages"] + 1):
        assert client.get(f"/v1/editions/{edition['id']}/pages/{page}.png").content.startswith(b"\x89PNG")
    assert client.get(f"/v1/editions/{edition['id']}/pages/{edition['pages'] + 1}.png").status_code == 404
