"""Which lines are headings, where a file has no outline that says so."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.layout import Block, joined

_UNIT = re.compile(
    r"(?:§{1,2} \d+[a-z]?|(?:Artikel|Article|ARTICLE) \d+[a-z]?|(?:Anhang|Annex|ANNEX|ANHANG) [IVX]+|Anlage \d+[a-z]?)"
    r"(?:\s+[^.;,\s][^.;]{0,100})?$"
)
_LEGAL_LEVEL = 3
LONGEST = 160


def legal_unit(line: str) -> int:
    """The level of a line that is only the head of an article, section or annex; 0 for any other line."""
    return _LEGAL_LEVEL if len(line) <= LONGEST and _UNIT.match(line) else 0


def by_size(blocks: Sequence[Block], keeps_hyphen: frozenset[str]) -> dict[int, int]:
    """By block, the level of lines printed larger than the body; the largest are level 1."""
    letters: Counter[float] = Counter()
    for block in blocks:
        for cell in block.cells:
            for piece in cell:
                letters[round(piece.size, 1)] += len(piece.text)
    if not letters:
        return {}
    body = letters.most_common(1)[0][0]
    larger = sorted({size for size in letters if size > body * 1.12}, reverse=True)
    rank = {size: min(level, 6) for level, size in enumerate(larger, start=1)}
    levels = {}
    for block in blocks:
        size = round(block.first.size, 1)
        words = joined(block.cells[0], keeps_hyphen)
        if len(block.cells) == 1 and size in rank and 2 < len(words) <= LONGEST and re.search(r"[^\W\d_]{2}", words):
            levels[id(block)] = rank[size]
    return levels
