"""Question files (JSON lines) as cases with known answers; their keys stand in the contract's "Question files"."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import Question, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Where an answer stands: a publication, and a heading that begins so (empty: any)."""

    publication: str
    heading: str = ""
    language: str = ""
    page: int = 0
    quote: str = ""

    def matches(self, publication: str, headings: list[str]) -> bool:
        if publication != self.publication:
            return False
        begins = re.compile(rf"{re.escape(self.heading)}(?!\w)", re.I)
        return not self.heading or any(begins.match(heading) for heading in headings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question. ``facts``: all must be in a right answer; ``any``: one of them; neither and no gold: not answerable."""

    id: str
    language: str
    question: str
    kind: str
    turns: tuple[Turn, ...] = ()
    gold: tuple[Gold, ...] = ()
    facts: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    topic: str = ""
    why: str = ""
    as_of: date | None = None

    @property
    def answerable(self) -> bool:
        return bool(self.gold or self.any or self.facts)

    def ask(self) -> Question:
        return Question(text=self.question, turns=self.turns, as_of=self.as_of)

    def right(self, text: str) -> bool:
        """Does a text hold what a right answer holds?"""
        folded = fold(text)
        if self.any and not any(fold(one) in folded for one in self.any):
            return False
        return all(fold(one) in folded for one in self.facts)


def fold(text: str) -> str:
    """White space folded (kept at the ends: " 20 days" is not "120 days"), case ignored."""
    return re.sub(r"\s+", " ", text).lower()


def read_cases(path: Path) -> list[Case]:
    """The cases of one file."""
    with path.open(encoding="utf-8") as file:
        return [_case(json.loads(line)) for line in file if line.strip()]


def _case(raw: dict[str, object]) -> Case:
    case = Case(
        id=str(raw["id"]), language=str(raw["lang"]), question=str(raw["question"]), kind=str(raw.get("kind", ""))
    )
    as_of = raw.get("as_of")
    return replace(
        case,
        turns=tuple(Turn(question=t["question"], answer=t.get("answer", "")) for t in _list(raw, "turns")),
        gold=tuple(_gold(one) for one in _list(raw, "gold")),
        facts=tuple(_list(raw, "facts")),
        any=tuple(_list(raw, "any")),
        topic=str(raw.get("topic", "")),
        why=str(raw.get("why", "")),
        as_of=date.fromisoformat(str(as_of)) if as_of else None,
    )


def _gold(raw: dict[str, object]) -> Gold:
    if "law" in raw:
        return Gold(publication=str(raw["law"]), heading=str(raw["section"]))
    return Gold(
        publication=str(raw["publication"]),
        heading=str(raw.get("heading", "")),
        language=str(raw.get("language", "")),
        page=int(str(raw.get("page", 0))),
        quote=str(raw.get("quote", "")),
    )


def _list(raw: dict[str, object], key: str) -> Iterator[Any]:
    value = raw.get(key) or []
    return iter(value) if isinstance(value, list) else iter(())
