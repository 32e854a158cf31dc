"""From pieces of a page to paragraphs and rows, on pages drawn by hand."""

from dataclasses import replace

from ingest.layout import Block, Piece, blocks, in_reading_order, joined


def piece(text: str, left: float, base: float, **more: object) -> Piece:
    made = Piece(page=1, text=text, left=left, right=left + 5.0 * len(text), base=base, size=10.0)
    return replace(made, **more)  # type: ignore[arg-type]


def texts(found: list[Block]) -> list[str]:
    return ["\t".join(joined(cell) for cell in block.cells) for block in found]


def two_columns() -> tuple[list[Piece], list[Piece]]:
    left = [piece(f"left prose that fills its column {n}", 50, 700 - 12 * n, right=290.0) for n in range(20)]
    right = [piece(f"right prose that fills its column {n}", 310, 700 - 12 * n, right=550.0) for n in range(20)]
    return left, right


def test_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    left, right = two_columns()
    across = [one for pair in zip(left, right, strict=True) for one in pair]
    title = piece("A title over both columns of this page, drawn first of all", 60, 730, right=540.0)
    assert in_reading_order([title, *across]) == [title, *left, *right]


def test_columns_drawn_one_after_the_other_stay_as_they_are() -> None:
    left, right = two_columns()
    assert in_reading_order([*left, *right]) == [*left, *right]


def test_a_table_of_two_columns_is_no_prose() -> None:
    rows = [
        cell for n in range(20) for cell in (piece(f"term {n}", 50, 700 - 12 * n), piece("what", 310, 700 - 12 * n))
    ]
    assert in_reading_order(rows) == rows


def test_lines_become_paragraphs_where_the_gap_is_wide() -> None:
    page = [piece("First line", 50, 700), piece("second line.", 50, 688), piece("New paragraph.", 50, 664)]
    assert texts(blocks(page, {})) == ["First line second line.", "New paragraph."]


def test_a_row_has_a_cell_for_each_column_however_many_lines_it_takes() -> None:
    page = [
        *(piece("Klasse III,", 50, 700), piece("implantierbar", 50, 688)),
        *(piece("31. Dezember 2027", 200, 700), piece("Art. 120", 400, 700)),
        *(piece("Klasse I", 50, 664), piece("keine Frist", 200, 664), piece("Art. 123", 400, 664)),
    ]
    assert texts(blocks(page, {})) == [
        "Klasse III, implantierbar\t31. Dezember 2027\tArt. 120",
        "Klasse I\tkeine Frist\tArt. 123",
    ]


def test_a_number_and_what_hangs_on_it_are_one_paragraph() -> None:
    page = [piece("(72)", 50, 700), piece("Incapacitated subjects", 80, 700), piece("require measures.", 80, 688)]
    assert texts(blocks(page, {})) == ["(72) Incapacitated subjects require measures."]
    page = [piece("1.", 50, 700), piece("This Regulation lays", 80, 700), piece("down rules.", 50, 688)]
    assert texts(blocks(page, {})) == ["1. This Regulation lays down rules."]


def test_footnotes_below_one_another_stay_apart() -> None:
    page = [piece("(1) OJ L 117, p. 1.", 50, 100), piece("(2) OJ L 276, p. 33.", 50, 90)]
    assert texts(blocks(page, {})) == ["(1) OJ L 117, p. 1.", "(2) OJ L 276, p. 33."]


def test_bullets_begin_a_paragraph_each() -> None:
    page = [piece("• one item", 50, 700), piece("goes on", 62, 688), piece("• another", 50, 676)]
    assert texts(blocks(page, {})) == ["• one item goes on", "• another"]


def test_a_heading_is_a_block_of_its_own() -> None:
    page = [piece("Before it.", 50, 700), piece("2.1", 50, 688), piece("Title", 80, 688), piece("After it.", 50, 676)]
    found = blocks(page, {1: (2, 2)})
    assert [(block.level, text) for block, text in zip(found, texts(found), strict=True)] == [
        (0, "Before it."),
        (2, "2.1 Title"),
        (0, "After it."),
    ]


def test_a_short_bold_line_is_not_the_paragraph_below_it() -> None:
    page = [piece("Article 5", 50, 700, bold=True), piece("A device may be placed on the market only if", 50, 688)]
    assert texts(blocks(page, {})) == ["Article 5", "A device may be placed on the market only if"]
