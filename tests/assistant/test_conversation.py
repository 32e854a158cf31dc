"""Which questions take the one before along."""

import pytest

from assistant.answer import Turn
from assistant.conversation import stand_alone

BEFORE = (Turn(question="Wie oft aktualisieren wir den PSUR der Klasse IIa?", answer="Alle zwei Jahre."),)


@pytest.mark.parametrize(
    "question",
    [
        "Und bei IIb?",
        "Ist das ein Medizinprodukt?",
        "Gilt das auch für IVDs in Krankenhäusern und Laboren?",
        "Was bedeutet das?",
        "Wann muss es der Behörde gemeldet werden und von wem genau?",
        "Wer prüft diese Berichte bei der Benannten Stelle?",
        "Welche Kosten entstehen?",
        "Wie hoch sind die Bußgelder?",
        "And how long do they have to comment on it?",
        "What about implants?",
        "Does that apply to software in hospitals as well?",
        "Who checks this?",
    ],
)
def test_a_follow_up_takes_the_question_before_along(question: str) -> None:
    assert stand_alone(question, BEFORE) == f"{BEFORE[0].question} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Wie wird das Wetter morgen in Stuttgart?",
        "Muss das Produkt registriert werden, bevor wir es verkaufen?".replace(" es", ""),
        "Bis wann muss das neue Gesetz umgesetzt werden?",
        "Welche Fristen gibt es bei der Meldung von Vorkommnissen?",
        "Was ist eine UDI?",
        "Which class is software that monitors vital signs?",
        "Is there a fee for the registration with BfArM in Germany?",
        "How long does it take to get a DiGA listed in the directory?",
        "What is a notified body and which devices need one?",
    ],
)
def test_a_new_question_stands_alone(question: str) -> None:
    assert stand_alone(question, BEFORE) == question


def test_without_turns_every_question_stands_alone() -> None:
    assert stand_alone("Und bei IIb?", ()) == "Und bei IIb?"


def test_only_the_last_question_comes_along_and_not_all_of_it() -> None:
    turns = (Turn(question="Erste?", answer=""), Turn(question="x" * 900, answer="Nichts davon."))
    whole = stand_alone("Und bei IIb?", turns)
    assert whole == f"{'x' * 500} Und bei IIb?"
