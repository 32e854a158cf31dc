"""German or English?"""

import json
from pathlib import Path

import pytest

from corpus.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ist meine App ein Medizinprodukt?", "de"),
        ("Is my app a medical device?", "en"),
        ("Übergangsfrist IVDR", "de"),
        ("What is the Übergangsfrist?", "en"),
        ("Was kostet ein Conformity Assessment?", "de"),
        ("Software as a Medical Device und die MDR", "de"),
        ("PMS plan content", "en"),
    ],
)
def test_questions(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_prior_decides_where_nothing_tells() -> None:
    for text in ("", "MDR", "ISO 13485"):
        assert language_of(text) == "de" and language_of(text, prior="en") == "en"


def test_founders_questions(shared: Path) -> None:
    """968 questions as founders ask them: at most one in a hundred is taken for the other language."""
    wrong = count = 0
    for path in sorted((shared / "founders-questions").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            wrong += language_of(case["question"]) != case["lang"]
            count += 1
    assert count > 900 and wrong / count <= 0.01, f"{wrong} of {count}"
