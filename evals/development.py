"""The questions that weights and thresholds may be fitted on: never those of a test split."""

from pathlib import Path

from evals.cases import Case, read_cases

GOLDEN = Path(__file__).parent / "golden"
DATA = Path(__file__).parents[2] / "shared" / "data"


def founders(*, odd: bool) -> list[Case]:
    """The founders' questions with odd ids (to fit on) or even ids (to choose on); none where the data is absent."""
    files = sorted((DATA / "founders-questions").glob("*.jsonl"))
    cases = [case for path in files for case in read_cases(path)]
    return [case for case in cases if int(case.id.rpartition("-")[2][1:]) % 2 == int(odd)]


def golden() -> list[Case]:
    """The golden set's dev split as asked today."""
    return [case for case in read_cases(GOLDEN / "dev.jsonl") if not case.as_of]


def laws() -> list[Case]:
    """The development questions on German laws; none where the data is absent."""
    path = DATA / "laws" / "questions_dev.jsonl"
    return read_cases(path) if path.exists() else []


def law_files() -> list[Path]:
    return sorted(path for path in (DATA / "laws").glob("*.md") if path.name != "README.md")


def off_topic() -> list[Case]:
    """Questions from outside the field: nothing answers them."""
    lines = Path(__file__).with_name("off_topic.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [
        Case(id=f"off-{n}", language=language, question=question, kind="off_topic")
        for n, (language, question) in enumerate(rows, start=1)
    ]
