"""The questions that an edition's passages answer: from its headings, and from a file beside it that staff can edit.

The file has the publication's name with the ending ``.questions``. Its blocks stand apart by an empty line: first words of
the publication (a line for each place that answers), then the questions, each after its language::

    The register is public and free of charge.
    en: What does it cost to look somebody up in the register?
    de: Kostet der Blick ins Register etwas?

A block that begins with ``(not answered)`` names questions that readers ask and the publication leaves open.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.model import ExpectedQuestion, Passage

_QUESTION = re.compile(r"(de|en):\s*(\S.*)")
# so many letters and digits of the given words must stand in a passage; the end of a sentence may stand in the next one
_ENOUGH = 60
_LONGEST = 300
_LARGEST_FILE = 5_000_000
NOT_ANSWERED = "(not answered)"


def questions_file(path: Path) -> str:
    """What stands in the file of questions beside a publication; empty where there is none."""
    try:
        beside = path.with_suffix(".questions")
        return beside.read_text("utf-8", errors="replace") if beside.stat().st_size <= _LARGEST_FILE else ""
    except (OSError, ValueError):
        return ""


def expected_questions(
    passages: Sequence[Passage], language: str, file: str
) -> tuple[tuple[ExpectedQuestion, ...], tuple[str, ...]]:
    """The questions of an edition's passages, and notes on those of the file that found no place."""
    asked: dict[tuple[str, str], tuple[str, list[str]]] = {}

    def add(text: str, spoken: str, origin: str, found: Sequence[str]) -> None:
        own = asked.setdefault((spoken, " ".join(text.split())), (origin, []))[1]
        own.extend(one for one in found if one not in own)

    for passage in passages:
        if passage.heading and passage.heading[-1].rstrip().endswith("?"):
            add(passage.heading[-1], language, "heading", [passage.id])
    folded = [(passage.id, _folded(passage.text)) for passage in passages]
    lost = []
    for words, questions in _blocks(file):
        wanted = [_folded(one)[:_ENOUGH] for one in words]
        found = [one for one, text in folded if any(place and place in text for place in wanted)]
        if not found and words != [NOT_ANSWERED]:
            lost.append(words[0][:_ENOUGH] if words else questions[0][1])
            continue
        for spoken, question in questions:
            add(question[:_LONGEST], spoken, "staff", found)
    made = tuple(
        ExpectedQuestion(
            id=f"{passages[0].edition}?{number:04}",
            edition=passages[0].edition,
            language=spoken,
            text=text,
            origin=origin,
            passages=tuple(found),
        )
        for number, ((spoken, text), (origin, found)) in enumerate(asked.items(), start=1)
    )
    if not lost:
        return made, ()
    return made, (f"{len(lost)} groups of expected questions name words that do not stand in it, first: {lost[0]}.",)


def _blocks(file: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Words and questions of each block; lines that begin with # are comments."""
    for block in re.split(r"\n\s*\n", file.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
        questions = [(match.group(1), match.group(2)) for line in lines if (match := _QUESTION.fullmatch(line))]
        if questions:
            yield [line for line in lines if not _QUESTION.fullmatch(line)], questions


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
