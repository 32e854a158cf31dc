"""A detail: one thing that a text commits itself to and that can be looked up, in a form that languages share."""

from collections.abc import Iterable
from dataclasses import dataclass

# kinds that stand for each other: "Section 7" of an English text is "§ 7" or "Abschnitt 7" of a German one
_SAME = {
    "en section": frozenset({"§", "section", "en section"}),
    "§": frozenset({"§", "en section"}),
    "section": frozenset({"section", "en section"}),
    "item": frozenset({"item"}),
}
_WITHIN = frozenset({"section", "en section", "chapter", "part"})
_DATES = frozenset({"date", "year"})
_QUANTITIES = frozenset({"count", "money", "percent", "duration", "measure"})
_PROVISIONS = frozenset(
    {"§", "article", "annex", "section", "en section", "recital", "rule", "part", "item", "chapter"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """``value`` is the normal form; ``parts`` what narrows a provision ("9", "a" of Art. 10(9)(a)), ``law`` its act.

    ``number`` is a quantity's bare number; ``side`` of a date is "until", "from" or empty; ``said`` is the wording.
    """

    kind: str
    value: str
    start: int
    end: int
    said: str
    parts: frozenset[str] = frozenset()
    law: str = ""
    number: str = ""
    side: str = ""

    @property
    def family(self) -> str:
        """Details of one family answer the same question: when, how much, which provision."""
        if self.kind in _DATES:
            return "date"
        return "section" if self.kind in ("§", "en section") else self.kind


def holds(held: Detail, claimed: Detail) -> bool:
    """Is what is claimed said by what is held? The held one may be fuller, never vaguer."""
    if claimed.kind in _DATES:
        return held.kind in _DATES | {"count"} and _date(held, claimed)
    if claimed.kind == "item":
        return held.kind in _PROVISIONS and claimed.value in held.parts | {held.value}
    if claimed.kind == "count":
        return held.kind in _QUANTITIES | {"year", "ordinal"} and claimed.number == held.number
    if claimed.kind == "ordinal":
        return claimed.value == held.value
    if claimed.kind in _WITHIN and held.kind == "annex" and claimed.value in held.parts:
        return claimed.parts <= held.parts
    if claimed.kind == "roman":
        return held.value == claimed.value or claimed.value in held.parts
    if claimed.kind == "class" and held.kind == "roman":
        return held.value == claimed.value
    if held.kind not in _SAME.get(claimed.kind, {claimed.kind}):
        return False
    laws = {held.law, claimed.law} - {""}
    return held.value == claimed.value and claimed.parts <= held.parts and len(laws) < 2


def _date(held: Detail, claimed: Detail) -> bool:
    if {held.side, claimed.side} == {"until", "from"} and held.value == claimed.value:
        return False
    full, short = held.value, claimed.value
    return full == short or full.startswith(f"{short}-") or ("-" in short and full.endswith(f"-{short}"))


def lacking(claimed: Iterable[Detail], cited: Iterable[Detail], around: Iterable[Detail]) -> list[Detail]:
    """The details that are not held. What stands around the cited sentences counts for a family that these do not speak of."""
    cited, around = list(cited), list(around)
    spoken_of = {one.family for one in cited}
    return [
        one
        for one in claimed
        if not any(holds(held, one) for held in cited)
        and (one.family in spoken_of or not any(holds(held, one) for held in around))
    ]
