"""The expected questions of a library: which passages a question's like points at, and in which words founders ask."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from corpus.catalogue import Catalogue
from corpus.model import LANGUAGES, Edition, ExpectedQuestion
from corpus.ranker import weighed
from corpus.vectors import VectorIndex

_DEPTH = 400
# a passage with several near questions is surer than one with a single one
_AGREEING = 3
_MOST_STEMS = 50_000


class Questions:
    """What one state of the catalogue expects to be asked; thrown away when the library changes.

    ``frequency``: for a language, the share of its passages that hold a stem.
    """

    def __init__(
        self, catalogue: Catalogue, vectors: VectorIndex, frequency: Callable[[str], Callable[[str], float]]
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._frequency = frequency
        self._stems: dict[tuple[str, str], list[dict[str, float]]] = {}
        self._lay: dict[str, frozenset[str]] = {}
        # the ranker and the gate look at the same question one after the other
        self._last: tuple[object, list[tuple[ExpectedQuestion, float]]] | None = None

    @cached_property
    def all(self) -> dict[str, ExpectedQuestion]:
        """Every expected question by its id."""
        return {one.id: one for one in self._catalogue.expected()}

    @cached_property
    def of_passages(self) -> dict[str, list[ExpectedQuestion]]:
        """The expected questions of each passage that has some."""
        found: dict[str, list[ExpectedQuestion]] = {}
        for one in self.all.values():
            for passage in one.passages:
                found.setdefault(passage, []).append(one)
        return found

    def near(self, vector: Sequence[float], editions: Mapping[str, Edition]) -> tuple[dict[str, list[float]], float]:
        """By passage, the best three centred cosines of its expected questions in either language, best first.

        And the lowest that any has: what is left out has no more.
        """
        found: dict[str, list[float]] = {}
        for question, score in self._scored(vector, editions):
            for passage in question.passages:
                found.setdefault(passage, []).append(score)
        low = min((min(scores) for scores in found.values()), default=0.0)
        best = {one: [*sorted(scores, reverse=True), low, low][:_AGREEING] for one, scores in found.items()}
        return best, low

    def unanswered(self, vector: Sequence[float], editions: Mapping[str, Edition]) -> float:
        """The best centred cosine to a question that these editions are known to leave open; -1 where none is known."""
        return max((score for one, score in self._scored(vector, editions) if not one.passages), default=-1.0)

    def weighed(self, passage: str, language: str) -> Sequence[Mapping[str, float]]:
        """The stems of each of a passage's expected questions in a language, with their weights."""
        key = (passage, language)
        if key not in self._stems:
            if len(self._stems) > _MOST_STEMS:
                self._stems.clear()
            own = (one.text for one in self.of_passages.get(passage, ()) if one.language == language)
            self._stems[key] = [weighed(text, language, self._frequency(language)) for text in own]
        return self._stems[key]

    def words(self, passage: str, language: str) -> frozenset[str]:
        """The stems of all of them."""
        return frozenset(stem for one in self.weighed(passage, language) for stem in one)

    def lay(self, language: str) -> frozenset[str]:
        """The stems of all answered questions in a language: founders' words, which the publications need not hold."""
        if language not in self._lay:
            asked = (one.text for one in self.all.values() if one.language == language and one.passages)
            frequency = self._frequency(language)
            self._lay[language] = frozenset(stem for text in asked for stem in weighed(text, language, frequency))
        return self._lay[language]

    def _scored(self, vector: Sequence[float], editions: Mapping[str, Edition]) -> list[tuple[ExpectedQuestion, float]]:
        key = (tuple(vector), frozenset(editions))
        last = self._last
        if last and last[0] == key:
            return last[1]
        found = []
        for language in LANGUAGES:
            near = self._vectors.search(f"questions-{language}", vector, editions.keys(), _DEPTH)
            found += [(self.all[one], score - near.mean) for one, score in near.found if one in self.all]
        self._last = (key, found)
        return found
