"""Pages as pictures: the quoted words are marked where they stand, and nothing else is."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api.pdfs import assert_marked, boxes, changed, pdf, yellow
from tests.service import served_files

FILLER = "".join(
    f"Absatz {number} über Verwaltungsvorschriften, Marktüberwachungsbehörden und Benannte Stellen der Länder und des Bundes. "
    for number in range(1, 9)
)
PLAIN = (
    "= Die Fristen\n"
    "Die Übergangsfrist für Medizinprodukte der Klasse III endet am 31. Dezember 2027, sofern die Bescheinigung gültig war und "
    "die Sicherheitskorrekturmaßnahmen abgeschlossen sind.\n\n"
    "Ein anderer Absatz nennt die Behörden der Länder und ihre Aufgaben in der Überwachung der Betreiber.\n"
)
BROKEN = (
    "= Die Prüfung\n"
    f"{FILLER}\n\n{FILLER}\n\nDie Konformitätsbewertung beginnt auf der einen Seite, führt über viele Schritte der Prüfung mit Stichproben, "
    "Rückfragen, Nachbesserungen und Besuchen vor Ort, verlangt Unterlagen zu Risiko, Klinik, Herstellung und Lieferanten und "
    "endet erst auf der anderen Seite mit der Bescheinigung.\n"
)
COLUMNS = (
    "= Die Meldung\n"
    f"{FILLER}\n\nEin Vorkommnis meldet der Hersteller innerhalb von fünfzehn Tagen an die Bundesoberbehörde, die den Eingang bestätigt.\n\n"
    f"{FILLER}\n\n{FILLER}\n"
)
FILES = {
    "plain.pdf": pdf(PLAIN),
    "broken.pdf": pdf(BROKEN),
    "columns.pdf": pdf(COLUMNS, width=560, height=420, columns=2),
    "turned.pdf": changed(pdf(PLAIN), rotate=90),
    "cropped.pdf": changed(pdf(PLAIN), crop=(25, 15, 10, 20)),
    "both.pdf": changed(pdf(PLAIN), rotate=270, crop=(25, 15, 10, 20)),
    "page.html": "<!doctype html><title>Die Kosten</title><h1>Die Kosten</h1>"
    + "".join(f"<h2>Teil {n}</h2><p>{FILLER}</p>" for n in range(5))
    + "<h2>Gebühr</h2><p>Die Gebühr für die Anmeldung beträgt 4.000 Euro je Antrag.</p>"
    + "".join(f"<h2>Anhang {n}</h2><p>{FILLER}</p>" for n in range(5)),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served_files(tmp_path_factory.mktemp("pictures"), dict(FILES)) as service:
        yield service.client


def passage_of(client: httpx.Client, slug: str, quote: str) -> tuple[dict[str, Any], int]:
    """The passage that holds a quote, and where in it the quote begins."""
    hits = client.post("/v1/search", json={"question": quote, "publications": [slug], "limit": 50}).json()["hits"]
    for hit in hits:
        if quote in hit["text"]:
            return hit, hit["text"].index(quote)
    raise AssertionError(f"no passage of {slug} holds {quote!r}: {[hit['text'] for hit in hits]}")


def picture(client: httpx.Client, hit: dict[str, Any], page: int, start: int, end: int) -> bytes:
    address = f"/v1/editions/{hit['edition']}/pages/{page}.png"
    reply = client.get(address, params={"passage": hit["passage"], "start": start, "end": end})
    assert reply.status_code == 200 and reply.headers["content-type"] == "image/png", reply.text
    return reply.content


@pytest.mark.parametrize(
    ("slug", "quote"),
    [
        ("plain", "endet am 31. Dezember 2027"),
        ("plain", "Medizinprodukte der Klasse III endet"),  # hyphenated at the end of its line
        (
            "plain",
            "Dezember 2027, sofern die Bescheinigung gültig war und die Sicherheitskorrekturmaßnahmen abgeschlossen sind.",
        ),
        ("columns", "Ein Vorkommnis meldet der Hersteller innerhalb von fünfzehn Tagen an die Bundesoberbehörde"),
        ("turned", "III endet am 31. Dezember 2027, sofern die"),
        ("cropped", "Die Übergangsfrist für Medizinprodukte der Klasse III endet am 31. Dezember 2027"),
        ("both", "Die Übergangsfrist für Medizinprodukte der Klasse III endet am 31. Dezember 2027"),
    ],
)
def test_the_quoted_words_are_marked(client: httpx.Client, slug: str, quote: str) -> None:
    hit, start = passage_of(client, slug, quote)
    page = hit["pages"]["first"]
    assert_marked(picture(client, hit, page, start, start + len(quote)), boxes(FILES[f"{slug}.pdf"], page, quote))


def test_a_quote_over_a_page_break_is_marked_on_both_pages(client: httpx.Client) -> None:
    whole = BROKEN[BROKEN.index("Die Konformitätsbewertung") :].strip()
    hit, start = passage_of(client, "broken", whole)
    first, last = hit["pages"]["first"], hit["pages"]["last"]
    assert last == first + 1
    words = whole.split()
    on_first = next(n for n in range(len(words), 0, -1) if stands(FILES["broken.pdf"], first, " ".join(words[:n])))
    assert 0 < on_first < len(words)
    for page, part in ((first, words[:on_first]), (last, words[on_first:])):
        shown = picture(client, hit, page, start, start + len(whole))
        assert_marked(shown, boxes(FILES["broken.pdf"], page, " ".join(part)))
    assert not yellow(picture(client, hit, 1, start, start + len(whole))) or first == 1


def stands(data: bytes, page: int, words: str) -> bool:
    try:
        return bool(boxes(data, page, words))
    except AssertionError:
        return False


def test_a_page_of_html_is_drawn_with_the_quote_marked(client: httpx.Client) -> None:
    quote = "Die Gebühr für die Anmeldung beträgt 4.000 Euro je Antrag."
    hit, start = passage_of(client, "page", quote)
    marked = yellow(picture(client, hit, 1, start, start + len(quote)))
    rows = {y for _, y in marked}
    assert len(marked) > 5_000
    assert max(rows) - min(rows) < 40  # one line of text
    smaller = yellow(picture(client, hit, 1, start, start + len("Die Gebühr")))
    assert 0 < len(smaller) < len(marked) / 3 and smaller < marked


@pytest.mark.parametrize("slug", ["plain", "page"])
def test_without_a_passage_nothing_is_marked(client: httpx.Client, slug: str) -> None:
    hit, _ = passage_of(client, slug, "Die")
    plain = client.get(f"/v1/editions/{hit['edition']}/pages/1.png").content
    assert plain.startswith(b"\x89PNG") and not yellow(plain)
    whole = client.get(f"/v1/editions/{hit['edition']}/pages/1.png", params={"passage": hit["passage"]}).content
    assert yellow(whole)


@pytest.mark.parametrize(("start", "end"), [(-5, -1), (10, 5), (0, 0), (10**9, 10**9 + 5), (-(10**30), 10**30)])
def test_odd_spans_are_drawn_all_the_same(client: httpx.Client, start: int, end: int) -> None:
    hit, _ = passage_of(client, "plain", "Die")
    assert picture(client, hit, 1, start, end).startswith(b"\x89PNG")


def test_an_answers_own_picture_marks_its_quote(client: httpx.Client) -> None:
    question = "Bis wann läuft die Übergangsfrist für Medizinprodukte der Klasse III?"
    answer = client.post("/v1/questions", json={"question": question}).json()
    cited = [one for one in answer["citations"] if one["publication"] != "page"]
    assert cited
    for one in cited:
        page = one["pages"]["first"]
        reply = client.get(one["picture"])
        assert_marked(reply.content, boxes(FILES[f"{one['publication']}.pdf"], page, one["quote"]))
        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
