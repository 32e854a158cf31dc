"""Words that a line break cuts: which hyphen is the word's own, and which goes. Pure.

A file writes both alike, so the rest of the document decides: where "DiGA" stands whole, "Di-" + "GA" is one word, where
"Ethik-Kommission" stands in a line, the hyphen stays.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.words import is_stop_word

_ADDRESS = re.compile(r"//|www\.|@|\.[a-z]{2,6}/|\w\.(?:de|eu|com|org|net|info|int|gov|at|ch)\b")
_LAW = re.compile(r"[A-Z]{2,}[a-z]+")  # "PMZu" of "PMZuVO"
_LEFT_OPEN = frozenset(["und", "oder", "bzw", "and", "or", "sowie", "to", "bis"])
_OWN_BEFORE = frozenset(["non", "self", "pre", "post", "well", "high", "low", "co"])
_OWN_AFTER = frozenset(["up", "off", "out", "how"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a document shows inside its lines, in lower case: words, and pairs that a hyphen joins ("ethik-kommission")."""

    words: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    english: bool = False


NOTHING = Seen()


def seen(lines: Iterable[str]) -> Seen:
    """What these lines show; the pieces of words at their ends are taken off."""
    words: set[str] = set()
    pairs: set[str] = set()
    english = 0
    for line in lines:
        for token in re.findall(r"\w+(?:-\w+)*", line.lower()):
            parts = token.split("-")
            words.update(parts)
            english += is_stop_word(token, "en") - is_stop_word(token, "de")
            pairs.update(f"{one}-{other}" for one, other in zip(parts, parts[1:], strict=False))
    return Seen(words=frozenset(words), pairs=frozenset(pairs), english=english > 0)


def join_lines(first: str, second: str, known: Seen = NOTHING) -> str:
    """Two lines of one paragraph: "Über-" + "gang" is one word, "Ethik-" + "Kommission" keeps its hyphen."""
    if re.search(r"\S/$", first[-2:]):
        return first + second
    before, after = re.search(r"(\w+)-$", first[-80:]), re.match(r"\w+", second)
    if not before or not after or after.group(0) in _LEFT_OPEN:
        return f"{first} {second}"
    address = _ADDRESS.search(first[-80:].rpartition(" ")[2] + second.partition(" ")[0])
    return first + second if address or _keeps(before.group(1), after.group(0), known) else first[:-1] + second


def _keeps(before: str, after: str, known: Seen) -> bool:
    one, other = before.lower(), after.lower()
    if f"{one}-{other}" in known.pairs or len(one) == 1 or other in _OWN_AFTER:
        return True
    if one + other in known.words or any(word.startswith(one + other) for word in _capitals(before, after, known)):
        return False
    if not after[0].islower():
        return not (_LAW.fullmatch(before) and after.isupper())
    parts = one in _OWN_BEFORE or (len(one) > 3 and one in known.words and not is_stop_word(one, "en"))
    return known.english and parts and len(other) > 2 and other in known.words


def _capitals(before: str, after: str, known: Seen) -> Iterable[str]:
    """The words to compare the beginning of an abbreviation with ("EU-" + "DAMED" where only "EUDAMEDs" stands whole)."""
    return known.words if before.isupper() and after[:2].isupper() else ()
