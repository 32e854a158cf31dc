"""The vector index in Chroma: one collection per embedder and shelf, holding id, vector and edition."""

import logging
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from corpus.errors import GuidanceError
from corpus.vectors import SHELVES, Matrix, Near, Vectors

# up to here every vector is compared (5 ms at 100,000); beyond it Chroma's graph proposes and the exact cosine decides
EXACT_UP_TO = 200_000
_BATCH = 5_000
_EF = 400


class ChromaIndex:
    """Chroma in this process, opened by the one owner of the data folder."""

    def __init__(self, folder: Path, embedder: str) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        logging.getLogger("chromadb").setLevel(logging.ERROR)
        name = re.sub(r"[^a-z0-9-]", "-", embedder.lower())
        with _told(f"The vector index in {folder} cannot be opened"):
            client = chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))
            self._collections: dict[str, Any] = {
                shelf: client.get_or_create_collection(
                    f"passages-{name}-{shelf}",
                    embedding_function=None,
                    configuration=_graph(shelf),
                )
                for shelf in SHELVES
            }
        self._matrices: dict[str, Matrix] = {}
        self._lock = Lock()

    def add(self, shelf: str, edition: str, ids: Sequence[str], vectors: Vectors) -> None:
        with _told(f"The vectors of {edition} cannot be written"):
            for start in range(0, len(ids), _BATCH):
                part = list(ids[start : start + _BATCH])
                self._collections[shelf].upsert(
                    ids=part, embeddings=vectors[start : start + _BATCH], metadatas=[{"edition": edition}] * len(part)
                )
        with self._lock:
            self._matrices.pop(shelf, None)

    def remove(self, edition: str) -> None:
        for shelf, collection in self._collections.items():
            with _told(f"The vectors of {edition} cannot be removed"):
                ids = collection.get(where={"edition": edition}, include=[])["ids"]
                for start in range(0, len(ids), _BATCH):
                    collection.delete(ids=ids[start : start + _BATCH])
            if ids:
                with self._lock:
                    self._matrices.pop(shelf, None)

    def counts(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for collection in self._collections.values():
            held = [one for rows in _pages(collection, ["metadatas"]) for one in rows["metadatas"]]
            for one in held:
                found[str(one["edition"])] = found.get(str(one["edition"]), 0) + 1
        return found

    def search(self, shelf: str, vector: Sequence[float], editions: Collection[str], limit: int) -> Near:
        with self._lock:
            matrix = self._matrices.get(shelf)
        if matrix is None:
            collection = self._collections[shelf]
            # asked only here: Chroma's count takes longer than the search itself
            if collection.count() > EXACT_UP_TO:
                return self._search_graph(collection, vector, editions, limit)
            with self._lock:
                if shelf not in self._matrices:
                    self._matrices[shelf] = _matrix(collection)
                matrix = self._matrices[shelf]
        return matrix.search(vector, editions, limit)

    def _search_graph(self, collection: Any, vector: Sequence[float], editions: Collection[str], limit: int) -> Near:
        wanted = min(max(4 * limit, _EF), collection.count())
        rows = collection.query(query_embeddings=[list(vector)], n_results=wanted, include=["embeddings", "metadatas"])
        matrix = Matrix(
            rows["ids"][0],
            [str(one["edition"]) for one in rows["metadatas"][0]],
            np.asarray(rows["embeddings"][0], dtype=np.float32),
        )
        return matrix.search(vector, editions, limit)


def _graph(shelf: str) -> Any:
    """How carefully Chroma's graph is made: expected questions are many, alike, and only propose passages."""
    care = {"ef_construction": 64, "max_neighbors": 8} if shelf.startswith("questions") else {"ef_construction": 200}
    return {"hnsw": {"space": "cosine", "ef_search": _EF, **care}}


def _matrix(collection: Any) -> Matrix:
    ids: list[str] = []
    editions: list[str] = []
    vectors = [np.zeros((0, 0), dtype=np.float32)]
    for rows in _pages(collection, ["embeddings", "metadatas"]):
        ids += rows["ids"]
        editions += [str(one["edition"]) for one in rows["metadatas"]]
        vectors.append(np.asarray(rows["embeddings"], dtype=np.float32))
    return Matrix(ids, editions, np.concatenate(vectors[1:]) if ids else vectors[0])


def _pages(collection: Any, include: list[str]) -> Iterator[Any]:
    """All that a collection holds, a part at a time: at once, Chroma fails from 32,767 vectors on."""
    with _told("The vector index cannot be read"):
        for start in range(0, collection.count(), _BATCH):
            yield collection.get(include=include, limit=_BATCH, offset=start)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Chroma's errors as ours: what it holds can always be had again from the catalogue."""
    try:
        yield
    except Exception as error:
        raise GuidanceError(
            f"{what}: {error}.",
            "Free disk space and try again; or stop, delete the folder `chroma` in the data folder and start: the index is "
            "rebuilt from the catalogue.",
        ) from error
