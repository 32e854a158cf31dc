"""Does what a statement speaks of stand in what it cites? Words by stem, compound part, synonym or translation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.field import senses
from corpus.words import is_stop_word, stem

_WORD = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")
# what refers to the text itself says nothing that could be checked
_ABOUT_THE_TEXT = frozenset(
    [
        "siehe",
        "see",
        "vgl",
        "cf",
        "gemäß",
        "according",
        "laut",
        "nach",
        "under",
        "daher",
        "also",
        "dabei",
        "hierzu",
        "thereby",
    ]
)
# compounds: a part this long says what it is part of
_PART = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A stem of a language; a detail or an actor has none and is like its equal only."""

    stem: str
    language: str
    start: int = field(compare=False)


@lru_cache(maxsize=100_000)
def alike(first: Word, second: Word) -> bool:
    """One stem, one within the other, a common beginning, or one meaning in the field; wherever they stand."""
    one, two = first.stem, second.stem
    if one == two:
        return True
    if not first.language or not second.language:
        return False
    short, long = sorted((one, two), key=len)
    if len(short) >= _PART and (long.startswith(short) or long.endswith(short)):
        return True
    if len(short) >= 6 and short in long:
        return True
    common = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(short))
    if common >= 5 and common >= 0.6 * len(long):
        return True
    return bool(senses(one, first.language) & senses(two, second.language))


def content(text: str, language: str) -> list[Word]:
    """The words of a text that say something, each part of a hyphenated one, in order."""
    found = []
    for match in _WORD.finditer(text):
        for part in re.split(r"[-'’]", match.group(0)):
            word = part.lower()
            if len(word) > 1 and not is_stop_word(word, language) and word not in _ABOUT_THE_TEXT:
                found.append(Word(stem(word, language), language, match.start()))
    return found


def covered(claimed: Iterable[Word], held: Iterable[Word]) -> tuple[int, int]:
    """How many of the claimed words the held ones cover, and how many there are."""
    held = list(dict.fromkeys(held))
    exact = {word.stem for word in held}
    claimed = list(claimed)
    good = sum(word.stem in exact or any(alike(word, other) for other in held) for word in claimed)
    return good, len(claimed)
