"""The golden set proves itself: every quote stands on its page, every fact in a quote, and the split is by topic."""

import json
from collections import Counter
from pathlib import Path

import pytest

from evals.golden_set import FOLDER, problems, resolve

SPLITS = ("dev", "test")


def read(split: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (FOLDER / f"{split}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("split", SPLITS)
def test_every_quote_and_fact_is_proven(split: str) -> None:
    assert list(problems(FOLDER / f"{split}.jsonl")) == []


def test_the_files_are_what_the_questions_and_the_library_say() -> None:
    held = {case["id"]: case for split in SPLITS for case in read(split)}
    for path in sorted((FOLDER / "questions").glob("[0-9]*.jsonl")):
        for case in resolve(path):
            assert held[case["id"]] == case, "run python -m evals.golden_set"


def test_enough_questions_of_every_kind() -> None:
    cases = [case for split in SPLITS for case in read(split)]
    languages = Counter(case["lang"] for case in cases)
    assert len(cases) >= 300
    assert abs(languages["de"] - languages["en"]) <= 0.1 * len(cases)
    assert sum(not case["gold"] for case in cases) >= 80
    assert sum(case["kind"] == "edition" for case in cases) >= 30
    assert sum(bool(case.get("turns")) for case in cases) >= 30
    assert len({case["id"] for case in cases}) == len(cases)


def test_dev_and_test_share_no_topic() -> None:
    dev, test = ({case["topic"] for case in read(split)} for split in SPLITS)
    assert not dev & test


def test_no_question_of_others_is_in_it(shared: Path) -> None:
    theirs = {
        json.loads(line)["question"].strip().lower()
        for path in (shared / "founders-questions").glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    }
    ours = {str(case["question"]).strip().lower() for split in SPLITS for case in read(split)}
    assert theirs and not theirs & ours
