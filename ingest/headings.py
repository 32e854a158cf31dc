"""Which lines are headings. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.hyphens import Seen
from ingest.layout import Block, Piece, joined

_UNIT = re.compile(
    r"(?P<unit>§{1,2} \d+[a-z]?|(?:Artikel|Article|ARTICLE) \d+[a-z]?|(?:Anhang|Annex|ANNEX|ANHANG) [IVX]+|Anlage \d+[a-z]?)"
    r"(?:\s+(?!Abs|Satz|Nummer|Nr|Buchst)(?:zu\b|[^.;,\sa-zäöüß])[^.;]{0,100})?$"
)
_GROUP = re.compile(
    r"(?:(?P<high>Buch|BOOK|Teil|TEIL|Part|PART|Titel|TITEL|Title|TITLE)|Kapitel|KAPITEL|Chapter|CHAPTER"
    r"|(?P<low>Abschnitt|ABSCHNITT|Section|SECTION)) (?:\d{1,3}|[IVXLC]{1,6})$"
)
LONGEST = 160
# an outline entry may be printed with its number before it: "2.1 First steps", "IV. Scope", "Chapter 3"
_NUMBERING = re.compile(
    r"(?:kapitel|chapter|section|abschnitt|part|teil|appendix|annex|anhang|artikel|article)?[a-z]?[\divxlc]{0,8}"
)
_MOST_LINES = 5


def legal_unit(line: str, *, groups: bool = True) -> int:
    """The level of a line that is only the head of an article, section or annex, or of a chapter; 0 for any other line."""
    if len(line) > LONGEST:
        return 0
    if groups and (match := _GROUP.match(line)):
        return 1 if match["high"] else 3 if match["low"] else 2
    return 3 if _UNIT.match(line) else 0


def bare_unit(line: str) -> bool:
    """Is this the head of a chapter or article without its title ("Article 10")? The title is the line below."""
    match = _UNIT.match(line)
    return _GROUP.match(line) is not None or (match is not None and match["unit"] == line)


def is_title(line: str) -> bool:
    """May this line be the title of the article whose number stands above it?"""
    return len(line) <= LONGEST and re.match(r"[A-ZÄÖÜ]", line) is not None and re.search(r"[.;:,]$", line) is None


def outlined(
    pages: Sequence[Sequence[Piece]], outline: Sequence[tuple[str, int, int]]
) -> list[dict[int, tuple[int, int]]]:
    """For each page, by the position of its first piece, the level of a printed outline entry and how many pieces it has."""
    heads: list[dict[int, tuple[int, int]]] = [{} for _ in pages]
    letters = [[_bare(piece.text) for piece in page] for page in pages]
    for title, page, level in outline:
        wanted = _bare(title)
        for number in (page, page + 1) if wanted else ():
            if number <= len(pages):
                taken = heads[number - 1]
                found = next(_runs(pages[number - 1], letters[number - 1], wanted, taken), None)
                if found:
                    taken[found[0]] = (level, found[1])
                    break
    return heads


def _runs(
    pieces: Sequence[Piece], letters: Sequence[str], wanted: str, taken: dict[int, tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Position and number of the consecutive pieces that print a title, with or without its number before it."""
    used = {n for first, (_, count) in taken.items() for n in range(first, first + count)}
    for first in range(len(letters)):
        printed = ""
        for n in range(first, min(first + _MOST_LINES, len(letters))):
            printed += letters[n]
            if n in used or len(printed) > len(wanted) + 20:
                break
            number = printed[: len(printed) - len(wanted)]
            if not printed.endswith(wanted) or not _NUMBERING.fullmatch(number):
                continue
            if number != letters[first] or abs(pieces[first].base - pieces[first + 1].base) < 2:
                yield first, n - first + 1


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def by_print(blocks: Sequence[Block], known: Seen) -> dict[int, int]:
    """By block, the level of lines printed larger than the body, the largest first, and of bold lines below them."""
    letters: Counter[tuple[float, bool]] = Counter()
    for block in blocks:
        for cell in block.cells:
            for piece in cell:
                letters[round(piece.size, 1), piece.bold] += len(piece.text)
    if not letters:
        return {}
    body, body_bold = letters.most_common(1)[0][0]
    larger = sorted({size for size, _ in letters if size > body * 1.12}, reverse=True)
    rank = {size: min(level, 5) for level, size in enumerate(larger, start=1)}
    levels = {}
    for block in blocks:
        words = joined(block.cells[0], known)
        if len(block.cells) > 1 or not 2 < len(words) <= LONGEST or not re.search(r"[^\W\d_]{2}", words):
            continue
        size = round(block.first.size, 1)
        if size in rank:
            levels[id(block)] = rank[size]
        elif size >= body * 0.95 and not body_bold and all(p.bold for p in block.cells[0]) and words[-1] not in ".,;":
            levels[id(block)] = min(len(larger) + 1, 6)
    return levels
