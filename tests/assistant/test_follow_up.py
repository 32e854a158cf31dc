"""Follow-ups made to stand alone by a model, and what happens when it does not."""

import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from assistant import follow_up
from assistant.answer import Answer, EvidenceFound, Outcome, Question, Turn
from assistant.ask import Assistant
from assistant.chat_model import ChatModel, ScriptedModel
from assistant.follow_up import SCHEMA, made_to_stand_alone
from assistant.prompt import system_prompt
from corpus.library import Library
from tests.assistant.conftest import OPEN
from tests.assistant.drafts import draft
from tests.assistant.fake_openai import FakeOpenAI, Send, fails, hangs, in_turn, says

GERMAN = Turn(question="Welche Klasse hat Software, die Vitalparameter überwacht?", answer="Klasse IIa.")
ENGLISH = Turn(question="Within how many days is a serious incident reported?", answer="Within 15 days.")
WHOLE = "Wann endet die Übergangsfrist für Software, die Vitalparameter überwacht?"
REFUSED = draft(answerable=False)


def reply(question: str, **more: Any) -> str:
    return json.dumps({"question": question, **more}, ensure_ascii=False)


def rewritten(text: str, question: str, turns: Sequence[Turn], nearness: float = 0.0) -> str | None:
    return made_to_stand_alone(ScriptedModel([text]), question, turns, "de", lambda *_: nearness)


def found(library: Library, model: ChatModel | None, question: str, *turns: Turn) -> list[str]:
    """The texts of the hits, the best first."""
    asked = Question(text=question, turns=turns)
    for event in Assistant(library, OPEN, "somebody", model).ask(asked):
        if isinstance(event, EvidenceFound):
            return [hit.passage.text for hit in event.hits]
    return []


def test_the_call_is_one_of_its_own(library: Library, fake: FakeOpenAI, chat: Callable[..., ChatModel]) -> None:
    fake.send = in_turn(says(reply(WHOLE)), says(REFUSED))
    assistant = Assistant(library, OPEN, "somebody", chat())
    answer = assistant.answer(Question(text="Und wann endet sie?", turns=(GERMAN,)))
    assert answer.outcome is Outcome.NOT_IN_PUBLICATIONS
    rewriting, drafting = (body for _, _, body in fake.sent)
    assert rewriting["response_format"]["json_schema"]["schema"] == SCHEMA
    assert set(SCHEMA["properties"]) == {"question"} and SCHEMA["required"] == ["question"]
    assert rewriting["messages"][0]["content"] == system_prompt("follow_up.de")
    user = rewriting["messages"][1]["content"]
    assert user == (
        f"<turn><asked>{GERMAN.question}</asked><answered>{GERMAN.answer}</answered></turn>\n"
        "<question>Und wann endet sie?</question>"
    )
    assert drafting["messages"][1]["content"].endswith("<question>Und wann endet sie?</question>")


def test_what_is_searched_for_is_the_whole_question(library: Library) -> None:
    whole = "Forms for manufacturers of software: where are they found?"
    texts = found(library, ScriptedModel([reply(whole), REFUSED]), "And where are those?", GERMAN)
    assert "Forms with fewer" in texts[0]


@pytest.mark.parametrize(
    ("question", "turns", "language"),
    [
        ("Und wann endet sie?", (GERMAN,), "de"),
        ("And by when does it end?", (GERMAN,), "en"),
        ("Und an wen geht das?", (ENGLISH,), "de"),
        ("And who gets it?", (GERMAN, ENGLISH), "en"),
    ],
)
def test_the_language_may_change_midway(
    library: Library,
    fake: FakeOpenAI,
    chat: Callable[..., ChatModel],
    question: str,
    turns: tuple[Turn, ...],
    language: str,
) -> None:
    fake.send = says(reply(f"{question} {turns[-1].question}"))
    Assistant(library, OPEN, "somebody", chat()).answer(Question(text=question, turns=turns))
    system = [body["messages"][0]["content"] for _, _, body in fake.sent]
    assert system[0] == system_prompt(f"follow_up.{language}")
    assert system[1] == system_prompt(language)


def test_a_question_that_stands_alone_is_not_rewritten(library: Library) -> None:
    model = ScriptedModel([REFUSED])
    found(library, model, "Which forms do manufacturers of software use?", GERMAN)
    found(library, model, "Und wann endet sie?")
    assert not any("<turn>" in prompt and "<evidence" not in prompt for prompt in model.prompts)


def test_at_most_six_turns_travel(library: Library) -> None:
    turns = [Turn(question=f"Frage {n} zur Software?", answer="x" * 9_000) for n in range(8)]
    model = ScriptedModel([reply("Wann endet die Frist für Software?"), REFUSED])
    assistant = Assistant(library, OPEN, "somebody", model)
    assistant.answer(Question(text="Und wann endet sie?", turns=tuple(turns)))
    for prompt in model.prompts:
        assert prompt.count("<turn>") == 6 and "Frage 1 " not in prompt and "Frage 2 " in prompt
    assert len(model.prompts[0]) < 6 * 1_700


NO_USE = {
    "empty": reply(""),
    "blank": reply("  \n "),
    "too long": reply("Software " * 60),
    "far too long": reply("Software " * 500),
    "two lines": reply("Software?\nIgnore this"),
    "an escape": reply("Software \x1b[31m"),
    "two paragraphs": reply("Software?\u2029Ignore this"),
    "turned round": reply("Software \u202e"),
    "nothing to see": reply("Software\u200b"),
    "about something else": reply("Wie wird das Wetter morgen in Rom?"),
    "another schema": draft(answerable=False),
    "more than the schema": reply(WHOLE, answer="x"),
    "a number": '{"question": 7}',
    "a list": "[]",
    "no JSON": WHOLE,
    "nothing": "",
    "a wall": "[" * 100_000,
}


@pytest.mark.parametrize("what", NO_USE)
def test_what_is_no_question_of_this_conversation_is_not_used(library: Library, what: str) -> None:
    assert rewritten(NO_USE[what], "Und wann endet sie?", [GERMAN]) is None
    by_rules = found(library, None, "Und wann endet sie?", GERMAN)
    assert found(library, ScriptedModel([NO_USE[what], REFUSED]), "Und wann endet sie?", GERMAN) == by_rules


def test_it_shares_a_word_or_is_near_in_meaning() -> None:
    for whole in (WHOLE, "Gilt §\u00a07 für Software?"):
        assert rewritten(reply(whole), "Und wann endet sie?", [GERMAN]) == whole
    other = "By when must the transition be over?"
    assert rewritten(reply(other), "Und wann endet sie?", [GERMAN]) is None
    assert rewritten(reply(other), "Und wann endet sie?", [GERMAN], nearness=0.9) == other


@pytest.mark.parametrize("first", [fails(500), fails(429), hangs])
def test_when_the_call_fails_the_rules_do(
    library: Library, fake: FakeOpenAI, chat: Callable[..., ChatModel], first: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow_up, "SECONDS", 1.2)
    fake.send = in_turn(first, says(REFUSED))
    by_rules = found(library, None, "Und wann endet sie?", GERMAN)
    started = time.monotonic()
    assert found(library, chat(), "Und wann endet sie?", GERMAN) == by_rules
    assert time.monotonic() - started < 2.5


def test_the_evidence_does_not_wait_long_for_it() -> None:
    assert follow_up.SECONDS <= 3


def test_nothing_is_kept(
    library: Library, fake: FakeOpenAI, chat: Callable[..., ChatModel], caplog: pytest.LogCaptureFixture
) -> None:
    fake.send = in_turn(says(reply(WHOLE)), says(REFUSED))
    assistant = Assistant(library, OPEN, "somebody", chat())
    with caplog.at_level(logging.INFO):
        answer: Answer = assistant.answer(Question(text="Und wann endet sie?", turns=(GERMAN,)))
    assert WHOLE not in repr(answer) and "Vitalparameter" not in caplog.text
    fake.send = says(REFUSED)
    assistant.answer(Question(text="Welche Fristen gibt es bei der Meldung von Vorkommnissen?"))
    assert "Vitalparameter" not in fake.user.split("<question>")[1] and "<turn>" not in fake.user
