"""Do a statement and the sentences that it cites deny, oblige, allow and limit the same things?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.actors import actors
from assistant.coverage import Word, content, covered
from assistant.details import details
from assistant.polarity import denies, markers

_BREAK = re.compile(r"(?<!\d)[,;:]|[,;:](?!\d)|[()]|\s[–-]\s|(?<=[a-zäöüß]{4})[.!?](?=\s+[A-ZÄÖÜ])")
# a clause of a source is spoken of when this share of its words stands in the statement
_SPOKEN_OF, _SPOKEN_OF_ACROSS, _FEWEST = 0.6, 0.4, 2
_NO = ("deny", "forbid", "exempt")
# reasons, and the kinds of which both texts must have as many to be free of them
_GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("deny", "affirm", "forbid", "exempt"), (*_NO, "except", "lack")),
    (("only", "no only"), ("only", "except")),
    (("except", "no except"), (*_NO, "only", "except")),
    (("oblige", "allow", "advise"), ()),
    (("least",), ("least",)),
    (("most",), ("most",)),
)
# a duty turned into a choice: more of the one and fewer of the other
_TURNED = {
    "oblige": (("oblige",), ("allow", "advise")),
    "allow": (("allow",), ("oblige", "advise")),
    "advise": (("advise",), ("oblige", "allow")),
}
_WORDS = {
    "deny": "the statement denies what the evidence does not deny",
    "affirm": "the evidence says no, and the statement does not",
    "forbid": "the statement forbids what the evidence only does not require",
    "exempt": "the statement says that something is not required that the evidence forbids",
    "oblige": "the statement makes a duty of what the evidence allows or recommends",
    "allow": "the statement leaves open what the evidence requires",
    "advise": "the statement recommends what the evidence requires or allows",
    "only": "the statement says 'only', the evidence does not",
    "no only": "the evidence says 'only', the statement does not",
    "except": "the statement makes an exception that the evidence does not make",
    "no except": "the evidence makes an exception, the statement does not",
    "least": "the evidence sets an upper bound, the statement a lower one",
    "most": "the evidence sets a lower bound, the statement an upper one",
}


@dataclass(frozen=True, slots=True)
class Clause:
    words: tuple[Word, ...]
    kinds: frozenset[str]
    counted: tuple[str, ...]


def clauses(text: str, language: str) -> list[Clause]:
    """The parts of a text between its marks of punctuation, each with its words and what it does to them."""
    found: list[Clause] = []
    ends = [*(match.start() for match in _BREAK.finditer(text)), len(text)]
    marked = markers(text)
    words = sorted([*content(text, language), *_anchors(text, language)], key=lambda word: word.start)
    start = 0
    waiting: tuple[str, ...] = ()
    for end in ends:
        own = tuple(word for word in words if start <= word.start < end)
        kinds = (*waiting, *(one.kind for one in marked if start <= one.start < end))
        # "es sei denn, …": what stands alone belongs to the part behind it
        waiting = () if own else kinds
        if own:
            found.append(Clause(own, frozenset(kinds), kinds))
        start = end
    return found


def _anchors(text: str, language: str) -> list[Word]:
    """Details and actors as words: they say in both languages which clause speaks of what."""
    found = [Word(f"#{one.kind} {one.value}", "", one.start) for one in details(text, language, claimed=False)]
    return [*found, *(Word(f"@{min(one.roles)}", "", one.start) for one in actors(text))]


def disagreement(claimed: str, language: str, cited: Sequence[tuple[str, str]]) -> str | None:
    """The reason why a statement and its sources (text, language) do not say the same of the same; None: they agree."""
    own = clauses(claimed, language)
    held = [clause for text, said in cited for clause in clauses(text, said)]
    across = any(said != language for _, said in cited)
    for clause in own:
        reason = _invented(clause.kinds, _kinds(_nearest(clause, held)))
        if reason and not (across and _as_many(reason, own, held)):
            return _WORDS[reason]
    spoken = [word for clause in own for word in clause.words]
    for clause in held:
        good, whole = covered(clause.words, spoken)
        if whole < _FEWEST or good < (_SPOKEN_OF_ACROSS if across else _SPOKEN_OF) * whole:
            continue
        reason = _left_out(clause.kinds, _kinds(_nearest(clause, own)))
        if reason and not (across and _as_many(reason, own, held)):
            return _WORDS[reason]
    return None


def _as_many(reason: str, own: Sequence[Clause], held: Sequence[Clause]) -> bool:
    """Do both texts do this as often as each other? Then a comma that only one language sets has parted the clauses."""
    group = next(kinds for reasons, kinds in _GROUPS if reason in reasons)
    one, two = (_count(side, group) for side in (own, held))
    if reason in _TURNED:
        more, fewer = _TURNED[reason]
        return not (_count(own, more) > _count(held, more) and _count(own, fewer) < _count(held, fewer))
    return one == two


def _count(side: Sequence[Clause], kinds: Sequence[str]) -> int:
    return sum(kind in kinds for clause in side for kind in clause.counted)


def _nearest(clause: Clause, others: Sequence[Clause]) -> list[Clause]:
    """The clauses that share most of its words; all of them where it shares none with any."""
    scores = [covered(clause.words, other.words)[0] for other in others]
    best = max(scores, default=0)
    if best == 0:
        return list(others)
    return [other for other, score in zip(others, scores, strict=True) if score >= max(1, 0.75 * best)]


def _kinds(found: Sequence[Clause]) -> frozenset[str]:
    return frozenset(kind for clause in found for kind in clause.kinds)


def _invented(own: frozenset[str], held: frozenset[str]) -> str | None:
    """What the statement does that its source does not."""
    if denies(own) and not denies(held) and not held & {"except", "lack"}:
        return "deny"
    if "forbid" in own and "exempt" in held and "forbid" not in held:
        return "forbid"
    if "exempt" in own and "forbid" in held and "exempt" not in held:
        return "exempt"
    if "oblige" in own and not held & {"oblige", "exempt", "forbid"} and held & {"allow", "advise"}:
        return "oblige"
    if "allow" in own and not held & {"allow", "forbid", "only"} and held & {"oblige", "advise"}:
        return "allow"
    if "advise" in own and "advise" not in held and held & {"oblige", "allow", "forbid"}:
        return "advise"
    for kind in ("only", "except"):
        if kind in own and not held & {kind, *(("deny", "exempt") if kind == "except" else ("except",))}:
            return kind
    for one, other in (("least", "most"), ("most", "least")):
        if one in own and other in held and one not in held and other not in own:
            return one
    return None


def _left_out(held: frozenset[str], own: frozenset[str]) -> str | None:
    """What the source does to what the statement speaks of and the statement does not."""
    if denies(held) and not denies(own) and not own & {"only", "except"}:
        return "affirm"
    if "only" in held and not own & {"only", "except"} and not denies(own):
        return "no only"
    if "except" in held and not own & {"except", "only"} and not denies(own):
        return "no except"
    return None
