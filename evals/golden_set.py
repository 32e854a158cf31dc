"""The golden set: questions written against facts, resolved to where the library states them.

``python -m evals.golden_set`` reads ``evals/golden/questions/*.jsonl`` and the library's files and writes ``dev.jsonl`` (odd
topics) and ``test.jsonl`` (even topics); ``problems`` proves that every gold quote stands on its gold page and every fact
in a gold quote.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.compounds import Compounds
from corpus.figures import figures
from corpus.model import LANGUAGES, Document, Passage
from corpus.publications.entries import EditionEntry, read_catalogue
from corpus.publications.source import FOLDER as LIBRARY
from corpus.publications.source import read_source, stated
from corpus.ranker import words_of
from evals.cases import fold
from ingest.draw import folded
from ingest.read import read
from ingest.split import passages

FOLDER = Path(__file__).parent / "golden"
CATALOGUE = LIBRARY / "catalogue.toml"
# from these shares of words on, two passages that hold the same facts say the same
ALIKE, WITHIN, FEWEST = 0.5, 0.6, 6
NO_COMPOUNDS = Compounds(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand in an edition's file: physical page, headings and the words as the file has them."""

    page: int
    heading: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Built:
    """A library file as its readers see it, searchable by letters and digits alone."""

    document: Document
    passages: tuple[Passage, ...]
    letters: str
    offsets: tuple[int, ...]

    def place(self, words: str) -> Place | None:
        """Where words stand, outside the table of contents."""
        wanted = folded(words)
        at = self.letters.find(wanted)
        while at >= 0:
            start, end = self.offsets[at], self.offsets[at + len(wanted) - 1] + 1
            for passage in self.passages:
                if passage.start <= start < passage.end:
                    page = next(p for p in self.document.pages if p.start <= start < p.end)
                    return Place(page=page.number, heading=passage.heading, quote=self.document.text[start:end])
            at = self.letters.find(wanted, at + 1)
        return None


@lru_cache(maxsize=64)
def built(entry: EditionEntry) -> Built:
    document = read(LIBRARY / entry.file)
    letters, offsets = [], []
    for offset, character in enumerate(document.text):
        for letter in folded(character):
            letters.append(letter)
            offsets.append(offset)
    return Built(document, tuple(passages(document, "x")), "".join(letters), tuple(offsets))


def resolve(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of one topic's question file, each with every place that states its facts in either language."""
    name = path.stem.partition("-")[2]
    entries = _in_force(name)
    told = {entry.language: list(stated(read_source(LIBRARY / str(entry.source)))) for entry in entries}
    for line in path.read_text("utf-8").splitlines():
        raw = json.loads(line)
        gold = []
        for fact in raw["fact"][:1]:
            for entry in entries:
                for part in told[entry.language]:
                    if part.fact != fact:
                        continue
                    place = built(entry).place(part.text)
                    if place is None:
                        raise SystemExit(f"{raw['id']}: not in {entry.file}: {part.text[:80]}")
                    gold.append(_gold(name, entry, place))
        yield {**_common(raw, path.stem), "gold": [*gold, *restated(raw["lang"], raw["facts"], gold)]}


def restated(language: str, facts: list[str], gold: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Other passages that say the same: they hold every fact, and half of a gold quote's words.

    In the same publication it is enough that the gold quote holds most of theirs. In the other language they hold the
    facts' figures, since the facts are words of the question's language; facts without a figure prove nothing there.
    """
    wanted = figures(" ".join(facts), language)
    for said in LANGUAGES:
        own = [one for one in gold if one["language"] == said]
        if not own or (said != language and not wanted):
            continue
        quoted = [words_of(one["quote"], said, NO_COMPOUNDS) for one in own]
        for publication, entry, passage, words, text in statements(said):
            shared = max(len(words & other) / len(other) for other in quoted)
            within = max(len(words & other) for other in quoted) / max(len(words), FEWEST)
            near = shared >= ALIKE or (publication == own[0]["publication"] and within >= WITHIN)
            if not near or any(one["quote"] in passage.text or passage.text in one["quote"] for one in own):
                continue
            if all(fold(fact) in text for fact in facts) if said == language else wanted <= figures(passage.text, said):
                yield _gold(publication, entry, _place_of(passage, entry))


@lru_cache(maxsize=2)
def statements(language: str) -> list[tuple[str, EditionEntry, Passage, frozenset[str], str]]:
    """Every passage in force in a language, with its words and its folded text."""
    return [
        (publication.slug, entry, passage, words_of(passage.text, language, NO_COMPOUNDS), fold(passage.text))
        for publication in read_catalogue(CATALOGUE).publication
        for entry in _in_force(publication.slug)
        if entry.language == language
        for passage in built(entry).passages
    ]


def resolve_editions(path: Path) -> Iterator[dict[str, Any]]:
    """Two cases for each question that an older edition answers differently: today, and on a day back then."""
    for line in path.read_text("utf-8").splitlines():
        raw = json.loads(line)
        publication = next(p for p in read_catalogue(CATALOGUE).publication if p.slug == raw["publication"])
        own = sorted((e for e in publication.edition if e.language == raw["lang"]), key=lambda e: e.issued)
        for entry, facts, more in (
            (own[-1], raw["facts"], {"kind": "edition"}),
            (own[0], raw["then"]["facts"], {"kind": "edition_then", "as_of": raw["then"]["as_of"]}),
        ):
            places = [_place_of(passage, entry) for passage in built(entry).passages if _holds(passage.text, facts)]
            case = {**raw, **more, "id": f"{raw['id']}{'-then' if 'as_of' in more else ''}", "facts": facts}
            topic = next(
                t.stem for t in sorted((FOLDER / "questions").glob("*.jsonl")) if t.stem[3:] == raw["publication"]
            )
            yield {**_common(case, topic), "gold": [_gold(raw["publication"], entry, place) for place in places]}


def _place_of(passage: Passage, entry: EditionEntry) -> Place:
    page = next(p for p in built(entry).document.pages if p.start <= passage.start < p.end)
    return Place(page=page.number, heading=passage.heading, quote=passage.text)


def _holds(text: str, facts: list[str]) -> bool:
    return all(fold(fact) in fold(text) for fact in facts)


def _in_force(slug: str) -> list[EditionEntry]:
    publication = next(p for p in read_catalogue(CATALOGUE).publication if p.slug == slug)
    newest = {e.language: e for e in sorted(publication.edition, key=lambda e: e.issued)}
    return list(newest.values())


def _gold(slug: str, entry: EditionEntry, place: Place) -> dict[str, Any]:
    heading = place.heading[-1] if place.heading else ""
    return {
        "publication": slug,
        "language": entry.language,
        "issued": entry.issued.isoformat(),
        "heading": heading,
        "page": place.page,
        "quote": place.quote,
    }


def _common(raw: dict[str, Any], topic: str) -> dict[str, Any]:
    kept = ("id", "lang", "question", "turns", "kind", "facts", "as_of", "why")
    return {**{key: raw[key] for key in kept if raw.get(key)}, "topic": topic}


def problems(path: Path) -> Iterator[str]:
    """What is not proven of a resolved file, a line each."""
    entries = {
        (p.slug, e.language, e.issued.isoformat()): e for p in read_catalogue(CATALOGUE).publication for e in p.edition
    }
    for line in path.read_text("utf-8").splitlines():
        case = json.loads(line)
        for gold in case["gold"]:
            document = built(entries[gold["publication"], gold["language"], gold["issued"]]).document
            page = document.pages[gold["page"] - 1]
            following = document.pages[gold["page"]].end if gold["page"] < len(document.pages) else page.end
            if (
                gold["quote"] not in document.text[page.start : following]
                or gold["quote"][:40] not in document.text[page.start : page.end + 40]
            ):
                yield f"{case['id']}: a gold quote does not begin on page {gold['page']} of {gold['publication']}"
        own = [gold["quote"] for gold in case["gold"] if gold["language"] == case["lang"]]
        if case["gold"] and not any(_holds(quote, case["facts"]) for quote in own):
            yield f"{case['id']}: no gold quote holds {case['facts']}"


def main() -> int:
    cases: dict[str, list[str]] = {"dev": [], "test": []}
    for path in sorted((FOLDER / "questions").glob("*.jsonl")):
        found = resolve_editions(path) if path.stem == "editions" else resolve(path)
        for case in found:
            split = "dev" if int(re.match(r"\d+", case["topic"]).group(0)) % 2 else "test"  # type: ignore[union-attr]
            cases[split].append(json.dumps(case, ensure_ascii=False))
    count = 0
    for split, lines in cases.items():
        (FOLDER / f"{split}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{split}: {len(lines)} questions, {sum(line.endswith('[]}') for line in lines)} not answerable")
        for problem in problems(FOLDER / f"{split}.jsonl"):
            print(problem)
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
