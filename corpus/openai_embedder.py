"""Any OpenAI-compatible embedder, through LangChain."""

import math

from pydantic import SecretStr

from corpus.errors import GuidanceError
from corpus.settings import Settings


class OpenAIEmbedder:
    """Vectors from a service; its dimensions are asked for once, at the start."""

    def __init__(self, settings: Settings) -> None:
        from langchain_openai import OpenAIEmbeddings

        # check_embedding_ctx_length would fetch a token table from the network
        self._model = OpenAIEmbeddings(
            model=settings.embedder_model,
            base_url=settings.embedder_base_url,
            api_key=settings.embedder_api_key or SecretStr("none"),
            check_embedding_ctx_length=False,
            max_retries=1,
            timeout=30,
        )
        self.name = f"openai-{settings.embedder_model}"
        self.dimensions = len(self.embed_query("dimensions"))

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        try:
            return [_unit(vector) for vector in self._model.embed_documents(texts, chunk_size=64)]
        except Exception as error:
            raise GuidanceError(
                f"The embedder {self.name} did not answer: {type(error).__name__}.",
                "Check GUIDE_EMBEDDER_BASE_URL, GUIDE_EMBEDDER_API_KEY and GUIDE_EMBEDDER_MODEL.",
            ) from error


def _unit(vector: list[float]) -> list[float]:
    length = math.sqrt(sum(value * value for value in vector)) or 1.0
    return [value / length for value in vector]
