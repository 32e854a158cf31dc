"""Where a statement follows its source word by word and departs from it in one thing: an actor, a figure, a no."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.actors import actors
from assistant.detail import Detail, holds
from assistant.details import details
from corpus.words import stem

_WORD = re.compile(r"[^\W_]+")
_NO = re.compile(r"nicht|kein\w*|nie|niemals|weder|ohne|not|no|never|neither|nor|without|cannot", re.I)
_LIMIT = re.compile(
    r"nur|only|außer|except|unless|ausgenommen|lediglich|erst|ausschließlich|allein|solely|exclusively", re.I
)
# pairs that turn a sentence round when one stands in the other's place
_OPPOSITES = [
    re.compile(f"^(?:({one})|({other}))$", re.I)
    for one, other in (
        ("muss|müssen|must|shall", "darf|dürfen|kann|können|soll|sollen|sollte|sollten|may|can|should"),
        ("darf|dürfen|may|can|kann|können", "soll|sollen|sollte|sollten|should"),
        ("mindestens|wenigstens|least", "höchstens|maximal|most"),
        (
            "mehr|more|größer|larger|higher|höher|über|above|over",
            "weniger|less|fewer|kleiner|smaller|lower|niedriger|unter|below|under",
        ),
        ("vor|before|bis|until|by|spätestens", "nach|after|ab|from|since|seit|frühestens"),
        ("verboten|prohibited|forbidden|unzulässig", "erlaubt|allowed|permitted|zulässig"),
        ("mit|with", "ohne|without"),
        ("immer|stets|always", "nie|niemals|never"),
        ("alle|all|jede\\w*|every|each", "keine?\\w*|no|none"),
        ("und|and", "oder|or"),
        ("ja|yes", "nein|no"),
    )
]
_PROVISIONS = frozenset({"detail article", "detail section", "detail annex", "detail rule", "detail item"})
# short names of acts and things
_NAME = re.compile(r"[A-ZÄÖÜ]{2,}\w*|\w*[a-zäöüß][A-ZÄÖÜ]\w*")
_LONGEST = 4
# so many of the pairs, the first ones, are modal verbs
_MODALS = 2


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, an actor or a detail of a text; ``norm`` is what is compared."""

    norm: str
    kind: str
    said: str
    roles: frozenset[str] = frozenset()
    details: tuple[Detail, ...] = ()


def departure(claimed: str, cited: Iterable[str], language: str) -> str | None:
    """The first departure of a statement from a sentence that it follows; None: it follows none, or all the way."""
    own = _units(claimed, language)
    for text in cited:
        reason = _between(own, _units(text, language))
        if reason:
            return reason
    return None


def _between(own: Sequence[_Unit], held: Sequence[_Unit]) -> str | None:
    matcher = SequenceMatcher(None, [one.norm for one in held], [one.norm for one in own], autojunk=False)
    steps = matcher.get_opcodes()
    for place, (step, i1, i2, j1, j2) in enumerate(steps):
        if step == "equal" or not _framed(steps, place, len(held), len(own)):
            continue
        there, here = held[i1:i2], own[j1:j2]
        if len(there) > _LONGEST or len(here) > _LONGEST:
            continue
        denied = any(_NO.fullmatch(unit.said) for unit in (*held[i2 : i2 + 2], *own[j2 : j2 + 2]))
        if reason := _swapped(there, here, denied=denied, everything={one.norm for one in held}):
            return reason
    return None


def _framed(steps: Sequence[tuple[str, int, int, int, int]], place: int, held: int, own: int) -> bool:
    """Do the texts agree on both sides of a step, at least two words in all?"""
    around = 0
    for near in (place - 1, place + 1):
        if 0 <= near < len(steps):
            if steps[near][0] != "equal":
                return False
            around += steps[near][2] - steps[near][1]
    return around >= 2


def _swapped(there: Sequence[_Unit], here: Sequence[_Unit], *, denied: bool, everything: set[str]) -> str | None:
    """What stands in another thing's place; before a "not" a modal verb is no opposite of another ("must not", "may not")."""
    for kind in ("actor", "detail", "name"):
        one = [unit for unit in there if unit.kind.startswith(kind)]
        two = [unit for unit in here if unit.kind.startswith(kind)]
        if not {unit.kind for unit in one} & {unit.kind for unit in two}:
            continue
        new = [unit for unit in two if not any(_stands_for(old, unit) for old in one)]
        # two provisions in another order say the same
        new = [unit for unit in new if not (unit.kind in _PROVISIONS and unit.norm in everything)]
        if new and not any(unit.norm in {other.norm for other in two} for unit in one):
            return f"the quoted words say {one[0].said} where the statement says {new[0].said}"
    for pattern, words in ((_NO, "denies"), (_LIMIT, "limits")):
        said_there = [unit.said for unit in there if pattern.fullmatch(unit.said)]
        said_here = [unit.said for unit in here if pattern.fullmatch(unit.said)]
        if bool(said_there) != bool(said_here) and len(there) + len(here) <= 3:
            side = "the evidence" if said_there else "the statement"
            return f"only {side} {words} this ({(said_there or said_here)[0]})"
    for one_unit in there:
        for two_unit in here:
            for pattern in _OPPOSITES[_MODALS:] if denied else _OPPOSITES:
                one_match, two_match = pattern.match(one_unit.said), pattern.match(two_unit.said)
                if one_match and two_match and bool(one_match[1]) != bool(two_match[1]) and len(there) + len(here) <= 4:
                    return f"the quoted words say {one_unit.said} where the statement says {two_unit.said}"
    return None


def _stands_for(held: _Unit, claimed: _Unit) -> bool:
    if claimed.details:
        return all(any(holds(one, other) for one in held.details) for other in claimed.details)
    return held.norm == claimed.norm or bool(held.roles & claimed.roles)


def _units(text: str, language: str) -> list[_Unit]:
    placed: list[tuple[int, int, _Unit]] = []
    for detail in details(text, language, claimed=False):
        norm = f"#{detail.kind}:{detail.value}:{','.join(sorted(detail.parts))}"
        if not placed or detail.start >= placed[-1][1]:
            unit = _Unit(norm, f"detail {detail.family}", detail.said, details=(detail,))
            placed.append((detail.start, detail.end, unit))
        else:
            start, end, before = placed[-1]
            unit = replace(before, norm=f"{before.norm} {norm}", said=detail.said, details=(*before.details, detail))
            placed[-1] = (start, max(end, detail.end), unit)
    for actor in actors(text):
        unit = _Unit("@" + "+".join(sorted(actor.roles)), "actor", actor.said, roles=actor.roles)
        if not any(start < actor.end and actor.start < end for start, end, _ in placed):
            placed.append((actor.start, actor.end, unit))
    taken = [(start, end) for start, end, _ in placed]
    for match in _WORD.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            word = match.group(0)
            kind = "name" if _NAME.fullmatch(word) else "word"
            placed.append((match.start(), match.end(), _Unit(stem(word.lower(), language), kind, word)))
    return [unit for _, _, unit in sorted(placed, key=lambda one: one[0])]
