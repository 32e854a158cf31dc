"""What does not verify goes back once with its reason; a call that failed is made once more; then it is dropped."""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from assistant import ask, write
from assistant.answer import Answer, AnswerReady, EvidenceFound, Outcome, Question, StatementReady
from assistant.ask import Assistant
from assistant.chat_model import ChatFailure, ChatModel, ScriptedModel, evidence_of
from assistant.prompt import fingerprint
from assistant.wording import wording
from corpus.library import Library
from tests.assistant.conftest import ASKED, OPEN
from tests.assistant.drafts import CLASS, END, draft, statement
from tests.assistant.fake_openai import FakeOpenAI, Send, fails, hangs, hangs_up, in_turn, says

Answered = Callable[..., Answer]
TEXTS = wording("de")
GOOD = "Die Klasse ist IIa."


@pytest.fixture
def keys(answered: Answered) -> dict[str, str]:
    model = ScriptedModel([draft(answerable=False)])
    answered(model)
    held = evidence_of(model.prompts[0])
    return {word: next(key for key, text in held.items() if word in text) for word in ("Regel 11", "2027")}


@pytest.fixture
def good(keys: dict[str, str]) -> dict[str, Any]:
    return statement(GOOD, (keys["Regel 11"], CLASS))


@pytest.fixture
def bad(keys: dict[str, str]) -> dict[str, Any]:
    return statement("Die Frist endet am 31. Dezember 2028.", (keys["2027"], END))


def test_a_refused_statement_may_be_corrected(answered: Answered, keys: dict[str, str], good: Any, bad: Any) -> None:
    right = statement("Die Übergangsfrist für Software endet am 31. Dezember 2027.", (keys["2027"], END))
    model = ScriptedModel([draft(good, bad), draft(right)])
    answer = answered(model)
    assert [one.text for one in answer.statements] == [GOOD, right["text"]]
    assert [one.id for one in answer.citations] == ["c1", "c2"]
    assert (answer.outcome, answer.notices, answer.model) == (Outcome.ANSWERED, (), "scripted")
    first, second = model.prompts
    assert "<refused>" not in first
    assert second.count("<refused>") == 1
    assert f"<refused><statement>{bad['text']}</statement><reason>" in second and "2028" in second
    assert evidence_of(second) == evidence_of(first)


def test_it_goes_back_once_and_is_dropped_then(answered: Answered, good: Any, bad: Any) -> None:
    model = ScriptedModel([draft(good, bad), draft(bad), draft(good)])
    answer = answered(model)
    assert [one.text for one in answer.statements] == [GOOD]
    assert (answer.outcome, answer.notices) == (Outcome.PARTLY_ANSWERED, (TEXTS["dropped"],))
    assert len(model.prompts) == 2


def test_what_was_said_is_not_said_again(answered: Answered, good: Any, bad: Any) -> None:
    answer = answered(ScriptedModel([draft(good, good, bad), draft(good, bad)]))
    assert [one.text for one in answer.statements] == [GOOD]


def test_a_good_draft_is_not_asked_for_twice(answered: Answered, good: Any) -> None:
    model = ScriptedModel([draft(good)])
    assert answered(model).outcome is Outcome.ANSWERED
    assert len(model.prompts) == 1


def test_what_stood_the_test_stays_when_the_second_try_fails(answered: Answered, good: Any, bad: Any) -> None:
    for reply in ("nonsense", draft(answerable=False), draft()):
        answer = answered(ScriptedModel([draft(good, bad), reply]))
        assert [one.text for one in answer.statements] == [GOOD]
        assert answer.outcome is Outcome.PARTLY_ANSWERED and answer.model == "scripted"


def test_when_nothing_verifies_the_quotes_come(answered: Answered, bad: Any) -> None:
    """Rubbish brings the quotes (the contract), and they always can be borne out."""
    answer = answered(ScriptedModel([draft(bad)]))
    assert (answer.outcome, answer.model, answer.notices) == (Outcome.ANSWERED, None, (TEXTS["model_failed"],))
    assert all(one.text == one.citations[0].quote for one in answer.statements)


def test_when_there_is_not_even_a_quote_it_is_not_verified(
    answered: Answered, bad: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "quotes", lambda *_: [])
    answer = answered(ScriptedModel([draft(bad)]))
    assert (answer.outcome, answer.statements) == (Outcome.NOT_VERIFIED, ())
    assert answer.message == TEXTS["not_verified"].format(contact="somebody@example.org")


def test_statements_are_shown_before_the_second_try(library: Library, good: Any, bad: Any) -> None:
    model = ScriptedModel([draft(good, bad), draft(bad)])
    seen = []
    for event in Assistant(library, OPEN, "somebody", model).ask(Question(text=ASKED)):
        seen.append((type(event), len(model.prompts)))
    assert seen == [(EvidenceFound, 0), (StatementReady, 1), (AnswerReady, 2)]


@pytest.mark.parametrize("first", [fails(500), fails(429), hangs_up, says("nonsense")])
def test_a_call_that_failed_is_made_once_more(
    answered: Answered, fake: FakeOpenAI, chat: Callable[..., ChatModel], good: Any, first: Send
) -> None:
    fake.send = in_turn(first, says(draft(good)))
    assert answered(chat()).model == "tiny"
    assert len(fake.sent) == 2


def test_a_draft_after_a_failure_has_no_further_try(
    answered: Answered, fake: FakeOpenAI, chat: Callable[..., ChatModel], good: Any, bad: Any
) -> None:
    fake.send = in_turn(fails(500), says(draft(good, bad)), says(draft(good)))
    assert answered(chat()).outcome is Outcome.PARTLY_ANSWERED
    assert len(fake.sent) == 2


@pytest.mark.parametrize("first", [fails(401), fails(404), fails(429, headers={"Retry-After": "60"})])
def test_what_will_not_pass_is_not_tried_again(
    answered: Answered, fake: FakeOpenAI, chat: Callable[..., ChatModel], good: Any, first: Send
) -> None:
    fake.send = in_turn(first, says(draft(good)))
    answer = answered(chat())
    assert (answer.model, answer.notices) == (None, (TEXTS["model_failed"],))
    assert len(fake.sent) == 1


def test_the_deadline_is_for_all_calls_together(
    answered: Answered, fake: FakeOpenAI, chat: Callable[..., ChatModel], bad: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "MODEL_SECONDS", 2.5)
    monkeypatch.setattr(write, "AGAIN_FROM", 1.0)

    def slowly(handler: Any, body: Any) -> None:
        time.sleep(1.0)
        says(draft(bad))(handler, body)

    fake.send = in_turn(slowly, hangs)
    started = time.monotonic()
    assert answered(chat()).model is None
    assert 2.2 < time.monotonic() - started < 3.5
    assert len(fake.sent) == 2


def test_no_second_try_without_time(answered: Answered, good: Any, bad: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "MODEL_SECONDS", 2.9)
    model = ScriptedModel([draft(good, bad), draft(good)])
    assert answered(model).outcome is Outcome.PARTLY_ANSWERED
    assert len(model.prompts) == 1


def test_the_deadline_as_it_ships_leaves_time_for_quotes() -> None:
    assert ask.MODEL_SECONDS <= 12


class Refusing:
    """A model that is busy, or spent."""

    name = "refusing"

    def __init__(self, notice: str) -> None:
        self.notice = notice

    def complete(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> str:
        raise ChatFailure("No.", "Wait.", notice=self.notice)


@pytest.mark.parametrize("notice", ["model_failed", "model_busy", "model_spent"])
def test_the_reader_is_told_why_there_are_quotes(answered: Answered, notice: str) -> None:
    assert answered(Refusing(notice)).notices == (TEXTS[notice],)
    assert set(TEXTS) == set(wording("en"))


def test_the_log_names_the_prompts_and_nothing_of_the_question(
    answered: Answered, good: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = answered(ScriptedModel([draft(good)]))
    (line,) = [one.getMessage() for one in caplog.records if answer.id in one.getMessage()]
    assert fingerprint("de", "follow_up.de") in line and "answered" in line and "scripted" in line
    assert "Vitalparameter" not in caplog.text
