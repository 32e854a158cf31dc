"""From a question to hits: two indexes, candidates of each language, the ranker, one merged order."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from corpus import ranker
from corpus.catalogue import Catalogue
from corpus.compounds import Compounds, vocabulary
from corpus.embedder import Embedder
from corpus.language import language_of
from corpus.lexical import LexicalIndex, match_expression
from corpus.model import LANGUAGES, Edition, Hit
from corpus.questions import Questions
from corpus.search import candidates, fuse, merge, places, spread
from corpus.vectors import VectorIndex
from corpus.weights import weights_for

_DEPTH = 200
_RANKED = 60
_ASKED = 30
# so many passages under one heading come before those of other headings; one where sections are long (laws)
_OF_A_SECTION = 3
_MOST_PROFILES = 50_000
_MOST_VECTORS = 64


@dataclass(slots=True)
class Words:
    """What is known of a language's words; thrown away when the library changes."""

    frequencies: dict[str, dict[str, float]] = field(default_factory=dict)
    compounds: Compounds | None = None


class Finder:
    """Searches what a catalogue holds; the same question gives the same hits in the same order."""

    def __init__(self, catalogue: Catalogue, lexical: LexicalIndex, vectors: VectorIndex, embedder: Embedder) -> None:
        self._catalogue = catalogue
        self.lexical = lexical
        self.vectors = vectors
        self._embedder = embedder
        self._words = Words()
        self._profiles: dict[str, ranker.Profile] = {}
        self._sections: dict[str, frozenset[str]] = {}
        self._vectors: dict[bytes, list[float]] = {}
        self.questions = Questions(catalogue, vectors, self.frequency)

    def search(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Hit]:
        """The best passages of these editions, best first."""
        asked_in = language_of(question)
        vector = self.vector(question)
        ranked = []
        for language in LANGUAGES:
            own = {one: edition for one, edition in editions.items() if edition.language == language}
            if own:
                ranked.append(self._in_language(question, language, vector, own, limit, words=language == asked_in))
        return merge(ranked)[:limit]

    def _in_language(
        self,
        question: str,
        language: str,
        vector: list[float],
        editions: Mapping[str, Edition],
        limit: int,
        *,
        words: bool,
    ) -> list[Hit]:
        found = self.candidates(question, language, vector, editions, limit, words=words)
        plain = all(one.asked is None for one, _ in found)
        weights = weights_for(own=words, plain=plain)
        parts = {one.passage.id: weights.parts(values) for one, values in found}
        alike = {one.passage.id: values[ranker.FEATURES.index("asked_words")] for one, values in found}
        scored = [(sum(parts[one.passage.id].values()), one) for one, _ in found]
        scored.sort(key=lambda pair: (-pair[0], pair[1].passage.id))
        scored = spread(scored, 1 if plain else _OF_A_SECTION)
        return [
            Hit(
                passage=one.passage,
                edition=editions[one.passage.edition],
                score=place,
                rank=rank,
                dense=one.dense,
                lexical=one.lexical,
                asked=one.asked,
                alike=0.0 if one.asked is None else alike[one.passage.id],
                parts=tuple(parts[one.passage.id].items()),
            )
            for place, (rank, one) in zip(places([one for _, one in scored]), scored, strict=True)
        ]

    def candidates(
        self,
        question: str,
        language: str,
        vector: list[float],
        editions: Mapping[str, Edition],
        limit: int,
        *,
        words: bool,
    ) -> list[tuple[ranker.Candidate, list[float]]]:
        """The passages of one language that may answer, with the ranker's features; ``words``: the question is in it."""
        near = self.vectors.search(language, vector, editions.keys(), max(limit, _DEPTH))
        sections = self.vectors.search(f"sections-{language}", vector, editions.keys(), max(limit, _DEPTH))
        asked, lowest = self.questions.near(vector, editions)
        expression = match_expression(question, language, self.compounds) if words else ""
        lexical = self.lexical.search(expression, language, editions.keys(), max(limit, _DEPTH))
        chosen = fuse(near, lexical)[: max(limit, _RANKED)]
        chosen += [one for one in sorted(asked, key=lambda one: (-asked[one][0], one))[:_ASKED] if one not in chosen]
        asked |= {one: [lowest] for one in chosen if one not in asked and one in self.questions.of_passages}
        found = candidates(
            chosen,
            near,
            lexical,
            self._catalogue.passages(chosen),
            {one: edition.title for one, edition in editions.items()},
            {one: edition.publication for one, edition in editions.items()},
            asked,
            {one: score - sections.mean for one, score in sections.found},
        )
        asked_in = language_of(question)
        asked_for = ranker.query(question, asked_in, language, self._share, self.compounds)
        best = ranker.best_of(found)
        return [
            (
                one,
                ranker.features(
                    asked_for,
                    self._profile(one, language),
                    self._section(one, language),
                    self.questions.weighed(one.passage.id, asked_in),
                    one,
                    best,
                ),
            )
            for one in found
        ]

    def _section(self, one: ranker.Candidate, language: str) -> frozenset[str]:
        held = self._sections.get(one.passage.section)
        if held is None:
            if len(self._sections) > _MOST_PROFILES:
                self._sections.clear()
            text = " ".join(passage.text for passage in self._catalogue.section(one.passage.section))
            held = self._sections[one.passage.section] = ranker.words_of(text, language, self.compounds)
        return held

    def vector(self, question: str) -> list[float]:
        """The vector of a question; the last few are remembered, under a hash."""
        key = hashlib.sha256(question.encode()).digest()
        held = self._vectors.get(key)
        if held is None:
            held = self._embedder.embed_query(question)
            if len(self._vectors) >= _MOST_VECTORS:
                self._vectors.clear()
            self._vectors[key] = held
        return held

    def _profile(self, one: ranker.Candidate, language: str) -> ranker.Profile:
        held = self._profiles.get(one.passage.id)
        if held is None:
            if len(self._profiles) > _MOST_PROFILES:
                self._profiles.clear()
            held = ranker.profile(one.passage, one.title, language, self.compounds)
            self._profiles[one.passage.id] = held
        return held

    @property
    def compounds(self) -> Compounds:
        """Splits compounds along the words of the held German passages."""
        if self._words.compounds is None:
            self._words.compounds = Compounds(self.vocabulary("de"))
        return self._words.compounds

    def vocabulary(self, language: str) -> set[str]:
        """The words that held passages of a language use often enough to be words of their own."""
        editions = [one for one in self._catalogue.editions() if one.language == language]
        return vocabulary(p.text for one in editions for p in self._catalogue.passages_of(one.id))

    def frequency(self, language: str) -> Callable[[str], float]:
        """The share of the language's passages that hold a stem, as a function of the stem."""
        held = self._words.frequencies.get(language)
        if held is None:
            held = self._words.frequencies[language] = self.lexical.frequencies(language)
        return lambda stem: held.get(stem, 0.0)

    def _share(self, language: str, stem: str) -> float:
        return self.frequency(language)(stem)

    def forget(self) -> None:
        """The library has changed."""
        self._words = Words()
        self._profiles = {}
        self._sections = {}
        self.questions = Questions(self._catalogue, self.vectors, self.frequency)
