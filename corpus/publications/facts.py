"""The table of facts: which figures each fact holds and how far it is to be trusted.

``facts.tsv`` is made from the topic files by ``python -m corpus.publications.facts FOLDER``; the library's sources are
checked against it.
"""

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.figures import figures
from corpus.publications.source import FOLDER

TABLE = FOLDER / "facts.tsv"
_CROSS = re.compile(r"\b(?:facts?|topics?) \d+(?:[a-z]?(?:, | and | or | to |–)\d+)*")
_LAW = re.compile(r"Art\. |Article|§|Annex|Rule \d|MDCG \d|Regulation|Decision|Directive|[Rr]ecital|Chart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    topic: str
    number: int
    doubtful: bool
    figures: frozenset[str]
    references: frozenset[str]


def facts_of(path: Path) -> Iterator[Fact]:
    """The numbered facts of one topic file."""
    for line in path.read_text("utf-8").splitlines():
        match = re.match(r"(\d+)\. (.*?) — source: (.*?);? — checked: (.*)", line)
        if not match:
            continue
        number, statement, source, checked = match.groups()
        law = [part for part in re.split(r"; ", source) if _LAW.search(part)]
        yield Fact(
            topic=path.stem,
            number=int(number),
            doubtful=bool(re.search(r"memory|one page|conflict", checked)),
            figures=frozenset(figures(_CROSS.sub("", statement), "en")),
            references=frozenset(f for part in law for f in figures(part, "en") if "-" not in f),
        )


def read_facts() -> list[Fact]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Fact(
                topic=row["topic"],
                number=int(row["fact"]),
                doubtful=row["doubtful"] == "yes",
                figures=frozenset(row["figures"].split()),
                references=frozenset(row["references"].split()),
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]


def write_facts(folder: Path) -> int:
    """Write the table anew from the topic files in ``folder``; how many facts it holds."""
    facts = [fact for path in sorted(folder.glob("[0-9][0-9]-*.md")) for fact in facts_of(path)]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(["topic", "fact", "doubtful", "figures", "references"])
        for fact in facts:
            table.writerow(
                [
                    fact.topic,
                    fact.number,
                    "yes" if fact.doubtful else "no",
                    " ".join(sorted(fact.figures)),
                    " ".join(sorted(fact.references)),
                ]
            )
    return len(facts)


if __name__ == "__main__":
    print(write_facts(Path(sys.argv[1])), "facts")
