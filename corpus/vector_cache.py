"""Embeddings already made, kept in the catalogue by the hash of embedder and text."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from sqlalchemy import Engine, insert, select

from corpus import schema
from corpus.database import transaction
from corpus.embedder import Embedder
from corpus.vectors import Vectors

_BATCH = 256


class VectorCache:
    """Embeds what it has not seen; a killed run keeps every batch that was done."""

    def __init__(self, engine: Engine, embedder: Embedder) -> None:
        self._engine = engine
        self._embedder = embedder

    def vectors(self, texts: Sequence[str], done: Callable[[int], None] = lambda count: None) -> Vectors:
        """Unit vectors (n, dimensions) of the texts in order; ``done`` hears how many more are there."""
        hashes = [self._hash(text) for text in texts]
        times = Counter(hashes)
        held = self._held(hashes)
        done(sum(one in held for one in hashes))
        missing = list(dict.fromkeys((h, t) for h, t in zip(hashes, texts, strict=True) if h not in held))
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            made = np.asarray(self._embedder.embed_documents([text for _, text in batch]), dtype=np.float32)
            with transaction(self._engine) as connection:
                connection.execute(
                    insert(schema.vectors),
                    [{"hash": h, "vector": made[n].tobytes()} for n, (h, _) in enumerate(batch)],
                )
            held.update({h: made[n] for n, (h, _) in enumerate(batch)})
            done(sum(times[h] for h, _ in batch))
        if not texts:
            return np.zeros((0, self._embedder.dimensions), dtype=np.float32)
        return np.stack([held[one] for one in hashes])

    def _hash(self, text: str) -> str:
        return hashlib.sha256(f"{self._embedder.name}\0{text}".encode()).hexdigest()

    def _held(self, hashes: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        table = schema.vectors
        with self._engine.connect() as connection:
            for start in range(0, len(hashes), 500):
                rows = connection.execute(select(table).where(table.c.hash.in_(hashes[start : start + 500])))
                found.update({row.hash: np.frombuffer(row.vector, dtype=np.float32) for row in rows})
        return found
