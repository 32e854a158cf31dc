"""Expected questions: from headings and from the file beside a publication."""

from pathlib import Path

from corpus.model import Passage
from ingest.expected import expected_questions, questions_file


def passage(number: int, text: str, heading: str = "Register") -> Passage:
    return Passage(
        id=f"e.{number:04}",
        edition="e",
        start=0,
        end=len(text),
        first_page=1,
        last_page=1,
        label=None,
        heading=(heading,),
        anchor=None,
        text=text,
        section="e.0001",
    )


FREE = passage(1, "Das Regis-\nter ist öffentlich und „kostenlos“.")
AGAIN = passage(2, "Kurz: Das Register ist öffentlich und kostenlos.")
ASKED = passage(3, "Ja, jeder darf hineinsehen.", "Wer darf ins Register sehen?")
FILE = """# staff may write here
Das Register ist öffentlich und kostenlos.
de: Was kostet ein Blick ins Register?
en: What does a look into the register cost?

Diese Worte stehen nirgends in der Veröffentlichung, also findet die Frage keinen Platz.
de: Und nun?

(not answered)
de: Wie heißt die Leiterin des Registers?
"""


def test_a_heading_that_asks_is_a_question_of_what_stands_below_it() -> None:
    made, notes = expected_questions([FREE, ASKED], "de", "")
    assert [(one.text, one.language, one.origin, one.passages) for one in made] == [
        ("Wer darf ins Register sehen?", "de", "heading", ("e.0003",))
    ]
    assert notes == ()


def test_questions_of_the_file_go_to_every_passage_with_its_words_whatever_hyphens_and_quotes() -> None:
    made, _ = expected_questions([FREE, AGAIN, ASKED], "de", FILE)
    asked = {one.text: one for one in made}
    assert asked["Was kostet ein Blick ins Register?"].passages == ("e.0001", "e.0002")
    assert asked["What does a look into the register cost?"].language == "en"
    assert asked["Wie heißt die Leiterin des Registers?"].passages == ()
    assert {one.id for one in made} == {f"e?{n:04}" for n in range(1, 5)}


def test_what_finds_no_place_is_told_and_left_out() -> None:
    made, notes = expected_questions([FREE], "de", FILE)
    assert "Und nun?" not in {one.text for one in made}
    assert len(notes) == 1 and notes[0].startswith("1 groups") and "Diese Worte stehen" in notes[0]


def test_a_question_that_heading_and_file_ask_is_held_once() -> None:
    made, _ = expected_questions([ASKED], "de", "Ja, jeder darf hineinsehen.\nde: Wer darf ins  Register sehen?\n")
    assert [(one.text, one.origin) for one in made] == [("Wer darf ins Register sehen?", "heading")]


def test_the_file_lies_beside_the_publication(tmp_path: Path) -> None:
    assert questions_file(tmp_path / "a.de.pdf") == ""
    (tmp_path / "a.de.questions").write_bytes("\ufeffWorte\r\nde: Was?\r\n".encode())
    assert "de: Was?" in questions_file(tmp_path / "a.de.pdf")
    (tmp_path / "b.questions").mkdir()
    assert questions_file(tmp_path / "b.md") == ""
