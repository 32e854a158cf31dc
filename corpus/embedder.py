"""The embedder port: LangChain's two verbs, and the name and size that the index remembers."""

import hashlib
import math
import re
from pathlib import Path
from typing import Protocol

from corpus.errors import GuidanceError
from corpus.settings import Settings


class Embedder(Protocol):
    """Turns texts into unit vectors of ``dimensions`` numbers; a German and an English text may be compared."""

    name: str
    dimensions: int

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in order."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""


class HashEmbedder:
    """A deterministic fake: hashed words, no meaning. For tests of what stands around an embedder."""

    name = "hash"
    dimensions = 64

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * self.dimensions
        for word in re.findall(r"\w+", text.lower()):
            digest = hashlib.sha256(word[:6].encode()).digest()
            vector[digest[0] % self.dimensions] += 1.0 if digest[1] % 2 else -1.0
        length = math.sqrt(sum(value * value for value in vector)) or 1.0
        return [value / length for value in vector]


def open_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name."""
    match settings.embedder:
        case "e5":
            from corpus.e5 import E5Embedder

            return E5Embedder(cache=Path(settings.data) / "embedder")
        case "openai":
            from corpus.openai_embedder import OpenAIEmbedder

            return OpenAIEmbedder(settings)
        case "hash":
            return HashEmbedder()
        case other:
            raise GuidanceError(f"GUIDE_EMBEDDER={other} names no embedder.", "Set it to `e5` or `openai`.")
