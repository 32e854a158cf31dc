"""Every data set that is found: its library, its questions, and when a passage is gold."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.library import Library
from corpus.model import Edition, Passage
from corpus.settings import Settings
from evals import build
from evals.cases import Case, Gold, read_cases
from evals.development import DATA, GOLDEN, founders, law_files, laws


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A name, what fills its library, its cases. ``exact``: gold headings name given passages (document.passage)."""

    name: str
    library: str
    fill: Callable[[Library, Settings], None]
    cases: list[Case]
    answers: bool
    exact: bool = False


def found_sets() -> Iterator[Set]:
    """The golden set, then whatever lies in ``../shared/data``."""
    yield Set(
        name="golden dev", library="own", fill=build.own_library, cases=read_cases(GOLDEN / "dev.jsonl"), answers=True
    )
    yield Set(
        name="golden test", library="own", fill=build.own_library, cases=read_cases(GOLDEN / "test.jsonl"), answers=True
    )
    if cases := founders(odd=False):
        yield Set(name="founders (even ids)", library="own", fill=build.own_library, cases=cases, answers=True)
    if cases := laws():
        yield Set(name="laws dev", library="laws", fill=build.files(law_files()), cases=cases, answers=True)
    if (DATA / "xquad-r").is_dir():
        yield from _xquad()
    if (DATA / "obliqa").is_dir():
        yield _obliqa()


def is_gold(case: Case, passage: Passage, edition: Edition, *, exact: bool) -> bool:
    """Does a found passage answer the case?"""
    for gold in case.gold:
        if gold.publication != edition.publication or (gold.language and gold.language != edition.language):
            continue
        if exact:
            if passage.id.rpartition(".")[2] == gold.heading:
                return True
        elif gold.quote:
            if (
                gold.quote in passage.text
                or passage.text in gold.quote
                or gold.quote[:60] in passage.text
                or gold.quote[-60:] in passage.text
            ):
                return True
        elif gold.matches(edition.publication, list(passage.heading)):
            return True
    return False


def _xquad() -> Iterator[Set]:
    """XQuAD-R: paragraph retrieval in four directions, and mixed (half of the articles German, half English)."""
    held = {
        language: json.loads((DATA / "xquad-r" / f"{language}.json").read_text("utf-8"))["data"]
        for language in ("de", "en")
    }
    texts = [
        build.Given(
            slug=f"article-{number:02}",
            language=language,
            title=article["title"].replace("_", " "),
            passages=tuple(paragraph["context"] for paragraph in article["paragraphs"]),
        )
        for language, articles in held.items()
        for number, article in enumerate(articles)
    ]
    cases = [
        Case(
            id=f"{language}-{question['id']}",
            language=language,
            question=question["question"],
            kind="fact",
            gold=tuple(Gold(publication=f"article-{a:02}", language=other, heading=f"{p + 1:04}") for other in held),
        )
        for language, articles in held.items()
        for a, article in enumerate(articles)
        for p, paragraph in enumerate(article["paragraphs"])
        for question in paragraph["qas"]
    ]
    yield Set(name="XQuAD-R", library="xquad", fill=build.given(texts), cases=cases, answers=False, exact=True)
    german = {f"article-{n:02}" for n in np.random.default_rng(0).permutation(48)[:24]}
    mixed = [text for text in texts if (text.slug in german) == (text.language == "de")]
    yield Set(
        name="XQuAD-R mixed", library="xquad-mixed", fill=build.given(mixed), cases=cases, answers=False, exact=True
    )


def _obliqa() -> Set:
    """ObliQA dev: English financial rules, gold by document and passage."""
    documents = {}
    number: dict[tuple[int, str], int] = {}
    for path in sorted((DATA / "obliqa" / "documents").glob("*.json")):
        rows = json.loads(path.read_text("utf-8"))
        kept = [row for row in rows if row["Passage"].strip()]
        documents[kept[0]["DocumentID"]] = kept
        for n, row in enumerate(kept, start=1):
            number[row["DocumentID"], row["PassageID"]] = n
    texts = [
        build.Given(
            slug=f"document-{name}",
            language="en",
            title=f"Document {name}",
            passages=tuple(f"{row['PassageID']} {row['Passage']}" for row in rows),
        )
        for name, rows in documents.items()
    ]
    cases = [
        Case(
            id=row["QuestionID"],
            language="en",
            question=row["Question"],
            kind="fact",
            gold=tuple(
                Gold(
                    publication=f"document-{p['DocumentID']}",
                    language="en",
                    heading=f"{number[p['DocumentID'], p['PassageID']]:04}",
                )
                for p in row["Passages"]
                if (p["DocumentID"], p["PassageID"]) in number
            ),
        )
        for row in json.loads((DATA / "obliqa" / "dev.json").read_text("utf-8"))
    ]
    return Set(name="ObliQA dev", library="obliqa", fill=build.given(texts), cases=cases, answers=False, exact=True)


def data_found() -> list[str]:
    return sorted(path.name for path in Path(DATA).glob("*")) if DATA.is_dir() else []
