"""Characters of a printed page as pieces of lines."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfWriter, Transformation

from ingest.layout import Piece
from ingest.pdf_pieces import clean, read_pages, with_raised_marks
from ingest.verdict import Refused

LINE = Piece(page=1, text="of the Council", left=50, right=120, base=700, size=10)


def test_ligatures_spaces_and_unseen_characters() -> None:
    assert clean("Zerti\ufb01kat\u00ad\u200b und\u00a0Ab\ufb02uss\x07 \t x") == "Zertifikat und Abfluss x"
    assert clean("\ud83e\udd84") == "🦄" and clean("a\ud83e") == "a"


def test_a_footnote_mark_stands_in_its_line() -> None:
    mark = replace(LINE, text="1", left=121, right=124, base=704, size=6)
    rest = replace(LINE, text="), as applicable", left=125, right=200)
    (whole,) = with_raised_marks([replace(LINE, text="of the Council ("), mark, rest])
    assert (whole.text, whole.base, whole.size, whole.right) == ("of the Council (1), as applicable", 700, 10, 200)


def test_a_mark_after_a_number_is_not_part_of_it() -> None:
    mark = replace(LINE, text="3", left=121, right=124, base=704, size=6)
    assert [one.text for one in with_raised_marks([replace(LINE, text="in 2017"), mark])] == ["in 2017 3"]


def test_the_next_line_and_the_next_cell_stay_apart() -> None:
    below = replace(LINE, base=688)
    cell = replace(LINE, left=300, right=360)
    assert with_raised_marks([LINE, below]) == [LINE, below]
    assert with_raised_marks([LINE, cell]) == [LINE, cell]


def test_size_is_the_printed_one_however_the_file_scales(pdf: Callable[..., Path], tmp_path: Path) -> None:
    """EUR-Lex writes every font as size 1 and scales it."""
    path = pdf("#set text(size: 10pt)\nBody of the page.\n\n#text(size: 20pt)[Title]")
    writer = PdfWriter(clone_from=path)
    writer.pages[0].add_transformation(Transformation().scale(1.5))
    writer.write(tmp_path / "scaled.pdf")
    assert [round(piece.size) for piece in read_pages(tmp_path / "scaled.pdf")[0].pieces] == [15, 30]


def test_stretched_lines_are_not_cut_and_table_cells_are(pdf: Callable[..., Path]) -> None:
    justified = "Durchführungsverordnung (EU) 2017/745 Durchführungsverordnungen"
    markup = (
        f"#set page(width: 7.5cm, margin: 1cm)\n#set par(justify: true)\n{justified}\n\n#table(columns: 2)[a cell][two]"
    )
    assert [piece.text for piece in read_pages(pdf(markup))[0].pieces][-2:] == ["a cell", "two"]
    assert not [piece.text for piece in read_pages(pdf(markup))[0].pieces if piece.text == "(EU)"]


def test_bold_lines_are_known(pdf: Callable[..., Path]) -> None:
    pieces = read_pages(pdf("*A bold line*\n\nA plain line with *one* bold word in it"))[0].pieces
    assert [piece.bold for piece in pieces] == [True, False]


def test_a_page_that_is_a_picture_is_told_from_an_empty_one(pdf: Callable[..., Path], tmp_path: Path) -> None:
    path = pdf("Text")
    with pypdfium2.PdfDocument(path) as file:
        file[0].render(scale=0.5).to_pil().convert("RGB").save(tmp_path / "scan.pdf")
    writer = PdfWriter(clone_from=path)
    writer.append(tmp_path / "scan.pdf")
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "all.pdf")
    assert [page.picture for page in read_pages(tmp_path / "all.pdf")] == [False, True, False]


def test_a_password_that_only_pdfium_asks_for_is_a_verdict(shared: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_pages(shared / "pdfs" / "odd" / "pypdf-resources-encryption-r6-user-password.pdf")
    assert refused.value.verdict == "encrypted"
