"""What a document prints in the margin of its pages: running lines and page numbers. Pure."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.layout import Piece

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_NUMBER = re.compile(
    r"(?:page|seite|s\.|p\.)?\s*[–—-]?\s*(?:\d{1,3}|[ivxlc]{1,7})\s*[–—-]?(?:\s*(?:of|von|/)\s*\d{1,4})?", re.I
)


def without_running_lines(pages: Sequence[Sequence[Piece]], heights: Sequence[float]) -> list[list[Piece]]:
    """Drop what is printed in the margin of many pages.

    That is: lines at the same height that differ at most in their numbers; an outermost line that stands apart from the
    text at the same height on half of the pages, whatever it says; and a page number alone on an outermost line.
    """
    sides = list(zip(pages, heights, strict=True))
    alike = [_alike(pieces, height) for pieces, height in sides]
    counts = Counter(key for page in alike for key in set(page.values()))
    apart = [_apart(pieces, height) for pieces, height in sides]
    levels = Counter(level for page in apart for level in page)
    numbers = [_page_number(pieces, height) for pieces, height in sides]
    numbered = sum(one is not None for one in numbers) >= 2
    kept = []
    for pieces, here, lone, number in zip(pages, alike, apart, numbers, strict=True):
        gone = {n for n, key in here.items() if counts[key] >= max(3, len(pages) // 4)}
        gone |= {n for level, line in lone.items() for n in line if levels[level] >= max(3, len(pages) // 2)}
        gone |= {number} if numbered and number is not None else set()
        kept.append([piece for n, piece in enumerate(pieces) if n not in gone])
    return kept


def _alike(pieces: Sequence[Piece], height: float) -> dict[int, tuple[str, int]]:
    """By position, what a piece in the margin says without its numbers, and how high it stands."""
    return {
        n: (_DIGITS.sub("#", piece.text.lower()).strip(), round(piece.base / 4))
        for n, piece in enumerate(pieces)
        if not height * 0.1 < piece.base < height * 0.9
    }


def _apart(pieces: Sequence[Piece], height: float) -> dict[int, list[int]]:
    """By height, the positions of the first and the last line in the margin where a gap parts them from the text."""
    order = sorted(range(len(pieces)), key=lambda n: pieces[n].base)
    found: dict[int, list[int]] = {}
    for outward in (order, order[::-1]):
        line = [n for n in outward if abs(pieces[n].base - pieces[outward[0]].base) < 2]
        rest = outward[len(line) :]
        edge = pieces[outward[0]].base if outward else 0.0
        if not rest or height * 0.12 < edge < height * 0.88:
            continue
        if abs(pieces[rest[0]].base - edge) > 1.8 * max(pieces[rest[0]].size, pieces[outward[0]].size):
            found[round(edge)] = line
    return found


def _page_number(pieces: Sequence[Piece], height: float) -> int | None:
    """The position of a page number that stands alone on the first or last line of its page."""
    order = sorted(range(len(pieces)), key=lambda n: pieces[n].base)
    for n in order[:1] + order[-1:]:
        piece = pieces[n]
        alone = sum(abs(other.base - piece.base) < 2 for other in pieces) == 1
        outside = piece.base < height * 0.15 or piece.base > height * 0.88
        if alone and outside and _NUMBER.fullmatch(piece.text.strip()):
            return n
    return None
