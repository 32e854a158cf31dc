"""Ways to search that are measured beside ours: each of our parts must show what it is worth."""

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import uuid4

from corpus.language import language_of
from corpus.lexical import match_expression
from corpus.library import Library
from corpus.model import LANGUAGES, Edition, Passage
from corpus.search import places
from corpus.weights import Weights, weights_for

CHAIN = "LangChain + Chroma"
_RRF = 60  # Cormack et al. 2009
_DEPTH = 100


class Variant(Protocol):
    """Finds passages of some editions, best first."""

    def __call__(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]: ...


WORDS = (
    *("lexical", "lexical_rank", "covered", "covered_heading", "covered_both", "covered_section"),
    *("asked_words", "bigrams", "refs", "numbers"),
)
SECTIONS = ("section", "section_gap", "covered_section")
PASSAGE_VECTORS = ("dense", "dense_gap", "section", "section_gap", "neighbour", "publication")
QUESTIONS = ("asked", "asked_gap", "asked_mean", "asked_words")


class Variants:
    """BM25 alone, the embedder alone, naive reciprocal-rank fusion, a plain LangChain chain on Chroma, and ours."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._chain: Any = None

    def all(self) -> dict[str, Variant]:
        return {
            "BM25 alone": self.bm25,
            "dense alone": self.dense,
            "naive fusion": self.naive,
            CHAIN: self.chain,
            "ours, without expected questions": self.without_questions,
            "ours, without the question's words": self.without(*WORDS),
            "ours, without vectors of passages": self.without(*PASSAGE_VECTORS),
            "ours, without sections": self.without(*SECTIONS),
            "ours, without what is asked for": self.without("asked_held"),
            "ours": self.ours,
        }

    def without(self, *features: str) -> Variant:
        """Ours with the weights of the named features at zero: what their removal costs."""

        def found(question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]:
            return self._reranked(question, editions, limit, features)

        return found

    def without_questions(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]:
        return self._reranked(question, editions, limit, QUESTIONS, plain=True)

    def _reranked(
        self, question: str, editions: Mapping[str, Edition], limit: int, gone: tuple[str, ...], *, plain: bool = False
    ) -> list[Passage]:
        """The candidates of each language by the weights left, the languages merged as ever."""
        finder, asked_in = self._library.finder, language_of(question)
        vector, merged = finder.vector(question), []
        for language in LANGUAGES:
            own = {one: edition for one, edition in editions.items() if edition.language == language}
            found = finder.candidates(question, language, vector, own, limit, words=language == asked_in) if own else []
            bare = plain or all(one.asked is None for one, _ in found)
            weights = weights_for(own=language == asked_in, plain=bare)

            def score(values: list[float], weights: Weights = weights) -> float:
                return sum(part for name, part in weights.parts(values).items() if name not in gone)

            order = [
                one for _, one in sorted(((score(v), one) for one, v in found), key=lambda p: (-p[0], p[1].passage.id))
            ]
            merged += list(zip(places(order), order, strict=True))
        return [one.passage for _, one in sorted(merged, key=lambda pair: -pair[0])[:limit]]

    def ours(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]:
        return [hit.passage for hit in self._library.search(question, editions, limit)]

    def bm25(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]:
        return self._passages([one for one, _ in self._lexical(question, editions)][:limit])

    def dense(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]:
        return self._passages(self._dense(question, editions)[:limit])

    def naive(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]:
        """Both lists over everything by reciprocal rank: a passage of the other language never gets a lexical vote."""
        scores: dict[str, float] = {}
        for order in ([one for one, _ in self._lexical(question, editions)], self._dense(question, editions)):
            for place, one in enumerate(order, start=1):
                scores[one] = scores.get(one, 0.0) + 1 / (_RRF + place)
        return self._passages(sorted(scores, key=lambda one: (-scores[one], one))[:limit])

    def chain(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]:
        """What a tutorial builds: fixed pieces of 1,000 characters, Chroma, the nearest ones."""
        if self._chain is None:
            self._chain = _Chain(self._library)
        found: list[Passage] = self._chain.search(question, editions, limit)
        return found

    def _lexical(self, question: str, editions: Mapping[str, Edition]) -> list[tuple[str, float]]:
        finder, found = self._library.finder, []
        for language in LANGUAGES:
            own = [one for one, edition in editions.items() if edition.language == language]
            found += finder.lexical.search(
                match_expression(question, language, finder.compounds), language, own, _DEPTH
            )
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _dense(self, question: str, editions: Mapping[str, Edition]) -> list[str]:
        vector = self._library.embedder.embed_query(question)
        found: list[tuple[str, float]] = []
        for language in LANGUAGES:
            found += self._library.finder.vectors.search(language, vector, editions.keys(), _DEPTH).found
        return [one for one, _ in sorted(found, key=lambda pair: (-pair[1], pair[0]))]

    def _passages(self, ids: list[str]) -> list[Passage]:
        held = self._library.catalogue.passages(ids)
        return [held[one] for one in ids if one in held]


class _Chain:
    """LangChain's splitter and its Chroma store with our embedder, in memory."""

    def __init__(self, library: Library) -> None:
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1_000, chunk_overlap=200, add_start_index=True)
        embedder: Any = library.embedder
        # the store in memory is one for the whole process: each chain has a collection of its own
        self._store = Chroma(f"chain-{uuid4().hex}", embedder, collection_metadata={"hnsw:space": "cosine"})
        held = [edition.id for edition in library.catalogue.editions()]
        self._passages = {one: library.catalogue.passages_of(one) for one in held}
        for one in held:
            pieces = splitter.create_documents([library.catalogue.text(one)], [{"edition": one}])
            if pieces:
                self._store.add_documents(pieces)

    def search(self, question: str, editions: Mapping[str, Edition], limit: int) -> list[Passage]:
        # a filter inside Chroma costs a third of a second a question: more are asked for and filtered here
        wanted = limit if self._passages.keys() <= editions.keys() else 20 * limit
        found = [p for p in self._store.similarity_search(question, k=wanted) if p.metadata["edition"] in editions]
        return [
            self._as_passage(piece.metadata["edition"], piece.metadata["start_index"], piece.page_content)
            for piece in found[:limit]
        ]

    def _as_passage(self, edition: str, start: int, text: str) -> Passage:
        """The piece under the headings of the passage that it begins in."""
        own = self._passages[edition]
        at = next((p for p in reversed(own) if p.start <= start), own[0])
        return Passage(
            id=f"{edition}@{start}",
            edition=edition,
            start=start,
            end=start + len(text),
            first_page=at.first_page,
            last_page=at.last_page,
            label=at.label,
            heading=at.heading,
            anchor=None,
            text=text,
            section=at.section,
        )
