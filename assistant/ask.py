"""The walk of an answer: language → stand-alone question → search → gate → evidence → draft → verify → answer."""

import hashlib
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer, AnswerReady, Event, EvidenceFound, Outcome, Question, Statement, StatementReady
from assistant.chat_model import ChatFailure, ChatModel
from assistant.conversation import points_back, stand_alone
from assistant.features import features
from assistant.follow_up import made_to_stand_alone
from assistant.gate import Decision, Gates
from assistant.missing import harmless
from assistant.prompt import fingerprint
from assistant.quotes import quotes
from assistant.wording import wording
from assistant.write import Task, write
from corpus.errors import GuidanceError
from corpus.language import language_of
from corpus.library import Library, Scope
from corpus.model import Edition, Hit, Page

CONSIDERED = 10
EVIDENCE = 8
# for all that the chat model is asked in one answer: quotes come within 15 s
MODEL_SECONDS = 12.0
_log = logging.getLogger("guide")
_GIVEN = (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """What is known of a question once the library was searched; ``whole`` stands alone without the turns before.

    ``ends``: when the chat model's time is over, on the monotonic clock.
    """

    question: Question
    language: str
    whole: str
    hits: Sequence[Hit]
    confidence: float
    decision: Decision
    pages: Mapping[str, Sequence[Page]]
    ends: float


class Assistant:
    """Answers from a library; with a chat model in its own words, without one in the publications'."""

    def __init__(self, library: Library, gates: Gates, contact: str, model: ChatModel | None = None) -> None:
        self._library = library
        self._gates = gates
        self._contact = contact
        self._model = model

    def ask(self, question: Question) -> Iterator[Event]:
        """Evidence first, then each statement as it stands, then the whole answer. Reads one state of the catalogue."""
        walk = self._find(question)
        yield EvidenceFound(hits=walk.hits)
        match walk.decision:
            case Decision.OUTSIDE:
                yield self._end(walk, Outcome.OUT_OF_SCOPE)
            case Decision.SHOW:
                yield self._end(walk, Outcome.NOT_IN_PUBLICATIONS)
            case Decision.ANSWER if self._model is None:
                yield from self._quoted(walk)
            case Decision.ANSWER:
                yield from self._written(walk, self._model)

    def answer(self, question: Question) -> Answer:
        """The whole answer at once."""
        for event in self.ask(question):
            if isinstance(event, AnswerReady):
                return event.answer
        raise GuidanceError("The question got no answer.", "Ask again.")

    def features(self, question: str, hits: Sequence[Hit], editions: Mapping[str, Edition]) -> dict[str, float]:
        """What the gate decides on."""
        return features(question, language_of(question), hits, self._library.finder, editions)

    def _find(self, question: Question) -> _Walk:
        ends = time.monotonic() + MODEL_SECONDS
        prior = language_of(question.turns[-1].question) if question.turns else "de"
        language = question.language or language_of(question.text, prior)
        whole = self._stand_alone(question, language)
        editions = in_one_language(self._library.editions(question.as_of, Scope(topics=question.topics)), language)
        hits = self._library.search(whole, editions, CONSIDERED) if editions else []
        gate = self._gates.of(hits)
        confidence = gate.probability(self.features(whole, hits, editions)) if hits else 0.0
        return _Walk(
            question=question,
            language=language,
            whole=whole,
            hits=hits,
            confidence=confidence,
            decision=gate.decide(confidence) if hits else Decision.SHOW,
            pages={hit.edition.id: self._library.catalogue.pages(hit.edition.id) for hit in hits},
            ends=ends,
        )

    def _stand_alone(self, question: Question, language: str) -> str:
        """By the model where the rules see that the question points back; by the rules without one or when it fails."""
        written = None
        if self._model and points_back(question.text, question.turns):
            written = made_to_stand_alone(self._model, question.text, question.turns, language, self._nearness)
        return written or stand_alone(question.text, question.turns)

    def _nearness(self, one: str, other: str) -> float:
        embed = self._library.embedder.embed_query
        return sum(a * b for a, b in zip(embed(one), embed(other), strict=True))

    def _quoted(
        self, walk: _Walk, notices: Sequence[str] = (), nothing: Outcome = Outcome.NOT_IN_PUBLICATIONS
    ) -> Iterator[Event]:
        frequency = self._library.finder.frequency(language_of(walk.whole))
        statements = quotes(walk.whole, walk.hits, frequency, self._library.finder.compounds, walk.pages)
        yield from (StatementReady(statement=statement) for statement in statements)
        outcome = Outcome.ANSWERED if statements else nothing
        yield self._end(walk, outcome, statements, notices)

    def _written(self, walk: _Walk, model: ChatModel) -> Iterator[Event]:
        texts = wording(walk.language)
        task = Task(
            question=walk.question.text,
            turns=walk.question.turns,
            evidence={f"E{number}": hit for number, hit in enumerate(walk.hits[:EVIDENCE], start=1)},
            language=walk.language,
            pages=walk.pages,
            ends=walk.ends,
        )
        try:
            written = yield from write(model, task)
        except ChatFailure as failure:
            yield from self._quoted(walk, [texts[failure.notice]])
            return
        if written.refused:
            yield self._end(walk, Outcome.NOT_IN_PUBLICATIONS)
        elif written.statements:
            notices = []
            if written.missing:
                named = harmless(written.missing, walk.question.text)
                notices.append(texts["missing"].format(missing=named) if named else texts["part_missing"])
            elif written.dropped:
                notices.append(texts["dropped"])
            outcome = Outcome.PARTLY_ANSWERED if notices else Outcome.ANSWERED
            yield self._end(walk, outcome, written.statements, notices, model.name)
        else:
            # a draft of which nothing can be borne out is rubbish, and rubbish brings the quotes, which always can
            yield from self._quoted(walk, [texts["model_failed"]], Outcome.NOT_VERIFIED)

    def _end(
        self,
        walk: _Walk,
        outcome: Outcome,
        statements: Sequence[Statement] = (),
        notices: Sequence[str] = (),
        model: str | None = None,
    ) -> AnswerReady:
        texts = wording(walk.language)
        cited = [citation.edition for statement in statements for citation in statement.citations]
        found = [*notices]
        if any(edition.language != walk.language for edition in cited):
            found.append(texts["other_language"])
        if walk.question.as_of:
            found.append(texts["as_of"].format(date=walk.question.as_of.isoformat()))
            found += self._superseded(cited, texts["superseded"])
        answer = Answer(
            id=_id(walk, model),
            outcome=outcome,
            language=walk.language,
            statements=tuple(statements),
            message=None if outcome in _GIVEN else texts[outcome.value].format(contact=self._contact),
            notices=tuple(found),
            considered=tuple(walk.hits),
            model=model,
            as_of=walk.question.as_of,
            disclosure=texts["disclosure"],
            confidence=walk.confidence,
            contact=self._contact,
        )
        if self._model:
            prompts = fingerprint(walk.language, f"follow_up.{walk.language}")
            _log.info("answer %s: %s, written by %s, prompts %s", answer.id, outcome.value, model, prompts)
        return AnswerReady(answer=answer)

    def _superseded(self, cited: Sequence[Edition], text: str) -> list[str]:
        now = self._library.editions()
        old = {edition.id: edition for edition in cited if edition.id not in now}
        return [text.format(title=one.title, issued=one.issued or "") for one in old.values()]


def in_one_language(editions: Mapping[str, Edition], language: str) -> dict[str, Edition]:
    """Of each publication the edition in the asker's language, where there is one: no answer mixes two of its editions."""
    own = {edition.publication for edition in editions.values() if edition.language == language}
    return {
        one: edition
        for one, edition in editions.items()
        if edition.language == language or edition.publication not in own
    }


def _id(walk: _Walk, model: str | None) -> str:
    """The same question to the same state has the same id; nothing of the question can be read from it."""
    asked = walk.question
    parts = [
        *(asked.text, asked.language or "", str(asked.as_of or date.min), model or ""),
        *(f"{turn.question}\0{turn.answer}" for turn in asked.turns),
        *(hit.passage.id for hit in walk.hits),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
