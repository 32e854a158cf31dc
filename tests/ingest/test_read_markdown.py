"""Markdown and plain text, and the ways in which German laws are written in it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model import Document
from ingest.read_markdown import decoded, read_markdown, read_text
from ingest.split import passages
from ingest.verdict import Refused

Write = Callable[[str, str | bytes], Path]
LAWS = ("amg", "bdsg", "digav", "elektrog", "heilmwerbg", "krwg", "ksg", "lksg", "mpamiv", "mpdg", "tfg", "verpackg")


def markdown(write: Write, text: str) -> Document:
    return read_markdown(write("a.md", text))


def test_front_matter_marks_and_links_are_gone(write: Write) -> None:
    text = "---\nTitle: X\nslug: y\n---\n# Das *Gesetz*\n\nEin [Verweis](http://a.de) auf **Fettes** und `Code`.\n"
    document = markdown(write, text)
    assert document.text == "Das Gesetz\n\nEin Verweis auf Fettes und Code."
    assert document.title == "Das Gesetz"


def test_wrapped_lines_are_joined_and_their_hyphens_kept_or_not(write: Write) -> None:
    text = "Die Ethik-\nKommission prüft die Genehmi-\ngung nach Vor-\nund Nachteilen."
    assert markdown(write, text).text == "Die Ethik-Kommission prüft die Genehmigung nach Vor- und Nachteilen."


def test_numbered_lists_and_escaped_dates(write: Write) -> None:
    text = "1.  erstens\n\n    a)  darin\n\n2.  zweitens\n\n27\\.12.2019 ist kein Listenpunkt.\n\n*   Punkt"
    document = markdown(write, text)
    assert document.text == "1. erstens\na) darin\n2. zweitens\n\n27.12.2019 ist kein Listenpunkt.\n\n• Punkt"


def test_tables_in_both_ways_of_writing_them(write: Write) -> None:
    pipes = "| Stoff | Nummer |\n|---|---|\n| PET | 1 |\n"
    lists = "*    *   Stoff\n\n    *   Nummer\n\n\n*    *   PET\n\n    *   1\n\n"
    code = lists.replace("*    *", "*      *")
    assert {markdown(write, text).text for text in (pipes, lists, code)} == {"Stoff\tNummer\nPET\t1"}


def test_rows_of_lists_with_empty_numbered_and_long_cells(write: Write) -> None:
    text = "Vorher.\n\n*    *   1.\n\n    *   zwei Absätze\n\n        in einer Zelle\n\n    *\n\n*    *   2\\.\n\n    *   b\n\nNachher."
    assert markdown(write, text).text == "Vorher.\n\n1.\tzwei Absätze in einer Zelle\t\n2.\tb\n\nNachher."


def test_code_that_looks_like_a_row_stays_code(write: Write) -> None:
    assert markdown(write, "Text\n\n```\n*    *   x\n```\n").text == "Text\n\n* * x"


def test_articles_are_headings_where_a_file_marks_none(write: Write) -> None:
    text = "CHAPTER I\n\nSCOPE\n\nArticle 10\n\nGeneral obligations\n\n1.\n\n►M3 Manufacturers shall ◄ act by 26 May.\n"
    document = markdown(write, text)
    assert [heading.title for heading in document.headings] == ["CHAPTER I SCOPE", "Article 10 General obligations"]
    assert document.text.endswith("General obligations\n\n1. Manufacturers shall act by 26 May.")
    (passage,) = passages(document, "e")
    assert passage.heading == ("CHAPTER I SCOPE", "Article 10 General obligations")
    assert passage.text == "1. Manufacturers shall act by 26 May."


def test_headings_stand_as_they_are_written(write: Write) -> None:
    document = markdown(write, "# Gesetz\n\n## § 9\n\nDer Inhalt.\n\nArtikel 3\n\nkein Titel.")
    assert [heading.title for heading in document.headings] == ["Gesetz", "§ 9"]


@pytest.mark.parametrize("text", ["# Nur ein Titel\n", "\n\n", "---\na: b\n---\n"])
def test_a_file_without_text_is_refused(write: Write, text: str) -> None:
    with pytest.raises(Refused, match="no text"):
        markdown(write, text)


def test_plain_text(write: Write) -> None:
    text = "Merkblatt\n\n§ 3 Begriffe\nIm Sinne des\nGesetzes ist\n\nArtikel 4\nGeltung\n\nAlles gilt.\n"
    document = read_text(write("a.txt", text))
    assert document.title == "Merkblatt"
    assert [heading.title for heading in document.headings] == ["§ 3 Begriffe", "Artikel 4 Geltung"]
    assert document.text == "Merkblatt\n\n§ 3 Begriffe\n\nIm Sinne des Gesetzes ist\n\nArtikel 4 Geltung\n\nAlles gilt."


def test_bytes_become_text() -> None:
    words = "Prüfung „nach“ § 3 – 5 €\r\nneue Zeile"
    wanted = words.replace("\r", "")
    assert decoded(words.encode()) == decoded(words.encode("utf-8-sig")) == decoded(words.encode("cp1252")) == wanted
    assert decoded(words.encode("utf-16")) == wanted
    with pytest.raises(Refused) as refused:
        decoded(b"\x7fELF\x00\x01")
    assert refused.value.verdict == "wrong-type"


@pytest.mark.parametrize("name", LAWS)
def test_laws(shared: Path, name: str) -> None:
    """Every section is a heading below its part, whatever its level, and no mark of the writing is left."""
    path = shared / "laws" / f"{name}.md"
    source = re.sub(r"\A---.*?\n---\n", "", path.read_text("utf-8"), flags=re.S)
    document = read_markdown(path)
    written = [re.sub(r"[*\\]", "", title).strip() for title in re.findall(r"^#+ (.*)$", source, re.M)]
    assert [heading.title for heading in document.headings] == [re.sub(r"\s+", " ", title) for title in written]
    assert not re.search(r"^\* |^\*$|\\\.|(?<!\*)\* {2,}\*", document.text, re.M)
    for passage in passages(document, "e"):
        sections = [n for n, title in enumerate(passage.heading) if re.match(r"§|Anlage", title)]
        inside_annex = any(title.startswith("Anlage") for title in passage.heading[:-1])
        assert not sections or inside_annex or sections == [len(passage.heading) - 1]


def test_tables_of_laws_are_rows(shared: Path) -> None:
    text = read_markdown(shared / "laws" / "verpackg.md").text
    assert "\nStoff\tAbkürzung\tNummer\nPolyethylenterephthalat\tPET\t1\nPolyethylen hoher Dichte\tHDPE\t2\n" in text
    text = read_markdown(shared / "laws" / "digav.md").text
    assert "\nNr.\tThemenfeld\tAnforderung\tzutreffend\tnicht zutreffend\tzulässige Begründung für" in text


def test_consolidated_eu_law(shared: Path) -> None:
    document = read_markdown(shared / "eu" / "mdr-2017-745.md")
    titles = [heading.title for heading in document.headings]
    assert sum(bool(re.match(r"Article \d+", title)) for title in titles) == 124  # 123 and 10a
    assert sum(title.startswith("ANNEX ") for title in titles) == 17
    assert "Article 10 General obligations of manufacturers" in titles
    assert not re.search("[►▼◄]", document.text)
