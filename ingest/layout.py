"""From pieces of a printed page to paragraphs and table rows. Pure: coordinates in points, y upwards, pages 1-based."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.hyphens import NOTHING, Seen, join_lines

_CLOSE = 2.5  # points within which two left edges count as one
_BULLET = re.compile(r"[•‣▪·] ")
_ITEM = re.compile(r"(?:[•‣▪–·*-]|\(?(?:\d{1,3}|[a-z]{1,3}) ?\)|\d{1,2}\.) ?(?=\S)")
_BRACKETED = re.compile(r"\((?:\d{1,3}|[a-z]{1,3}) ?\) ?(?=\S)")
# what stands before the first line of a list item, recital or numbered paragraph
_MARK = re.compile(
    r"[•‣▪·◦○●■–—-]|\(?(?:\d{1,3}|[A-Za-z]{1,2}|[ivxlc]{1,5})\)|\d{1,2}(?:\.\d{1,2})*\.|[A-Z]\.|[IVXLC]{1,5}\."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text on one line: where it stands, how large, and whether a hyphen breaks its last word.

    ``entry``: a whole entry of a table of contents.
    """

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    hyphen: bool = False
    entry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph (one cell), a table row (several cells, each of one or more pieces) or a heading (``level`` from 1)."""

    cells: tuple[tuple[Piece, ...], ...]
    level: int = 0

    @property
    def first(self) -> Piece:
        return self.cells[0][0]

    @property
    def last(self) -> Piece:
        return self.cells[-1][-1]


def in_reading_order(pieces: Sequence[Piece]) -> list[Piece]:
    """Left column before right column where a file draws two columns of prose line by line across both.

    Files that draw a column at a time are left as they are, and so are tables: their cells are short, prose fills its column.
    """
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(round(piece.base / 2), []).append(piece)
    pairs = [sorted(line, key=lambda p: p.left) for line in lines.values() if len(line) == 2]
    if len(pairs) < 8 or len(pairs) < 0.5 * len(lines):
        return list(pieces)
    gutter = sorted(p[1].left for p in pairs)[len(pairs) // 2]
    beside = [p for p in pairs if abs(p[1].left - gutter) < _CLOSE and p[0].right < gutter]
    position = {id(piece): n for n, piece in enumerate(pieces)}
    across = sum(abs(position[id(left)] - position[id(right)]) == 1 for left, right in beside)
    width = gutter - min(p[0].left for p in pairs)
    full = sum(p[0].right - p[0].left > 0.75 * width for p in beside)
    if across < 0.8 * len(pairs) or full < 0.6 * len(pairs):
        return list(pieces)
    ordered: list[Piece] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (-round(p.base / 2), p.left)):
        if piece.left < gutter - _CLOSE and piece.right > gutter:
            ordered += [*left, *right, piece]
            left, right = [], []
        else:
            (right if piece.left >= gutter - _CLOSE else left).append(piece)
    return [*ordered, *left, *right]


def blocks(pieces: Sequence[Piece], heads: Mapping[int, tuple[int, int]]) -> list[Block]:
    """Paragraphs, table rows and headings of one page, in the order of its pieces.

    ``heads``: by the position of its first piece, the level of a heading and how many pieces it has.
    """
    found: list[Block] = []
    row: list[list[Piece]] = []

    def close() -> None:
        if row:
            found.append(Block(cells=tuple(tuple(cell) for cell in _marked(row))))
            row.clear()

    after = 0
    for n, piece in enumerate(pieces):
        if n < after:
            continue
        if n in heads:
            close()
            level, count = heads[n]
            after = n + count
            found.append(Block(cells=(tuple(pieces[n:after]),), level=level))
        elif not row or _beside(row, piece):
            row.append([piece])
        elif _continues(row, piece):
            row[-1].append(piece)
        else:
            close()
            row.append([piece])
    close()
    return found


def _marked(row: list[list[Piece]]) -> list[list[Piece]]:
    """A mark and what hangs on it are one paragraph, not two cells."""
    if _is_marked(row):
        mark, (first, *rest) = row[0][0], row[1]
        return [[replace(first, text=f"{mark.text} {first.text}"), *rest]]
    return row


def _is_marked(row: list[list[Piece]]) -> bool:
    return len(row) == 2 and len(row[0]) == 1 and _MARK.fullmatch(row[0][0].text.strip()) is not None


def _beside(row: list[list[Piece]], piece: Piece) -> bool:
    """Does a new cell of this row begin?"""
    top, last = row[0][0].base, row[-1][-1]
    cell_left = min(p.left for p in row[-1])
    return piece.left > cell_left + piece.size and last.base - 1 <= piece.base <= top + piece.size * 0.6


def _continues(row: list[list[Piece]], piece: Piece) -> bool:
    """Is this the next line of the last cell?"""
    cell = row[-1]
    last = cell[-1]
    if last.entry or piece.entry or abs(piece.size - last.size) > 0.6:
        return False
    if not 0 < last.base - piece.base < 1.75 * last.size:
        return False
    if last.bold != piece.bold and max(p.right for p in (*cell, piece)) - last.right > 4 * last.size:
        return False
    if len(cell) > 1:
        step = cell[-2].base - last.base
        if step > 0 and (last.base - piece.base) > 1.25 * step:
            return False
    if len(row) > 1:
        hangs = _is_marked(row) and abs(piece.left - row[0][0].left) < _CLOSE
        return hangs or abs(piece.left - cell[0].left) < _CLOSE
    if last.bold and piece.bold and abs(piece.left + piece.right - last.left - last.right) < 2 * _CLOSE:
        return True
    offset = piece.left - cell[0].left
    bullet = _ITEM.match(cell[0].text) is not None
    if _BULLET.match(piece.text) or (
        _BRACKETED.match(piece.text) and _BRACKETED.match(cell[0].text) and abs(offset) < _CLOSE
    ):
        return False
    if len(cell) > 1 and not bullet:
        return abs(piece.left - last.left) < _CLOSE or -40 < piece.left - last.left < 0
    return -4 * piece.size < offset < 4 * piece.size if (bullet or len(cell) == 1) else abs(offset) < _CLOSE


def joined(cell: Sequence[Piece], known: Seen = NOTHING) -> str:
    """A cell's lines as one text: hyphenated words whole again, lines joined by a space."""
    text = ""
    hyphen = False
    for piece in cell:
        text = join_lines(text + "-" * hyphen, piece.text.strip(), known) if text else piece.text.strip()
        hyphen = piece.hyphen
    return text
