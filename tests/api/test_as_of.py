"""What was in force on a day, and never two editions of one publication at once."""

from typing import Any

import httpx
import pytest

# publication, language, day then, issued then, question, what only the edition of then says
BACK_THEN = [
    (
        "transition",
        "de",
        "2023-05-01",
        "2023-04-01",
        "Bis wann gilt die Übergangsfrist der MDR für Klasse-III-Produkte?",
    ),
    (
        "csrd-vsme",
        "de",
        "2024-10-01",
        "2024-09-01",
        "Ab wann muss ein Unternehmen einen Nachhaltigkeitsbericht nach der CSRD vorlegen?",
    ),
    (
        "ai-act",
        "en",
        "2025-09-15",
        "2025-09-01",
        "When do the obligations for high-risk AI systems under the AI Act apply?",
    ),
    ("packaging", "en", "2025-07-01", "2025-06-01", "From when does the packaging regulation PPWR apply?"),
]
NOTICE = {"de": "inzwischen durch eine neuere ersetzt", "en": "since been replaced by a newer one"}


def ask(client: httpx.Client, question: str, **more: str) -> dict[str, Any]:
    reply = client.post("/v1/questions", json={"question": question, **more})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def one_edition_each(answer: dict[str, Any]) -> bool:
    for part in ("citations", "considered"):
        editions: dict[str, set[str]] = {}
        for one in answer[part]:
            editions.setdefault(one["publication"], set()).add(one["edition"])
        if any(len(found) > 1 for found in editions.values()):
            return False
    return True


def states(client: httpx.Client) -> dict[str, tuple[str, str]]:
    return {
        edition["id"]: (edition["state"], edition["issued"])
        for publication in client.get("/v1/publications").json()["publications"]
        for edition in publication["editions"]
    }


@pytest.mark.parametrize(
    ("slug", "language", "day", "issued", "question"), BACK_THEN, ids=lambda value: str(value)[:14]
)
def test_a_day_back_then_is_answered_from_then(
    client: httpx.Client, slug: str, language: str, day: str, issued: str, question: str
) -> None:
    answer = ask(client, question, as_of=day)
    assert answer["outcome"] == "answered"
    assert answer["as_of"] == day
    assert slug in {one["publication"] for one in answer["citations"]}
    assert {one["issued"] for one in answer["citations"] if one["publication"] == slug} == {issued}
    assert all(one["issued"] <= day for one in answer["citations"] + answer["considered"])
    assert one_edition_each(answer)
    assert any(day in notice for notice in answer["notices"])
    assert any(NOTICE[language] in notice and issued in notice for notice in answer["notices"])
    for one in answer["citations"]:
        assert states(client)[one["edition"]][0] == "superseded"
        assert client.get(one["url"].split("#")[0]).status_code == 200
        assert client.get(one["picture"]).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("slug", "language", "day", "issued", "question"), BACK_THEN, ids=lambda value: str(value)[:14]
)
def test_today_only_what_is_in_force_is_cited(
    client: httpx.Client, slug: str, language: str, day: str, issued: str, question: str
) -> None:
    known = states(client)
    for more in ({}, {"as_of": "2026-11-25"}, {"as_of": "9999-12-31"}):
        answer = ask(client, question, **more)
        assert one_edition_each(answer)
        assert {known[one["edition"]][0] for one in answer["citations"] + answer["considered"]} == {"published"}
        assert not any(NOTICE[language] in notice for notice in answer["notices"])
    hits = client.post("/v1/search", json={"question": question, "limit": 50, "publications": [slug]}).json()["hits"]
    assert hits and all(known[hit["edition"]][0] == "published" for hit in hits)


def test_before_the_first_edition_nothing_is_said(client: httpx.Client) -> None:
    answer = ask(client, BACK_THEN[0][4], as_of="2001-01-01")
    assert answer["outcome"] in ("not_in_publications", "out_of_scope")
    assert answer["statements"] == [] and answer["considered"] == []
    assert client.post("/v1/search", json={"question": "MDR", "as_of": "0001-01-01"}).json() == {"hits": []}


def test_superseded_editions_are_listed_as_such(client: httpx.Client) -> None:
    old = {(one.rsplit("-", 2)[0], issued) for one, (state, issued) in states(client).items() if state == "superseded"}
    assert {(slug, issued) for slug, _, _, issued, _ in BACK_THEN} <= old
