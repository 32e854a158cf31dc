"""The vector index port, and the in-memory one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
# what vectors are kept apart by: a question leans to its own language, and to questions more than to passages
SHELVES = ("de", "en", "sections-de", "sections-en", "questions-de", "questions-en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Ids with their cosine, best first (ties by id), and the mean cosine of all that was searched."""

    found: tuple[tuple[str, float], ...]
    mean: float


class VectorIndex(Protocol):
    """Vectors of passages (shelf: their language), sections and expected questions; a cache that the catalogue can always rebuild."""

    def add(self, shelf: str, edition: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Hold unit vectors (n, dimensions) under ids; an id that is held is overwritten."""

    def remove(self, edition: str) -> None:
        """Forget an edition."""

    def counts(self) -> Mapping[str, int]:
        """How many vectors each edition has."""

    def search(self, shelf: str, vector: Sequence[float], editions: Collection[str], limit: int) -> Near:
        """The nearest of these editions' vectors on a shelf."""


class Matrix:
    """Vectors of one shelf in memory, searched exactly: the same question gives the same bytes."""

    def __init__(self, ids: Sequence[str], editions: Sequence[str], vectors: Vectors) -> None:
        order = np.argsort(np.array(ids, dtype=object)) if len(ids) else np.zeros(0, dtype=np.intp)
        self._ids = [ids[n] for n in order]
        names = sorted(set(editions))
        number = {name: n for n, name in enumerate(names)}
        self._edition_numbers = number
        self._edition_of = np.array([number[editions[n]] for n in order], dtype=np.int64)
        self._vectors = np.ascontiguousarray(vectors[order]) if len(ids) else vectors

    def search(self, vector: Sequence[float], editions: Collection[str], limit: int) -> Near:
        wanted = {self._edition_numbers[e] for e in editions if e in self._edition_numbers}
        if not wanted:
            return Near(found=(), mean=0.0)
        query = np.asarray(vector, dtype=np.float32)
        scores = self._vectors @ query
        kept = np.flatnonzero(np.isin(self._edition_of, list(wanted)))
        mean = float(scores[kept].mean())
        # stable sort over ids in order: ties fall to the smaller id
        best = kept[np.argsort(-scores[kept], kind="stable")[:limit]]
        return Near(found=tuple((self._ids[n], float(scores[n])) for n in best), mean=mean)


class MemoryIndex:
    """The vector index without a store: for tests and for measuring."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, tuple[str, Vectors]]] = {}
        self._matrices: dict[str, Matrix] = {}

    def add(self, shelf: str, edition: str, ids: Sequence[str], vectors: Vectors) -> None:
        rows = self._rows.setdefault(shelf, {})
        rows.update({one: (edition, vectors[n]) for n, one in enumerate(ids)})
        self._matrices.pop(shelf, None)

    def remove(self, edition: str) -> None:
        for rows in self._rows.values():
            for one in [one for one, (held, _) in rows.items() if held == edition]:
                del rows[one]
        self._matrices.clear()

    def counts(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for rows in self._rows.values():
            for edition, _ in rows.values():
                found[edition] = found.get(edition, 0) + 1
        return found

    def search(self, shelf: str, vector: Sequence[float], editions: Collection[str], limit: int) -> Near:
        rows = self._rows.get(shelf)
        if not rows:
            return Near(found=(), mean=0.0)
        if shelf not in self._matrices:
            self._matrices[shelf] = Matrix(
                list(rows), [edition for edition, _ in rows.values()], np.stack([v for _, v in rows.values()])
            )
        return self._matrices[shelf].search(vector, editions, limit)
