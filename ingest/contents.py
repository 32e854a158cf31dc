"""Tables of contents: printed and shown, but nothing to answer from. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout import Piece, joined

_LEADERS = " ..... "
_TITLE = re.compile(
    r"(?:(?:table of )?contents|inhalt|inhalts(?:verzeichnis|übersicht)|list of (?:figures|tables)"
    r"|(?:abbildungs|tabellen)verzeichnis)\W*",
    re.I,
)
_DOTS = re.compile(r"\s*(?:[.·…‥_] ?){4,}\s*(?P<page>[\w-]{1,7})?$")
_NUMBER = re.compile(r"(?P<dots>(?: ?[.·…‥_])* )(?P<page>\d{1,3}|[ivxl]{1,6})$")
_ENTRY = re.compile(r"(?:\. ?){5,}\s*\S{0,7}\s*$")


def is_contents(text: str) -> bool:
    """Are these lines a piece of a table of contents (dots and a page number end most of them)?"""
    lines = text.splitlines()
    return sum(bool(_ENTRY.search(line[-80:])) for line in lines) * 2 > len(lines)


def with_contents_set(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Pages with each entry of a table of contents in one piece, "Title ..... 5", however a file cuts and wraps it.

    A page holds one when three of its lines end in dots and a page number, or in a number alone below its title.
    """
    found: list[list[Piece]] = []
    going_on = False
    for pieces in pages:
        lines = _lines(pieces)
        titled = going_on or any(_TITLE.fullmatch(joined(line)) for line in lines)
        dotted = [n for n, line in enumerate(lines) if _DOTS.search(joined(line))]
        ends = dotted
        if titled or len(dotted) >= 3:
            edge = max((lines[n][-1].right for n in dotted), default=0.0)
            ends = [n for n, line in enumerate(lines) if n in dotted or _ends_entry(line, edge)]
        going_on = len(ends) >= 3 and (titled or len(dotted) >= 3) and len(ends) * 2.5 > ends[-1] - ends[0]
        found.append(_set(lines, ends) if going_on else list(pieces))
    return found


def _ends_entry(line: Sequence[Piece], edge: float) -> bool:
    """Does a line without dots end in its page's number, apart or where the other numbers stand?"""
    number = _NUMBER.search(" " + joined(line))
    apart = len(line) > 1 and number is not None and line[-1].text == number["page"]
    return number is not None and (apart or abs(line[-1].right - edge) < 2)


def _set(lines: Sequence[Sequence[Piece]], ends: Sequence[int]) -> list[Piece]:
    first = ends[0]
    while first > 0 and _wraps(lines[first - 1][0], lines[first][0]):
        first -= 1
    out = [piece for line in lines[:first] for piece in line]
    entry: list[Piece] = []
    for n in range(first, ends[-1] + 1):
        entry += lines[n]
        if n in ends:
            out.append(_entry(entry))
            entry = []
    return out + [piece for line in lines[ends[-1] + 1 :] for piece in line]


def _wraps(above: Piece, below: Piece) -> bool:
    near = 0 < above.base - below.base < 1.6 * below.size and abs(above.size - below.size) < 0.6
    return near and not _TITLE.fullmatch(above.text)


def _entry(pieces: Sequence[Piece]) -> Piece:
    text = joined(pieces)
    end = _DOTS.search(text) or _NUMBER.search(text)
    title, page = (text[: end.start()], end["page"] or "") if end else (text, "")
    return replace(pieces[0], text=f"{title}{_LEADERS}{page}".strip(), right=pieces[-1].right, hyphen=False, entry=True)


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that follow one another on one line."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and abs(found[-1][-1].base - piece.base) < 2 and piece.left > found[-1][-1].left:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found
