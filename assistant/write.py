"""With a model: statements from the evidence, each shown only when it verifies."""

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from assistant.answer import Citation, Statement, StatementReady, Turn
from assistant.chat_model import ChatFailure, ChatModel
from assistant.draft import Draft, DraftStatement, read, schema_of
from assistant.prompt import system_prompt, user_prompt
from assistant.quotes import cite
from assistant.verify import find_quote, objection
from corpus.model import Hit, Page

SCHEMA = schema_of(Draft)
# a second call that has less time than this is not made
AGAIN_FROM = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a draft is written from, and until when (on the monotonic clock)."""

    question: str
    turns: Sequence[Turn]
    evidence: Mapping[str, Hit]
    language: str
    pages: Mapping[str, Sequence[Page]]
    ends: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the drafts. ``refused``: the model says that the evidence does not answer. ``missing``: its words."""

    statements: tuple[Statement, ...]
    dropped: int
    missing: str | None
    refused: bool


def write(model: ChatModel, task: Task) -> Generator[StatementReady, None, Written]:
    """Each statement as it verifies. One second call at most: after a failure, or with the reasons for what did not verify.

    ChatFailure, and nothing was yielded, when the model gives nothing that can be read.
    """
    draft, again = _first(model, task)
    if not draft.answerable:
        return Written(statements=(), dropped=0, missing=None, refused=True)
    numbers = count(1)
    refusals: list[tuple[str, str]] = []
    shown: list[Statement] = []
    for statement in _sift(draft, task, numbers, refusals, shown):
        yield StatementReady(statement=statement)
    dropped = len(refusals)
    if refusals and again and _left(task) >= AGAIN_FROM:
        before = len(shown)
        try:
            draft_again = _draft(model, task, refusals)
        except ChatFailure:
            draft_again = None
        if draft_again:
            for statement in _sift(draft_again, task, numbers, [], shown):
                yield StatementReady(statement=statement)
        dropped = max(0, dropped - (len(shown) - before))
    return Written(statements=tuple(shown), dropped=dropped, missing=draft.missing, refused=False)


def _first(model: ChatModel, task: Task) -> tuple[Draft, bool]:
    """A draft, and whether another call is still allowed: a failure that may pass costs it."""
    try:
        return _draft(model, task), True
    except ChatFailure as failure:
        if not failure.passing or failure.pause or _left(task) < AGAIN_FROM:
            raise
    return _draft(model, task), False


def _draft(model: ChatModel, task: Task, refusals: Sequence[tuple[str, str]] = ()) -> Draft:
    user = user_prompt(task.question, task.turns, task.evidence, refusals)
    return read(Draft, model.complete(system_prompt(task.language), user, SCHEMA, _left(task)), model.name)


def _left(task: Task) -> float:
    return task.ends - time.monotonic()


def _sift(
    draft: Draft, task: Task, numbers: Iterator[int], refusals: list[tuple[str, str]], shown: list[Statement]
) -> Iterator[Statement]:
    """What verifies and was not said yet, added to ``shown``; what does not, with its reason, to ``refusals``."""
    for one in draft.statements:
        reason = objection(one, task.evidence, task.language)
        if reason:
            refusals.append((one.text, reason))
        elif all(_folded(one.text) != _folded(other.text) for other in shown):
            statement = Statement(text=one.text, citations=tuple(_citations(one, task, numbers)))
            shown.append(statement)
            yield statement


def _citations(one: DraftStatement, task: Task, numbers: Iterator[int]) -> Iterator[Citation]:
    for part in one.evidence:
        hit = task.evidence[part.key]
        span = find_quote(part.quote, hit.passage.text)
        if span:
            yield cite(f"c{next(numbers)}", hit, *span, task.pages[hit.edition.id])


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
