"""Who does what to whom, across languages: the same actors and figures, as often, but in each other's place."""

import re
from collections.abc import Sequence

from assistant.actors import actors
from assistant.details import details
from corpus.sentences import sentences

# German and English tell these in the same order; a passive for an active is written anew at the cost of a retry
_FAMILIES = ("duration", "money", "percent")
_Parts = list[list[frozenset[str]]]


def exchanged(claimed: str, language: str, cited: Sequence[tuple[str, str]]) -> str | None:
    """The reason, where a statement names what its sources (text, language) name and only the order is another."""
    own, held = _parts(claimed), [part for text, _ in cited for part in _parts(text)]
    if _another_order([_roles(part) for part in own], [_roles(part) for part in held]):
        return "the statement names the actors in another order than the evidence: say who does what as it does"
    said = cited[0][1]
    for family in _FAMILIES:
        if _another_order(
            [_values(part, language, family) for part in own], [_values(part, said, family) for part in held]
        ):
            return "the statement names the figures in another order than the evidence: keep its order"
    return None


def _parts(text: str) -> list[str]:
    """What a semicolon or a full stop parts may stand in any order."""
    return [part for start, end in sentences(text) for part in re.split(r";\s", text[start:end])]


def _roles(text: str) -> list[frozenset[str]]:
    return [one.roles for one in actors(text)]


def _values(text: str, language: str, family: str) -> list[frozenset[str]]:
    return [frozenset({one.value}) for one in details(text, language, claimed=False) if one.family == family]


def _another_order(own: _Parts, held: _Parts) -> bool:
    """Are both made of the same names, and is there a part that no part of the other matches one by one?"""
    whole = [name for part in held for name in part]
    for name in (name for part in own for name in part):
        same = next((other for other in whole if name & other), None)
        if same is None:
            return False
        whole.remove(same)
    return not whole and any(len(part) > 1 and not any(_one_by_one(part, other) for other in held) for part in own)


def _one_by_one(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    return len(one) == len(other) and all(name & name_there for name, name_there in zip(one, other, strict=True))
