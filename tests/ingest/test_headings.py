"""Which lines are headings."""

from dataclasses import replace

import pytest

from ingest.headings import bare_unit, by_print, is_title, legal_unit, outlined
from ingest.hyphens import NOTHING
from ingest.layout import Block, Piece

LINE = Piece(page=1, text="", left=50, right=300, base=700, size=10)


def block(text: str, size: float = 10.0, *, bold: bool = False) -> Block:
    return Block(cells=((replace(LINE, text=text, size=size, bold=bold),),))


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("§ 7 Nachweis durch Zertifikate", 3),
        ("§ 9", 3),
        ("Artikel 10", 3),
        ("ANNEX VIII CLASSIFICATION RULES", 3),
        ("Anlage 1 Fragebogen", 3),
        ("CHAPTER IV", 2),
        ("Abschnitt 2", 3),
        ("Teil 1", 1),
        ("§ 7 gilt entsprechend.", 0),
        ("Article 10 applies to manufacturers, importers and distributors", 0),
        ("Der Anhang VIII", 0),
        ("Anlage 3 (zu § 9 Absatz 2)", 3),
        ("§ 9 Absatz 2 Satz 1", 0),
        ("Chapter 4 says more", 0),
        ("§ 7 " + "x" * 200, 0),
    ],
)
def test_heads_of_legal_units(line: str, level: int) -> None:
    assert legal_unit(line) == level


def test_a_number_without_its_title_takes_the_line_below() -> None:
    assert bare_unit("Article 10") and bare_unit("CHAPTER I") and not bare_unit("§ 7 Nachweis")
    assert is_title("General obligations of manufacturers")
    assert not is_title("the following shall apply") and not is_title("This Regulation applies.")


def test_larger_lines_are_headings_the_largest_first_and_bold_ones_below() -> None:
    page = [
        *(block("A title", 20), block("A chapter", 14), block("A bold line", bold=True)),
        *(block("Body text of some length that goes on and on, and is the most of the page."), block("7", 20)),
        block("A bold sentence ends in a full stop.", bold=True),
    ]
    levels = by_print(page, NOTHING)
    assert [levels.get(id(one), 0) for one in page] == [1, 2, 3, 0, 0, 0]


def test_outline_entries_are_found_with_their_numbers_and_over_lines() -> None:
    texts = ["Before", "2.1", "First steps", "Chapter 3 Further", "steps", "Scope", "After"]
    bases = [700, 680, 680, 660, 648, 620, 600]
    page = [replace(LINE, text=text, base=base) for text, base in zip(texts, bases, strict=True)]
    outline = [("First steps", 1, 2), ("Further steps", 1, 1), ("Scope", 1, 1), ("Not printed", 1, 1)]
    assert outlined([page], outline) == [{1: (2, 2), 3: (1, 2), 5: (1, 1)}]


def test_what_stands_on_the_line_above_is_not_a_headings_number() -> None:
    page = [replace(LINE, text="Annex IX 5.2).", base=700), replace(LINE, text="What no longer applies", base=680)]
    assert outlined([page], [("What no longer applies", 1, 1)]) == [{1: (1, 1)}]


def test_an_entry_that_points_a_page_too_early_is_found() -> None:
    page = [replace(LINE, text="Scope")]
    assert outlined([[], page], [("Scope", 1, 1), ("", 1, 1), ("Scope", 9, 1)]) == [{}, {0: (1, 1)}]
