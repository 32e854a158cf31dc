"""From a question to hits: two indexes, candidates of each language, the ranker, one merged order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from corpus import ranker
from corpus.catalogue import Catalogue
from corpus.compounds import Compounds, vocabulary
from corpus.embedder import Embedder
from corpus.language import language_of
from corpus.lexical import LexicalIndex, match_expression
from corpus.model import LANGUAGES, Edition, Hit
from corpus.search import candidates, fuse, merge, places
from corpus.vectors import VectorIndex

_DEPTH = 200
_RANKED = 40
_MOST_PROFILES = 50_000


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

    def search(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Hit]:
        """The best passages of these editions, best first."""
        asked_in = language_of(question)
        vector = self._embedder.embed_query(question)
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
        weights = ranker.shipped_weights()["own" if words else "other"]
        found = self.candidates(question, language, vector, editions, limit, words=words)
        scored = [(ranker.score(values, weights), one) for one, values in found]
        scored.sort(key=lambda pair: (-pair[0], pair[1].passage.id))
        return [
            Hit(
                passage=one.passage,
                edition=editions[one.passage.edition],
                score=place,
                rank=rank,
                dense=one.dense,
                lexical=one.lexical,
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
        expression = match_expression(question, language, self.compounds) if words else ""
        lexical = self.lexical.search(expression, language, editions.keys(), max(limit, _DEPTH))
        chosen = fuse(near, lexical)[: max(limit, _RANKED)]
        found = candidates(
            chosen,
            near,
            lexical,
            self._catalogue.passages(chosen),
            {one: edition.title for one, edition in editions.items()},
            {one: edition.publication for one, edition in editions.items()},
        )
        asked_for = ranker.query(question, language, self.frequency(language), self.compounds)
        dense = max((one.dense for one in found), default=0.0)
        most = max((one.lexical for one in found), default=0.0)
        return [(one, ranker.features(asked_for, self._profile(one, language), one, dense, most)) for one in found]

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

    def forget(self) -> None:
        """The library has changed."""
        self._words = Words()
        self._profiles = {}
