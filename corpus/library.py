"""The library as one thing: catalogue, lexical index, vector index and embedder, composed in ``open_library``."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from corpus.catalogue import Catalogue, open_catalogue
from corpus.compounds import Compounds
from corpus.embedder import Embedder, open_embedder
from corpus.errors import GuidanceError
from corpus.finder import Finder
from corpus.lexical import Fts5, LexicalIndex, entry
from corpus.lock import DataFolder, take
from corpus.model import LANGUAGES, Document, Edition, ExpectedQuestion, Hit, Passage, Publication
from corpus.settings import Settings
from corpus.vector_cache import VectorCache
from corpus.vectors import VectorIndex, Vectors

SPLITTER_VERSION = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a search may look at; empty means all."""

    language: str | None = None
    topics: Collection[str] = ()
    publications: Collection[str] = ()


EVERYTHING = Scope()


class Library:
    """What is held, and how to find it. One process at a time; readers and one writer may share it."""

    def __init__(
        self, catalogue: Catalogue, lexical: LexicalIndex, vectors: VectorIndex, embedder: Embedder, files: Path
    ) -> None:
        self.catalogue = catalogue
        self.embedder = embedder
        self._lexical = lexical
        self._vectors = vectors
        self._cache = VectorCache(catalogue.engine, embedder)
        self._files = files
        self.finder = Finder(catalogue, lexical, vectors, embedder)

    # finding -------------------------------------------------------------------------------------------------

    def editions(self, as_of: date | None = None, scope: Scope = EVERYTHING) -> dict[str, Edition]:
        """By id, the editions in force on a day (today) within a scope: the state that one request reads."""
        return {
            one.id: one
            for one in self.catalogue.in_force(as_of or date.today()).values()
            if (not scope.language or one.language == scope.language)
            and (not scope.topics or one.topic in scope.topics)
            and (not scope.publications or one.publication in scope.publications)
        }

    def search(self, question: str, editions: Mapping[str, Edition], limit: int = 10) -> list[Hit]:
        """The best passages of these editions, best first; the same question gives the same hits in the same order."""
        return self.finder.search(question, editions, limit)

    def file(self, edition: Edition) -> Path:
        """Where the original bytes of an edition lie."""
        return self._files / _stored_as(edition.sha256, edition.file_name)

    # writing: new first, then the pointer, then cleaning up ---------------------------------------------------

    def add(
        self,
        publication: Publication,
        edition: Edition,
        document: Document,
        passages: Sequence[Passage],
        data: bytes,
        expected: Sequence[ExpectedQuestion] = (),
        *,
        fingerprint: str,
        origin: str,
        replaces: Collection[str],
        compounds: Compounds,
        embedded: Callable[[int], None] = lambda count: None,
    ) -> None:
        """Write an edition and make it count in place of those it replaces; killed anywhere, the old ones still do."""
        self._keep(edition, data)
        # made before anything is written: a run that is killed here has lost nothing but the time
        vectors = self._embedded(edition, passages, expected, embedded)
        entries = [entry(passage, edition.title, edition.language, compounds) for passage in passages]
        self.catalogue.write(
            publication,
            replace(edition, state="writing"),
            document,
            passages,
            expected,
            fingerprint=fingerprint,
            origin=origin,
            also=lambda connection, _, numbers: self._lexical.add(connection, edition.language, numbers, entries),
        )
        self._index(edition, passages, expected, vectors)
        self.catalogue.publish(publication, edition.id, replaces)
        self.finder.forget()

    def withdraw(self, ids: Collection[str]) -> None:
        """Take editions out of force at once; ``sweep`` deletes them later."""
        self.catalogue.withdraw(ids)

    def sweep(self, states: Collection[str] = ("gone", "writing")) -> list[str]:
        """Delete what is half-written, replaced or withdrawn; their ids."""
        unwanted = self.catalogue.unwanted(states)
        for edition in unwanted:
            self._vectors.remove(edition)
            self.catalogue.remove(edition, self._lexical.remove)
            self.finder.forget()
        used = {_stored_as(sha256, name) for sha256, name in self.catalogue.files()}
        for path in self._files.glob("*"):
            if path.name not in used:
                path.unlink(missing_ok=True)
        return unwanted

    def mend(self) -> list[str]:
        """Make the vector index hold what the catalogue holds, from the kept vectors; the editions mended."""
        held, wanted = dict(self._vectors.counts()), self.catalogue.vectors_wanted()
        mended = []
        for edition in self.catalogue.editions():
            if held.pop(edition.id, 0) != wanted.get(edition.id, 0):
                self._vectors.remove(edition.id)
                passages, expected = self.catalogue.passages_of(edition.id), self.catalogue.expected_of(edition.id)
                self._index(edition, passages, expected, self._embedded(edition, passages, expected))
                mended.append(edition.id)
        for stray in held:
            self._vectors.remove(stray)
        return mended

    def vectors_of(self, edition: str) -> int:
        """Vectors that the index should hold of an edition: its passages', its sections', its expected questions'."""
        return self.catalogue.vectors_wanted().get(edition, 0)

    def counts(self) -> dict[str, int]:
        """Vectors that the index holds, by edition."""
        return dict(self._vectors.counts())

    def _index(
        self,
        edition: Edition,
        passages: Sequence[Passage],
        expected: Sequence[ExpectedQuestion],
        vectors: Vectors,
    ) -> None:
        """``vectors``: of the passages, then of the expected questions."""
        self._vectors.add(edition.language, edition.id, [one.id for one in passages], vectors[: len(passages)])
        sections, means = section_vectors(passages, vectors)
        self._vectors.add(f"sections-{edition.language}", edition.id, sections, means)
        for language in LANGUAGES:
            own = [n for n, one in enumerate(expected) if one.language == language]
            rows = vectors[[len(passages) + n for n in own]]
            self._vectors.add(f"questions-{language}", edition.id, [expected[n].id for n in own], rows)

    def _embedded(
        self,
        edition: Edition,
        passages: Sequence[Passage],
        expected: Sequence[ExpectedQuestion],
        done: Callable[[int], None] = lambda count: None,
    ) -> Vectors:
        texts = [in_context(passage, edition.title) for passage in passages]
        return self._cache.vectors([*texts, *(one.text for one in expected)], done)

    def _keep(self, edition: Edition, data: bytes) -> None:
        path = self.file(edition)
        if path.exists() and path.stat().st_size == len(data):
            return
        try:
            self._files.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(data)
            part.replace(path)
        except OSError as error:
            raise GuidanceError(
                f"{edition.file_name} cannot be stored: {error.strerror}.",
                "Free disk space in the data folder and run `guide ingest` again; what is published stays as it was.",
            ) from error


def _stored_as(sha256: str, file_name: str) -> str:
    return f"{sha256}{Path(file_name).suffix.lower()}"


def in_context(passage: Passage, title: str) -> str:
    """What is embedded of a passage: its words under its title and headings, which are never quoted with it."""
    above = [title, *(heading for heading in passage.heading if heading != title)]
    return f"{' > '.join(above)}\n{passage.text}"


def section_vectors(passages: Sequence[Passage], vectors: Vectors) -> tuple[list[str], Vectors]:
    """The sections of an edition and the mean direction of each one's passages; ``vectors``: of the passages, in order."""
    sections = list(dict.fromkeys(passage.section for passage in passages))
    number = {section: n for n, section in enumerate(sections)}
    means = np.zeros((len(sections), vectors.shape[1]), dtype=np.float32)
    np.add.at(means, [number[passage.section] for passage in passages], vectors[: len(passages)])
    return sections, means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)


def open_library(settings: Settings, *, check: bool = True) -> tuple[Library, DataFolder]:
    """Own the data folder and open what it holds, mended where a crash left a trace."""
    folder = take(settings.data)
    try:
        from corpus.chroma_index import ChromaIndex

        embedder = open_embedder(settings)
        catalogue = open_catalogue(settings.data)
        remember(catalogue, embedder)
        library = Library(
            catalogue,
            Fts5(catalogue.engine),
            ChromaIndex(settings.data / "chroma", embedder.name),
            embedder,
            settings.data / "files",
        )
        if check:
            library.sweep(("writing", "gone"))
            library.mend()
    except BaseException:
        folder.release()
        raise
    return library, folder


def remember(catalogue: Catalogue, embedder: Embedder) -> None:
    """Note what the index is built with, or refuse when it was built with something else."""
    for key, value in (("embedder", f"{embedder.name} {embedder.dimensions}"), ("splitter", SPLITTER_VERSION)):
        held = catalogue.fact(key)
        if held is None:
            catalogue.set_fact(key, value)
        elif held != value:
            raise GuidanceError(
                f"The index was built with the {key} {held}, now it is {value}.",
                "Set GUIDE_EMBEDDER back, or rebuild the index with `guide ingest --rebuild`.",
            )
