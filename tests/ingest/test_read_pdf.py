"""The library's PDFs: structure, order and words as they are printed."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from corpus.model import Document, Passage
from corpus.publications.entries import read_catalogue
from corpus.publications.source import read_source
from corpus.publications.wording import CONTENTS, IMPRINT, as_of
from ingest.read_pdf import read_pdf
from tests.conftest import FILES

WORD = re.compile(r"[^\W_]+(?:[-.@/][^\W_]+)*")
PDFS = sorted(path.name for path in FILES.glob("*.pdf"))
Read = dict[str, Document]
Split = dict[str, list[Passage]]


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def page_text(document: Document, number: int) -> str:
    page = document.pages[number - 1]
    return document.text[page.start : page.end]


def test_pages_follow_one_another_and_carry_the_printed_labels(documents: Read) -> None:
    for name in PDFS:
        document = documents[name]
        with pypdfium2.PdfDocument(FILES / name) as file:
            labels = [file.get_page_label(number) for number in range(len(file))]
        assert [page.label for page in document.pages] == labels
        assert labels[:3] == ["i", "ii", "1"]
        assert [page.number for page in document.pages] == list(range(1, len(labels) + 1))
        edges = [page.start for page in document.pages] + [len(document.text)]
        assert [(page.start, page.end) for page in document.pages] == list(zip(edges, edges[1:], strict=False))


@pytest.mark.parametrize("name", ["transition.de.pdf", "conformity-ce.en.pdf", "operators.de.pdf"])
def test_headings_are_the_files_outline_with_its_levels(documents: Read, name: str) -> None:
    with pypdfium2.PdfDocument(FILES / name) as file:
        outline = [(mark.get_title(), mark.level + 1) for mark in file.get_toc()]
    document = documents[name]
    assert [(heading.title, heading.level) for heading in document.headings] == outline
    assert all(document.text[h.start : h.end] == h.title for h in document.headings)


def test_every_passage_stands_on_its_pages_word_for_word(split: Split, documents: Read) -> None:
    """Each part of a passage is found, letters and digits in order, on the page it is said to be on."""
    over_breaks = 0
    for name in PDFS:
        with pypdfium2.PdfDocument(FILES / name) as file:
            printed = [folded(page.get_textpage().get_text_range()) for page in file]
        for passage in split[name]:
            over_breaks += passage.last_page > passage.first_page
            pages = documents[name].pages[passage.first_page - 1 : passage.last_page]
            assert passage.label == pages[0].label
            parts = [(page, max(page.start, passage.start), min(page.end, passage.end)) for page in pages]
            assert all(start < end for _, start, end in parts)
            for page, start, end in parts:
                assert folded(documents[name].text[start:end]) in printed[page.number - 1], (name, passage.id)
            assert sum(end - start for _, start, end in parts) == passage.end - passage.start
    assert over_breaks > 20


def test_running_lines_and_page_numbers_are_gone(documents: Read) -> None:
    for name in PDFS:
        lines = documents[name].text.split("\n")
        title = lines[0]
        assert lines.count(title) == 1, name
        assert not [line for line in lines if re.fullmatch(r"[ivx]+|\d{1,3}", line)], name
        assert sum(bool(re.match(r"(Stand: |As of )\d", line)) for line in lines) == 1, name


def test_words_that_lines_cut_are_whole_again(documents: Read) -> None:
    """No word stands in a file's text that its source does not hold, hyphens, addresses and abbreviations included."""
    strange = {}
    for publication in read_catalogue(FILES.parent / "catalogue.toml").publication:
        for edition in publication.edition:
            name = Path(edition.file).name
            if name in PDFS and edition.source:
                source = read_source(FILES.parent / edition.source)
                words = (
                    IMPRINT[source.language],
                    CONTENTS[source.language],
                    as_of(source),
                    source.title,
                    source.subtitle,
                )
                known = set(WORD.findall(f"{source.text} {' '.join(words)}".replace("\\", "")))
                strange[name] = {word for word in WORD.findall(documents[name].text) if not word.isdigit()} - known
    assert len(strange) == len(PDFS)
    # a table row that a page break cuts in the middle of a word
    assert strange.pop("packaging.de.pdf") <= {"Kranken", "hausmüll-Richtlinie"}
    assert not {name: words for name, words in strange.items() if words}


def test_two_columns_are_read_one_after_the_other(documents: Read) -> None:
    """The source's sentences stand whole in the text of the two-column file."""
    source = (FILES.parent / "sources" / "conformity-ce.en.md").read_text("utf-8")
    text = folded(documents["conformity-ce.en.pdf"].text)
    paragraphs = [
        re.sub(r"[ \t]*\{[\d, ]+\}", "", line)
        for line in source.split("\n")
        if len(line) > 200 and not line.startswith(("|", "-"))
    ]
    assert len(paragraphs) > 20
    assert not [line for line in paragraphs if folded(line) not in text]


def test_tables_are_rows_with_a_tab_between_cells(documents: Read) -> None:
    row = (
        "Klasse I, weiterhin ohne benannte Stelle\tkeine Frist, MDR seit dem 26. Mai 2021\t"
        "Art. 120 Abs. 3b, Art. 123 Abs. 2 MDR"
    )
    text = documents["transition.de.pdf"].text
    assert f"\n{row}" in text
    table = next(part for part in text.split("\n\n") if row in part)
    assert table.startswith("Bestandsprodukt (Klasse nach der MDR)\tEnde der Frist\tRechtsgrundlage\n")
    assert {line.count("\t") for line in table.split("\n")} == {2}


def test_a_paragraph_runs_on_over_the_page(pdf: Callable[..., Path]) -> None:
    sentence = "Die Übergangsfrist endet für Bestandsprodukte der Klasse III am einunddreißigsten Dezember. "
    markup = f'#set page(width: 12cm, height: 5cm, margin: 1cm)\n#set text(lang: "de", hyphenate: true)\n{sentence * 8}'
    document = read_pdf(pdf(markup))
    assert len(document.pages) > 1
    assert document.text == (sentence * 8).strip()
    assert page_text(document, 1) + page_text(document, 2) == document.text[: document.pages[1].end]


def test_contents_are_shown_but_never_answered_from(documents: Read, split: Split) -> None:
    for name in PDFS:
        contents = page_text(documents[name], 2)
        entries = [line for line in contents.split("\n") if " ..... " in line]
        titles = [h.title for h in documents[name].headings if h.level <= 2 and h.title not in ("Inhalt", "Contents")]
        assert [line.partition(" ..... ")[0] for line in entries] == titles, name
        assert not [p.id for p in split[name] if p.first_page <= 2 <= p.last_page], name
        assert not [p.id for p in split[name] if re.search(r"\.{5}|(?:\. ){4}", p.text)], name


def test_the_printed_number_belongs_to_the_label_of_its_page(documents: Read) -> None:
    """ "Häufige Fragen ..... 10" stands in the contents, and the heading on the page labelled 10."""
    document = documents["transition.de.pdf"]
    number = re.search(r"^Häufige Fragen \.{5} (\d+)$", document.text, re.M)
    heading = next(h for h in document.headings if h.title == "Häufige Fragen")
    assert number and next(p.label for p in document.pages if p.start <= heading.start < p.end) == number[1]
