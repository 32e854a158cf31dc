"""Embeddings already made are kept by what was embedded, and with what."""

from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue import open_catalogue
from corpus.embedder import HashEmbedder
from corpus.vector_cache import VectorCache


class Counting(HashEmbedder):
    def __init__(self, name: str = "hash") -> None:
        self.name = name
        self.texts: list[str] = []
        self.calls = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.calls += 1
        if "kaputt" in texts:
            raise ConnectionError
        self.texts += texts
        return super().embed_documents(texts)


def test_each_text_is_embedded_once_and_comes_back_in_order(tmp_path: Path) -> None:
    catalogue, embedder = open_catalogue(tmp_path), Counting()
    cache, heard = VectorCache(catalogue.engine, embedder), []
    first = cache.vectors(["eins", "zwei", "eins"], heard.append)
    assert embedder.texts == ["eins", "zwei"] and first.shape == (3, 64) and first.dtype == np.float32
    assert np.array_equal(first, np.array(HashEmbedder().embed_documents(["eins", "zwei", "eins"]), dtype=np.float32))
    again = VectorCache(catalogue.engine, embedder).vectors(["drei", "zwei", "eins"], heard.append)
    assert embedder.texts == ["eins", "zwei", "drei"] and np.array_equal(again[1:], first[1::-1])
    assert cache.vectors([]).shape == (0, 64)


def test_progress_counts_every_text(tmp_path: Path) -> None:
    cache = VectorCache(open_catalogue(tmp_path).engine, Counting())
    heard: list[int] = []
    texts = [f"Text {n % 300}" for n in range(600)]
    cache.vectors(texts, heard.append)
    cache.vectors(texts, heard.append)
    assert sum(heard) == 1_200


def test_another_embedder_has_vectors_of_its_own(tmp_path: Path) -> None:
    catalogue, one, other = open_catalogue(tmp_path), Counting("one"), Counting("other")
    VectorCache(catalogue.engine, one).vectors(["Text"])
    VectorCache(catalogue.engine, other).vectors(["Text"])
    assert one.texts == other.texts == ["Text"]


def test_batches_that_were_done_survive_a_failure(tmp_path: Path) -> None:
    catalogue, embedder = open_catalogue(tmp_path), Counting()
    texts = [f"Text {n}" for n in range(300)]
    with pytest.raises(ConnectionError):
        VectorCache(catalogue.engine, embedder).vectors([*texts, "kaputt"])
    assert len(embedder.texts) == 256
    VectorCache(catalogue.engine, embedder).vectors(texts)
    assert len(embedder.texts) == len(set(embedder.texts)) == 300
