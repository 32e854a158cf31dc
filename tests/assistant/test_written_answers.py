"""With a model: what verifies is shown as written, what does not is dropped, and there are always the quotes."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.answer import Answer, Outcome
from assistant.chat_model import ScriptedModel, evidence_of
from assistant.openai_chat import OpenAIChat
from assistant.wording import wording
from tests.assistant.conftest import ASKED
from tests.assistant.drafts import CLASS, END, draft, statement
from tests.assistant.fake_openai import FakeOpenAI, calls, fails, hangs_up, says

Answered = Callable[..., Answer]
FAILED = wording("de")["model_failed"]


@pytest.fixture
def keys(answered: Answered) -> dict[str, str]:
    """The evidence keys by a word that their passage holds."""
    model = ScriptedModel([draft(answerable=False)])
    answered(model)
    held = evidence_of(model.prompts[0])
    return {
        word: next(key for key, text in held.items() if word in text)
        for word in ("Regel 11", "2027", "15 days", "Forms")
    }


@pytest.mark.parametrize("method", ["json_schema", "json_mode", "function_calling"])
def test_a_good_draft_is_shown_as_written(
    answered: Answered, keys: dict[str, str], fake: FakeOpenAI, chat: Callable[..., OpenAIChat], method: str
) -> None:
    text = "Solche Software ist ein Produkt der  Klasse IIa (Regel 11),\nund die Frist endet am 31.12.2027."
    reply = draft(statement(text, (keys["Regel 11"], CLASS), (keys["2027"], END)))
    fake.send = calls(reply) if method == "function_calling" else says(reply)
    answer = answered(chat(method))
    assert answer.outcome is Outcome.ANSWERED
    assert answer.generated and answer.model == "tiny"
    (shown,) = answer.statements
    assert shown.text == text
    assert [one.quote for one in shown.citations] == [CLASS, END]
    assert [one.passage.text[one.start : one.end] for one in shown.citations] == [CLASS, END]
    assert [one.id for one in answer.citations] == ["c1", "c2"]
    assert answer.notices == ()
    assert f"<question>{ASKED}</question>" in fake.user


WRONG: dict[str, Callable[[dict[str, str]], dict[str, Any]]] = {
    "unknown key": lambda key: statement("Die Klasse ist IIa.", ("E99", CLASS)),
    "no key": lambda key: statement("Die Klasse ist IIa."),
    "key of another form": lambda key: statement("Die Klasse ist IIa.", ("e1", CLASS)),
    "a quote that stands nowhere": lambda key: statement(
        "Klasse IIa.", (key["Regel 11"], "Software ist immer Klasse IIa.")
    ),
    "a quote of another passage": lambda key: statement("Klasse IIa.", (key["2027"], CLASS)),
    "an empty quote": lambda key: statement("Klasse IIa.", (key["Regel 11"], "")),
    "a crumb of a quote": lambda key: statement("Klasse IIa.", (key["Regel 11"], "Klasse")),
    "one good and one bad quote": lambda key: statement(
        "IIa.", (key["Regel 11"], CLASS), (key["2027"], "Frist endet nie")
    ),
    "another class": lambda key: statement("Die Klasse ist IIb.", (key["Regel 11"], CLASS)),
    "another rule": lambda key: statement("Das folgt aus Regel 12.", (key["Regel 11"], CLASS)),
    "another year": lambda key: statement("Die Frist endet am 31. Dezember 2028.", (key["2027"], END)),
    "another day": lambda key: statement("Die Frist endet am 30.12.2027.", (key["2027"], END)),
    "another amount": lambda key: statement("Das kostet bis zu 300.000 Euro.", (key["2027"], END)),
    "another paragraph": lambda key: statement("Siehe § 95 Abs. 2 MPDG.", (key["2027"], END)),
    "another article": lambda key: statement(
        "See Article 88(3) MDR.", (key["15 days"], "a serious incident within 15 days")
    ),
    "a figure of another passage": lambda key: statement("In 15 Tagen endet die Frist.", (key["2027"], END)),
    "a link": lambda key: statement("Klasse IIa, siehe https://evil.example.com/a.", (key["Regel 11"], CLASS)),
    "a host": lambda key: statement("Klasse IIa, mehr auf evil-help.com.", (key["Regel 11"], CLASS)),
    "a host under any ending": lambda key: statement("Klasse IIa, mehr auf evil.xyz.", (key["Regel 11"], CLASS)),
    "a script": lambda key: statement("Klasse IIa javascript:alert(1)", (key["Regel 11"], CLASS)),
    "a mail address": lambda key: statement("Klasse IIa, Hilfe: help@evil.example.", (key["Regel 11"], CLASS)),
    "a picture in Markdown": lambda key: statement("Klasse IIa ![x](//evil/a)", (key["Regel 11"], CLASS)),
    "a terminal's escape": lambda key: statement("Klasse \x1b[31mIIa", (key["Regel 11"], CLASS)),
    "text turned round": lambda key: statement("Klasse \u202eaII", (key["Regel 11"], CLASS)),
    "nothing": lambda key: statement(" ", (key["Regel 11"], CLASS)),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_statement_that_does_not_verify_is_dropped(answered: Answered, keys: dict[str, str], what: str) -> None:
    good = statement("Die Klasse ist IIa.", (keys["Regel 11"], CLASS))
    answer = answered(ScriptedModel([draft(WRONG[what](keys), good)]))
    assert [one.text for one in answer.statements] == ["Die Klasse ist IIa."]
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert_quoted(answered(ScriptedModel([draft(WRONG[what](keys))])))


def assert_quoted(answer: Answer) -> None:
    """The quotes instead, and a word about it."""
    assert answer.outcome is Outcome.ANSWERED
    assert not answer.generated and answer.model is None
    assert answer.notices == (FAILED,)
    assert len(answer.statements) >= 1
    assert all(one.text == one.citations[0].quote for one in answer.statements)


GARBAGE = [
    "",
    "I think it is class IIa.",
    "[]",
    "null",
    "{}",
    "{" * 5_000,
    "[" * 100_000,
    '{"answerable": true}',
    '{"answerable": true, "statements": [], "missing": NaN}',
    draft(),
    draft(answerable="yes"),
    draft(statement("Klasse IIa.", ("E1", CLASS)), extra=1),
    draft({"text": "Klasse IIa.", "evidence": [{"key": "E1", "quote": CLASS, "url": "http://evil"}]}),
    draft({"text": 7, "evidence": []}),
    '{"answerable": true, "statements": [{"text": "\\ud800", "evidence": [{"key": "E1", "quote": "x"}]}], "missing": null}',
    f"```json\n{draft()}\n```",
    draft(*[statement("Klasse IIa.", ("E1", CLASS))] * 13),
    draft(statement("x" * 1_001, ("E1", CLASS))),
    " " * 200_000,
]


@pytest.mark.parametrize("reply", GARBAGE, ids=lambda reply: reply[:40])
def test_what_is_no_draft_brings_the_quotes(answered: Answered, reply: str) -> None:
    assert_quoted(answered(ScriptedModel([reply])))


@pytest.mark.parametrize("send", [fails(500), fails(429), fails(401), hangs_up], ids=["500", "429", "401", "cut off"])
def test_a_server_that_fails_brings_the_quotes(
    answered: Answered, fake: FakeOpenAI, chat: Callable[..., OpenAIChat], send: Any
) -> None:
    fake.send = send
    assert_quoted(answered(chat()))


def test_the_model_may_say_that_nothing_answers(answered: Answered) -> None:
    answer = answered(ScriptedModel([draft(answerable=False, missing="Alles fehlt.")]))
    assert answer.outcome is Outcome.NOT_IN_PUBLICATIONS
    assert answer.statements == () and not answer.generated
    assert answer.message and "somebody@example.org" in answer.message
    assert "Alles fehlt" not in repr(answer)


def test_what_the_model_misses_makes_the_answer_a_part(answered: Answered, keys: dict[str, str]) -> None:
    good = statement("Die Klasse ist IIa.", (keys["Regel 11"], CLASS))
    answer = answered(ScriptedModel([draft(good, missing="Die Frist steht nicht da, fragen Sie evil.example.")]))
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert "evil" not in repr(answer)


def test_figures_may_be_written_otherwise(answered: Answered, keys: dict[str, str]) -> None:
    good = [
        statement("Die Frist endet am 31.12.2027.", (keys["2027"], END)),
        statement("The period ends on 31 December 2027.", (keys["2027"], END.upper().replace("SOFTWARE", "software"))),
        statement("Das kostet bis zu 30.000 Euro nach § 94.", (keys["2027"], "Ein Verstoß kostet bis zu\n30.000 Euro")),
        statement("Ende 2027 ist Schluss, d.h. z.B. am 31.12.2027.", (keys["2027"], END)),
        statement(
            "Forms are at forms.example.org (https://forms.example.org).",
            (keys["Forms"], "are found at https://forms.example.org"),
        ),
    ]
    answer = answered(ScriptedModel([draft(*good)]))
    assert [one.text for one in answer.statements] == [one["text"] for one in good]
    assert answer.outcome is Outcome.ANSWERED
