"""Tables of contents: set line by line, whatever the file does to their dots."""

from ingest.contents import is_contents, with_contents_set
from ingest.layout import Piece


def line(base: float, *parts: tuple[str, float]) -> list[Piece]:
    return [Piece(page=1, text=t, left=x, right=x + 5 * len(t), base=base, size=10) for t, x in parts]


def entries(*lines: list[Piece]) -> list[str]:
    return [piece.text for piece in with_contents_set([[piece for one in lines for piece in one]])[0]]


def test_dots_cut_into_pieces_and_entries_over_two_lines() -> None:
    found = entries(
        line(700, ("Contents", 50)),
        line(670, ("Scope . . . . .", 50), (". . . .", 300), ("1", 500)),
        line(658, ("A title that is too long for", 50)),
        line(646, ("one line", 50), (". . . . . . . .", 200), ("12", 500)),
        line(634, ("Duties...........................", 50), ("iv", 500)),
        line(600, ("The text begins.", 50)),
    )
    assert found == [
        *("Contents", "Scope ..... 1", "A title that is too long for one line ..... 12", "Duties ..... iv"),
        "The text begins.",
    ]


def test_chapters_without_dots_count_where_the_numbers_stand() -> None:
    found = entries(
        line(700, ("Inhaltsverzeichnis", 50)),
        line(680, ("1 Geltungsbereich", 50), ("3", 500)),
        line(668, ("2 Bewerbung", 50), ("5", 500)),
        line(656, ("2.1 Schritte . . . . . . . .", 50), ("5", 500)),
    )
    assert found == ["Inhaltsverzeichnis", "1 Geltungsbereich ..... 3", "2 Bewerbung ..... 5", "2.1 Schritte ..... 5"]


def test_it_goes_on_on_the_next_page() -> None:
    first = line(700, ("Inhalt", 50)) + [p for n in range(3) for p in line(680 - 12 * n, (f"T{n}", 50), (f"{n}", 500))]
    second = [p for n in range(3) for p in line(700 - 12 * n, (f"U{n}", 50), (f"{n}", 500))]
    assert [p.text for p in with_contents_set([first, second])[1]] == ["U0 ..... 0", "U1 ..... 1", "U2 ..... 2"]


def test_tables_that_end_in_numbers_are_left_alone() -> None:
    rows = [line(700 - 12 * n, (f"Klasse {n}", 50), (f"{n}", 500)) for n in range(5)]
    assert entries(*rows) == [piece.text for row in rows for piece in row]


def test_a_paragraph_of_entries_is_told_from_prose() -> None:
    assert is_contents("Scope ..... 1\nDuties ..... 2")
    assert is_contents("1. Scope . . . . . . . . 1")
    assert not is_contents("He paused ..... and then went on.\nAs if nothing had been.")
    assert not is_contents("The list of duties ends on page 12")


def test_a_line_of_a_million_dots_is_no_trap() -> None:
    assert is_contents("x" + " ." * 500_000 + " 7")
