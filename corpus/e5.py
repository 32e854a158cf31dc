"""Texts to vectors by multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672): 4-bit weights, run by onnxruntime.

Queries and passages get different prefixes, as the model was trained; the cosine of two vectors is their dot product.
"""

import hashlib
import importlib
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.e5_graph import VERSION, build_graph
from corpus.e5_tokens import E5Tokens
from corpus.e5_weights import Weights, dequantised, installed_weights

_QUERY, _PASSAGE = "query: ", "passage: "
# Measured on two cores: 512 to 1,024 tokens per batch stay in the cache; 4,096 are a quarter slower.
_BATCH_TOKENS = 1024


class E5Embedder:
    """Vectors of 384 floats and unit length for German, English and some ninety other languages.

    Thread safe. A query runs on ``query_threads`` threads; bulk work runs as many batches at once as ``bulk_threads``
    (all cores by default) allow, each on its own core, so that one busy core does not hold up the others.
    """

    name = "multilingual-e5-small-q4"
    dimensions = 384

    def __init__(self, *, cache: Path | None = None, query_threads: int = 1, bulk_threads: int | None = None) -> None:
        """Ready to embed after about a second; the graph is kept in the folder ``cache`` if one is given."""
        weights = Weights(installed_weights())
        self._session = _session(_graph(weights, cache), query_threads)
        self._tokens = E5Tokens(weights)
        self._words = weights.blocks("emb.word", weights.sizes.hidden)
        types = weights.floats("emb.type").reshape(weights.sizes.token_types, -1)
        self._positions = weights.floats("emb.pos").reshape(weights.sizes.positions, -1) + types[0]
        self._workers = max(1, (bulk_threads or os.cpu_count() or 1) // query_threads)

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question; the same text always gives the same floats."""
        return self._run([self._tokens.ids(_QUERY + text)])[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages, in their order; of a long one the first 512 tokens count."""
        return self._bulk(_PASSAGE, texts)

    def embed_questions(self, texts: list[str]) -> list[list[float]]:
        """The vectors of many questions at once, comparable to ``embed_query``."""
        return self._bulk(_QUERY, texts)

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as a passage, prefix (2) and special tokens (2) included, nothing cut off."""
        return self._tokens.count(_PASSAGE + text)

    def _bulk(self, prefix: str, texts: list[str]) -> list[list[float]]:
        rows = [self._tokens.ids(prefix + text) for text in texts]
        batches = list(_batches(rows))
        vectors: list[list[float]] = [[]] * len(rows)
        with ThreadPoolExecutor(self._workers, thread_name_prefix="e5") as pool:
            found = pool.map(lambda batch: self._run([rows[row] for row in batch]), batches)
            for batch, results in zip(batches, found, strict=True):
                for row, vector in zip(batch, results, strict=True):
                    vectors[row] = vector
        return vectors

    def _run(self, rows: list[list[int]]) -> list[list[float]]:
        width = max(map(len, rows))
        ids = np.zeros((len(rows), width), dtype=np.int64)
        mask = np.zeros((len(rows), width), dtype=np.int32)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        # Looked up outside the graph: a table of all word vectors in fp32 would hold 384 MB.
        vectors = dequantised(self._words[ids]) + self._positions[:width]
        result: NDArray[np.float32] = self._session.run(["embedding"], {"vectors": vectors, "mask": mask})[0]
        floats: list[list[float]] = result.tolist()
        return floats


def _batches(rows: list[list[int]]) -> Iterator[list[int]]:
    """Row numbers in batches of similar length, longest first, padded size at most ``_BATCH_TOKENS`` or one row."""
    batch: list[int] = []
    width = 0
    for number in sorted(range(len(rows)), key=lambda row: -len(rows[row])):
        if batch and width * (len(batch) + 1) > _BATCH_TOKENS:
            yield batch
            batch = []
        width = width if batch else len(rows[number])
        batch.append(number)
    if batch:
        yield batch


def _session(graph: bytes, threads: int) -> Any:
    onnxruntime = importlib.import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Every batch has another shape: a memory plan per shape never pays, and costs 40 MB.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _graph(weights: Weights, cache: Path | None) -> bytes:
    """The graph from ``cache``, or built and left there for the next start."""
    digest = weights.digest()
    if cache is None:
        return build_graph(weights)
    kept = cache / f"e5-{digest[:16]}-v{VERSION}.graph"
    with suppress(OSError):
        content = kept.read_bytes()
        graph, checksum = content[:-32], content[-32:]
        if hashlib.sha256(graph).digest() == checksum:
            return graph
    graph = build_graph(weights)
    # A folder that cannot be written only costs the next start its 0.2 s.
    with suppress(OSError):
        _keep(kept, graph + hashlib.sha256(graph).digest())
    return graph


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write(content)
            file.close()
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
