"""Right statements with their evidence: sentences of the golden set's gold quotes, each in the passage that holds it."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.quoted import find_quote, sentences_of
from corpus.figures import figures
from corpus.model import Edition, Hit
from corpus.publications.entries import EditionEntry, read_catalogue
from corpus.publications.source import FOLDER as LIBRARY
from corpus.publications.source import read_source, stated
from evals.golden_set import CATALOGUE, FOLDER, built
from ingest.draw import folded

SPLITS = ("dev", "test")
OTHERS = 5
LONGEST = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """A sentence that its passage holds; ``twins`` say the same in the other language, each with its own passage."""

    split: str
    language: str
    text: str
    hit: Hit
    twins: tuple["Right", ...] = ()


def right_statements(split: str) -> list[Right]:
    """Every sentence of the split's gold quotes once, in the order of the file."""
    found: dict[tuple[str, str, str], Right] = {}
    for line in (FOLDER / f"{split}.jsonl").read_text("utf-8").splitlines():
        golds = [gold for gold in json.loads(line)["gold"] if gold["quote"]]
        for gold in golds:
            own = list(_sentences(split, gold))
            across = [list(_sentences(split, other)) for other in golds if _counterpart(gold, other)]
            for place, one in enumerate(own):
                twins = [rest[place] for rest in across if len(rest) == len(own) and _same_figures(one, rest[place])]
                key = (one.hit.edition.id, one.hit.passage.id, one.text)
                found.setdefault(key, replace(one, twins=tuple(twins[:1])))
    return list(found.values())


def _counterpart(gold: dict[str, Any], other: dict[str, Any]) -> bool:
    """Do two gold quotes state one fact at one place of a publication's two editions?"""
    one, two = (_stated(gold["publication"], side["language"]).get(folded(side["quote"])) for side in (gold, other))
    return (
        gold["language"] != other["language"]
        and gold["publication"] == other["publication"]
        and one is not None
        and one == two
    )


@lru_cache(maxsize=64)
def _stated(slug: str, language: str) -> dict[str, tuple[int, int, int]]:
    """The fact that words state, which of its tellings they are and how many there are, by the words' letters."""
    entry = max(
        (e for (s, said, _), (_, e) in _entries().items() if (s, said) == (slug, language)), key=lambda e: e.issued
    )
    told: dict[int, list[str]] = {}
    for part in stated(read_source(LIBRARY / str(entry.source))):
        told.setdefault(part.fact, []).append(folded(part.text))
    return {text: (fact, place, len(texts)) for fact, texts in told.items() for place, text in enumerate(texts)}


def _sentences(split: str, gold: dict[str, Any]) -> Iterator[Right]:
    publication, entry = _entries()[gold["publication"], gold["language"], gold["issued"]]
    edition = _edition(publication, entry)
    for passage in built(entry).passages:
        span = find_quote(gold["quote"], passage.text)
        if span is None:
            continue
        hit = Hit(passage=passage, edition=edition, score=1.0, rank=1.0, dense=1.0, lexical=1.0)
        for sentence in sentences_of(span, passage.text):
            text = " ".join(sentence.lstrip("•–- ").split())
            if 30 <= len(text) <= LONGEST and text[-1] in ".)" and "|" not in text and not text.endswith("?"):
                yield Right(split=split, language=gold["language"], text=text, hit=hit)
        return


def _same_figures(one: Right, other: Right) -> bool:
    held = figures(one.text, one.language)
    return bool(held) and held == figures(other.text, other.language)


def evidence(right: Right, source: random.Random) -> dict[str, Hit]:
    """Its passage among others of the library, under keys; the statement's own is found by its identity."""
    others = source.sample(_passages(right.hit.edition.language), OTHERS)
    hits = [right.hit, *(hit for hit in others if hit.passage.id != right.hit.passage.id)]
    return {f"E{number}": hit for number, hit in enumerate(hits, start=1)}


@lru_cache(maxsize=2)
def _passages(language: str) -> list[Hit]:
    return [
        Hit(passage=passage, edition=_edition(slug, entry), score=0.5, rank=0.5, dense=0.5, lexical=0.5)
        for (slug, said, _), (_, entry) in _entries().items()
        if said == language
        for passage in built(entry).passages
    ]


def library_passages() -> Iterator[Hit]:
    """Every passage of every edition of the library."""
    for language in ("de", "en"):
        yield from _passages(language)


@lru_cache(maxsize=1)
def _entries() -> dict[tuple[str, str, str], tuple[str, EditionEntry]]:
    return {
        (one.slug, entry.language, entry.issued.isoformat()): (one.slug, entry)
        for one in read_catalogue(CATALOGUE).publication
        for entry in one.edition
    }


@lru_cache(maxsize=256)
def _edition_of(slug: str, language: str, issued: date, title: str, file: str) -> Edition:
    return Edition(
        id=f"{slug}-{language}-{issued}",
        publication=slug,
        language=language,
        title=title,
        topic=slug,
        issued=issued,
        valid_from=issued,
        media_type="",
        file_name=file,
        sha256="",
        state="published",
    )


def _edition(slug: str, entry: EditionEntry) -> Edition:
    return _edition_of(slug, entry.language, entry.issued, entry.title, entry.file)
