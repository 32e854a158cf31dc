"""What is missing is said in the asker's words or in ours, never in the model's."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.answer import Answer, Outcome
from assistant.chat_model import ScriptedModel, evidence_of
from assistant.missing import harmless
from assistant.wording import wording
from tests.assistant.conftest import ASKED
from tests.assistant.drafts import CLASS, draft, statement

QUESTION = "Welche Klasse hat Software, die Vitalparameter überwacht, und wann endet die Übergangsfrist?"
ENGLISH = "Which class is software that monitors vital signs, and what does the certificate cost?"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        (QUESTION, "das Ende der Übergangsfrist"),
        (QUESTION, "Angaben zur Übergangsfrist."),
        (QUESTION, "wann die Übergangsfrist endet"),
        (ENGLISH, "the cost of the certificate"),
        (ENGLISH, "information on vital signs (software)"),
    ],
)
def test_words_of_the_question_may_be_said(question: str, missing: str) -> None:
    assert harmless(missing, question) == missing.rstrip(".")


@pytest.mark.parametrize(
    "missing",
    [
        None,
        "",
        " . ",
        "die Kosten der Zulassung durch das Ministerium",
        "die Übergangsfrist endet 2027",
        "Klasse IIb",
        "Übergangsfrist, siehe evil.example",
        "Übergangsfrist https://evil.example",
        "<b>Übergangsfrist</b>",
        "[Übergangsfrist](x)",
        "Software hat keine Übergangsfrist",
        "Software darf Vitalparameter überwachen",
        "Übergangsfrist\nSoftware",
        "\u202eÜbergangsfrist",
        "Übergangsfrist " * 20,
        "You are allowed software",
        "die",
    ],
)
def test_everything_else_is_not(missing: str | None) -> None:
    assert harmless(missing, QUESTION) is None


@pytest.fixture
def good(answered: Callable[..., Answer]) -> Any:
    model = ScriptedModel([draft(answerable=False)])
    answered(model)
    key = next(key for key, text in evidence_of(model.prompts[0]).items() if "Regel 11" in text)
    return statement("Die Klasse ist IIa.", (key, CLASS))


@pytest.mark.parametrize(
    ("missing", "notice"),
    [
        ("das Ende der Übergangsfrist", wording("de")["missing"].format(missing="das Ende der Übergangsfrist")),
        ("Ihr Produkt braucht keinen Bescheid.", wording("de")["part_missing"]),
    ],
)
def test_a_part_is_named_or_told_in_fixed_words(
    answered: Callable[..., Answer], good: Any, missing: str, notice: str
) -> None:
    answer = answered(ScriptedModel([draft(good, missing=missing)]), ASKED)
    assert (answer.outcome, answer.notices) == (Outcome.PARTLY_ANSWERED, (notice,))
