"""Web pages: the article, its anchors, lists and tables, and nothing from around it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model import Document
from ingest.read_html import read_html
from ingest.verdict import Refused
from tests.conftest import FILES

Write = Callable[[str, str | bytes], Path]
FRAME = """<!doctype html><html lang="de"><head><title>Seite – Portal</title><style>p {{ color: red }}</style></head><body>
<header><nav><ul><li>Start</li></ul></nav></header><div class="cookie-banner"><p>Wir nutzen Cookies.</p></div>
<main>{body}</main><aside><p>Mehr dazu</p></aside><footer><p>Impressum</p></footer><script>var x = "Skript";</script>
</body></html>"""


def read(write: Write, body: str) -> Document:
    return read_html(write("page.html", FRAME.format(body=body)))


def test_what_stands_around_the_article_is_gone(write: Write) -> None:
    body = """<nav class="toc"><p>Inhalt</p></nav><h1 id="top">Fristen</h1><div id="social-links"><p>Teilen</p></div>
    <p>Die <b>Frist</b> endet<!-- bald --> 2027.</p><p hidden>Geheim</p><p aria-hidden="true">Zierde</p>"""
    document = read(write, body)
    assert document.text == "Fristen\n\nDie Frist endet 2027."
    assert document.title == "Fristen"
    assert [(page.number, page.label, page.start, page.end) for page in document.pages] == [(1, None, 0, 30)]


def test_headings_keep_their_levels_and_anchors(write: Write) -> None:
    body = '<h1>A</h1><p>a</p><h2 id="b">B</h2><p>b</p><h3><a id="c"></a>C</h3><p>c</p>'
    document = read(write, body)
    assert [(h.title, h.level, h.anchor) for h in document.headings] == [("A", 1, None), ("B", 2, "b"), ("C", 3, "c")]
    assert all(document.text[h.start : h.end] == h.title for h in document.headings)


def test_lists_keep_their_marks(write: Write) -> None:
    body = """<p>Es gilt:</p><ol start="3"><li>drei</li><li>vier<ul><li>unter vier</li></ul></li></ol>
    <ol type="a"><li>eins</li><li value="4">vier</li></ol><ol><li value="x">eins</li></ol>"""
    text = read(write, body).text
    assert text == "Es gilt:\n\n3. drei\n4. vier\n• unter vier\na) eins\nd) vier\n1. eins"


def test_definitions_stand_with_their_terms(write: Write) -> None:
    body = "<dl><dt>§ 1</dt><dd>Zweck</dd><dt>§ 2</dt><dd>Begriffe</dd></dl><p>Ende.</p>"
    assert read(write, body).text == "§ 1 Zweck\n§ 2 Begriffe\n\nEnde."


def test_tables_are_rows_with_a_tab_between_cells(write: Write) -> None:
    body = """<table><thead><tr><th>Klasse</th><th>Frist</th></tr></thead>
    <tbody><tr><td>III</td><td><p>31. Dezember</p><p>2027</p></td></tr><tr><td></td><td></td></tr></tbody></table>"""
    assert read(write, body).text == "Klasse\tFrist\nIII\t31. Dezember 2027"


def test_a_table_that_lays_out_a_page_is_no_row(write: Write) -> None:
    body = "<table><tr><td><h2>Kapitel</h2><p>Text.</p></td><td><p>Daneben.</p></td></tr></table>"
    document = read(write, body)
    assert document.text == "Kapitel\n\nText.\n\nDaneben." and document.headings[0].title == "Kapitel"


def test_loose_text_and_line_breaks(write: Write) -> None:
    assert read(write, "Los<br>geht es <code>jetzt</code>.<div>Und hier.</div>weiter").text == (
        "Los geht es jetzt.\n\nUnd hier.\n\nweiter"
    )


def test_what_holds_most_of_the_text_is_never_taken_for_a_frame(write: Write) -> None:
    form = "<form><h1>Antrag</h1><p>Der ganze Text einer Seite steht in einem Formular.</p></form>"
    assert "Der ganze Text" in read(write, form).text
    shell = f'<div class="has-nav page-nav">{form}</div>'
    assert "Der ganze Text" in read(write, shell).text


def test_all_articles_of_a_page_without_main(write: Write) -> None:
    page = "<html><body><article><p>Erste Antwort.</p></article><article><p>Zweite Antwort.</p></article></body></html>"
    assert read_html(write("a.html", page)).text == "Erste Antwort.\n\nZweite Antwort."


def test_words_of_notices_in_a_heading_or_a_section_are_no_notice(write: Write) -> None:
    body = """<h2 id="is-consent-needed">Ist eine Einwilligung nötig?</h2><p>Ja.</p>
    <section id="consent-in-research"><h3>In der Forschung</h3><p>Auch dort.</p></section>
    <div class="consent-manager"><p>Wir verwenden Cookies.</p></div>"""
    text = read(write, body).text
    assert text == "Ist eine Einwilligung nötig?\n\nJa.\n\nIn der Forschung\n\nAuch dort."


def test_a_heading_above_the_article_is_kept(write: Write) -> None:
    page = "<body><header><h1>Titel oben</h1></header><main><p>Text.</p></main></body>"
    document = read_html(write("a.html", page))
    assert document.text == "Titel oben\n\nText." and document.title == "Titel oben"


@pytest.mark.parametrize("body", ["", "<h1>Nur ein Titel</h1>", "<script>x()</script>", "<nav><p>Menü</p></nav>"])
def test_a_page_without_text_is_refused(write: Write, body: str) -> None:
    with pytest.raises(Refused) as refused:
        read(write, body)
    assert refused.value.verdict == "no-text" and refused.value.remedy


def test_windows_1252_is_understood(write: Write) -> None:
    page = "<body><p>Prüfung „nach“ § 3 – 5 €</p></body>".encode("cp1252")
    assert read_html(write("a.html", page)).text == "Prüfung „nach“ § 3 – 5 €"


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.html")))
def test_the_librarys_pages(documents: dict[str, Document], name: str) -> None:
    document, page = documents[name], (FILES / name).read_text("utf-8")
    imprint = page.split("<footer>")[1].split("</footer>")[0].removeprefix("<p>")[:40]
    contents = page.split("<nav><p>")[2].split("</p>")[0]
    assert imprint not in document.text and f"\n{contents}\n" not in document.text
    anchors = [heading.anchor for heading in document.headings if heading.level > 1]
    assert anchors and all(f'id="{anchor}"' in page for anchor in anchors)
    assert len(set(anchors)) == len(anchors) == page.count("<h2 ") + page.count("<h3 ") + page.count("<h4 ")
    assert document.text.count("\t") == page.count("</td>") + page.count("</th>") - page.count("</tr>")
