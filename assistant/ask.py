"""The walk of an answer: language → stand-alone question → search → gate → evidence → draft → verify → answer."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.answer import Answer, AnswerReady, Event, EvidenceFound, Outcome, Question, Statement, StatementReady
from assistant.chat_model import ChatModel
from assistant.conversation import MOST_TURNS, stand_alone
from assistant.features import features
from assistant.gate import Decision, Gate
from assistant.quotes import quotes
from assistant.wording import wording
from assistant.write import write
from corpus.errors import GuidanceError
from corpus.language import language_of
from corpus.library import Library
from corpus.model import Edition, Hit, Page

CONSIDERED = 10
EVIDENCE = 8


class Assistant:
    """Answers from a library; with a chat model in its own words, without one in the publications'."""

    def __init__(self, library: Library, gate: Gate, contact: str, model: ChatModel | None = None) -> None:
        self._library = library
        self._gate = gate
        self._contact = contact
        self._model = model

    def ask(self, question: Question) -> Iterator[Event]:
        """Evidence first, then each statement as it stands, then the whole answer. Reads one state of the catalogue."""
        language = question.language or self._language(question)
        whole = stand_alone(question.text, question.turns)
        editions = in_one_language(self._library.editions(question.as_of), language)
        hits = self._library.search(whole, editions, CONSIDERED)
        decision = self._gate.decide(self.features(whole, hits)) if hits else Decision.OUTSIDE
        yield EvidenceFound(hits=hits)
        if decision is not Decision.ANSWER:
            outcome = Outcome.NOT_IN_PUBLICATIONS if decision is Decision.SHOW else Outcome.OUT_OF_SCOPE
            yield AnswerReady(answer=self._answer(question, language, outcome, hits))
            return
        pages = {hit.edition.id: self._library.catalogue.pages(hit.edition.id) for hit in hits}
        if self._model is not None:
            yield from self._written(self._model, question, language, whole, hits, pages)
        else:
            yield from self._quoted(question, language, whole, hits, pages, ())

    def answer(self, question: Question) -> Answer:
        """The whole answer at once."""
        for event in self.ask(question):
            if isinstance(event, AnswerReady):
                return event.answer
        raise GuidanceError("The question got no answer.", "Ask again.")

    def features(self, question: str, hits: Sequence[Hit]) -> dict[str, float]:
        """What the gate decides on."""
        asked_in = language_of(question)
        return features(question, asked_in, hits, self._library.frequency(asked_in), self._library.compounds)

    def _language(self, question: Question) -> str:
        prior = language_of(question.turns[-1].question) if question.turns else "de"
        return language_of(question.text, prior)

    def _quoted(
        self,
        question: Question,
        language: str,
        whole: str,
        hits: Sequence[Hit],
        pages: Mapping[str, Sequence[Page]],
        notices: Sequence[str],
    ) -> Iterator[Event]:
        frequency = self._library.frequency(language_of(whole))
        statements = quotes(whole, hits, frequency, self._library.compounds, pages)
        if not statements:
            yield AnswerReady(answer=self._answer(question, language, Outcome.NOT_IN_PUBLICATIONS, hits))
            return
        for statement in statements:
            yield StatementReady(statement=statement)
        yield AnswerReady(
            answer=self._answer(question, language, Outcome.ANSWERED, hits, statements=statements, notices=notices)
        )

    def _written(
        self,
        model: ChatModel,
        question: Question,
        language: str,
        whole: str,
        hits: Sequence[Hit],
        pages: Mapping[str, Sequence[Page]],
    ) -> Iterator[Event]:
        turns = question.turns[-MOST_TURNS:]
        try:
            written = write(model, question.text, turns, hits[:EVIDENCE], language, pages)
        except GuidanceError:
            written = None
        if written is not None and written.refused:
            yield AnswerReady(answer=self._answer(question, language, Outcome.NOT_IN_PUBLICATIONS, hits))
        elif written is not None and written.statements:
            for statement in written.statements:
                yield StatementReady(statement=statement)
            partly = written.missing or written.dropped
            outcome = Outcome.PARTLY_ANSWERED if partly else Outcome.ANSWERED
            yield AnswerReady(
                answer=self._answer(
                    question, language, outcome, hits, statements=written.statements, model=model.name
                )
            )
        else:
            notice = wording(language)["model_failed"]
            yield from self._quoted(question, language, whole, hits, pages, (notice,))

    def _answer(
        self,
        question: Question,
        language: str,
        outcome: Outcome,
        hits: Sequence[Hit],
        *,
        statements: Sequence[Statement] = (),
        notices: Sequence[str] = (),
        model: str | None = None,
    ) -> Answer:
        texts = wording(language)
        given = outcome in (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED)
        found = [*notices]
        cited = [citation.edition for statement in statements for citation in statement.citations]
        if any(edition.language != language for edition in cited):
            found.append(texts["other_language"])
        if question.as_of:
            found.append(texts["as_of"].format(date=question.as_of.isoformat()))
            found += self._superseded(cited, texts["superseded"])
        return Answer(
            id=_id(question, hits, model),
            outcome=outcome,
            language=language,
            statements=tuple(statements),
            message=None if given else texts[outcome.value].format(contact=self._contact),
            notices=tuple(found),
            considered=tuple(hits),
            model=model,
            as_of=question.as_of,
            disclosure=texts["disclosure"],
        )

    def _superseded(self, cited: Sequence[Edition], text: str) -> list[str]:
        now = self._library.editions()
        old = {edition.id: edition for edition in cited if edition.id not in now}
        return [text.format(title=one.title, issued=one.issued or "") for one in old.values()]


def in_one_language(editions: Mapping[str, Edition], language: str) -> dict[str, Edition]:
    """Of each publication the edition in the asker's language, where there is one: no answer mixes two of its editions."""
    own = {edition.publication for edition in editions.values() if edition.language == language}
    return {
        one: edition for one, edition in editions.items() if edition.language == language or edition.publication not in own
    }


def _id(question: Question, hits: Sequence[Hit], model: str | None) -> str:
    """The same question to the same state has the same id; nothing of the question can be read from it."""
    parts = [
        *(question.text, question.language or "", str(question.as_of or date.min), model or ""),
        *(f"{turn.question}\0{turn.answer}" for turn in question.turns),
        *(hit.passage.id for hit in hits),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
