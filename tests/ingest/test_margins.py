"""Running lines and page numbers."""

import pytest

from ingest.layout import Piece
from ingest.margins import without_running_lines

HEIGHT = 800.0


def piece(text: str, base: float, page: int) -> Piece:
    return Piece(page=page, text=text, left=50, right=300, base=base, size=10)


def kept(pages: list[list[tuple[str, float]]]) -> list[list[str]]:
    drawn = [[piece(text, base, n) for text, base in page] for n, page in enumerate(pages, start=1)]
    return [[one.text for one in page] for page in without_running_lines(drawn, [HEIGHT] * len(drawn))]


def body(number: int) -> list[tuple[str, float]]:
    return [(f"First line of page {number}.", 700), ("It goes on.", 688)]


def test_a_line_that_only_changes_its_number_goes() -> None:
    pages = [[(f"Übergangsfristen · Seite {n} von 8", 770), *body(n), (f"Stand {n}", 30)] for n in range(1, 9)]
    assert kept(pages) == [[text for text, _ in body(n)] for n in range(1, 9)]


def test_chapter_titles_in_the_head_go_though_each_is_another() -> None:
    pages = [[(title, 770), *body(n)] for n, title in enumerate(["Risk", "Design", "Review", "Transfer", "Changes"])]
    assert kept(pages) == [[text for text, _ in body(n)] for n in range(5)]


@pytest.mark.parametrize("number", ["7", "vii", "– 7 –", "Seite 7", "Page 7 of 9", "7/9"])
def test_a_page_number_alone_goes(number: str) -> None:
    assert kept([[*body(1), (number, 40)], [*body(2), (number, 60)]]) == [[t for t, _ in body(n)] for n in (1, 2)]


def test_what_stands_once_or_in_the_text_stays() -> None:
    once = [[("Bundesgesetzblatt Teil I Nr. 5", 770), *body(1)], body(2), body(3), body(4)]
    assert kept(once)[0][0] == "Bundesgesetzblatt Teil I Nr. 5"
    inside = [[*body(n), ("The same words on every page.", 400), ("More.", 388)] for n in range(6)]
    assert all("The same words on every page." in page for page in kept(inside))


def test_first_lines_of_pages_without_a_head_stay() -> None:
    pages = [[(f"Text {chr(96 + n)} begins here", 750), ("and goes on.", 738), ("More.", 726)] for n in range(1, 9)]
    assert [page[0] for page in kept(pages)] == [page[0][0] for page in pages]


def test_empty_pages_stay_empty() -> None:
    assert kept([[], body(1), []]) == [[], [text for text, _ in body(1)], []]
