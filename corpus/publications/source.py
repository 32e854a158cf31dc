"""The Markdown that the library's files are built from, and the facts its sentences state.

A source is TOML between ``+++`` lines, then Markdown: ``##`` chapters, ``###`` sections, paragraphs, lists, tables.
``{12}`` or ``{12, 13}`` after a sentence says: what stands before it (since the block began or the last mark) states facts
12 and 13 of the topic. The marks are for tests and never reach a reader.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent
MARK = re.compile(r"[ \t]*\{(\d+(?:,\s*\d+)*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    title: str
    subtitle: str
    language: str
    as_of: date
    body: str

    @property
    def text(self) -> str:
        """The Markdown without the marks."""
        return MARK.sub("", self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Words of a source that state a fact, under the headings they stand in."""

    fact: int
    text: str
    heading: tuple[str, ...]


def read_source(path: Path) -> Source:
    head, body = re.split(r"^\+\+\+\s*$", path.read_text("utf-8"), maxsplit=2, flags=re.M)[1:]
    return Source(**tomllib.loads(head), body=body.strip() + "\n")


def stated(source: Source) -> Iterator[Stated]:
    """Each marked stretch of a source, in its order; a stretch with two facts comes twice."""
    heading: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=[#|]|\s*[-*] )", _headings_apart(source.body)):
        if match := re.match(r"\s*(#{2,4}) (.*)", block):
            depth = len(match.group(1)) - 2
            heading[depth:] = [match.group(2).strip()]
            continue
        start = 0
        for mark in MARK.finditer(block):
            words = re.sub(r"\s+", " ", MARK.sub("", block[start : mark.start()]).replace("|", " "))
            start = mark.end()
            if block.lstrip().startswith("|"):
                words = re.sub(r"\s+", " ", MARK.sub("", block).replace("|", " "))
            words = re.sub(r"^[-*] ", "", words.strip())
            for fact in mark.group(1).split(","):
                yield Stated(fact=int(fact), text=words.strip(), heading=tuple(heading))


def _headings_apart(body: str) -> str:
    return re.sub(r"^(#{2,4} .*)$", r"\1\n", body, flags=re.M)
