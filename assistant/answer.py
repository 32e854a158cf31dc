"""What the assistant says, and how it can end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.model import Edition, Hit, Passage


class Outcome(StrEnum):
    """Every way a question can end: a closed list."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_IN_PUBLICATIONS = "not_in_publications"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_VERIFIED = "not_verified"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question asked before and the answer it got, as the client kept them."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it is asked; ``language`` None: that of its words; ``topics``: only these are searched (none: all)."""

    text: str
    turns: tuple[Turn, ...] = ()
    language: str | None = None
    as_of: date | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of a passage, verbatim: ``start`` and ``end`` are characters of the passage's text; pages are the quote's own."""

    id: str
    passage: Passage
    edition: Edition
    first_page: int
    last_page: int
    label: str | None
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence with the citations (at least one) that it rests on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The whole; ``statements`` only when answered, ``message`` in fixed words otherwise.

    ``confidence``: the gate's probability that the library answers the question.
    """

    id: str
    outcome: Outcome
    language: str
    statements: tuple[Statement, ...]
    message: str | None
    notices: tuple[str, ...]
    considered: tuple[Hit, ...]
    model: str | None
    as_of: date | None
    disclosure: str
    confidence: float
    contact: str

    @property
    def generated(self) -> bool:
        return self.model is not None

    @property
    def citations(self) -> tuple[Citation, ...]:
        found = {citation.id: citation for statement in self.statements for citation in statement.citations}
        return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFound:
    """The first event: the hits that an answer rests on, or the nearest ones to a refusal."""

    hits: Sequence[Hit]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReady:
    """A statement that may be shown."""

    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReady:
    """The last event: the whole answer."""

    answer: Answer


Event = EvidenceFound | StatementReady | AnswerReady
