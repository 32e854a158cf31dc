"""Any OpenAI-compatible chat model, through LangChain."""

from collections.abc import Mapping
from typing import Any

from corpus.errors import GuidanceError
from corpus.settings import Settings

SECONDS = 12.0
_MOST_TOKENS = 1_500


class OpenAIChat:
    """One call, one JSON document; no tools, no retries of its own."""

    def __init__(self, settings: Settings) -> None:
        from langchain.chat_models import init_chat_model

        self.name = settings.chat_model
        self._method = settings.chat_method
        key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else "none"
        self._model = init_chat_model(
            settings.chat_model,
            model_provider="openai",
            base_url=settings.chat_base_url,
            api_key=key,
            temperature=0,
            timeout=SECONDS,
            max_retries=0,
            max_tokens=_MOST_TOKENS,
        )

    def complete(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        messages = [("system", system), ("user", user)]
        extra: dict[str, Any] = {}
        match self._method:
            case "json_schema":
                form = {"name": "reply", "schema": dict(schema), "strict": True}
                extra = {"response_format": {"type": "json_schema", "json_schema": form}}
            case "json_mode":
                extra = {"response_format": {"type": "json_object"}}
            case "function_calling":
                function = {"name": "reply", "description": "The reply.", "parameters": dict(schema)}
                choice = {"type": "function", "function": {"name": "reply"}}
                extra = {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
        try:
            reply = self._model.invoke(messages, **extra)
        except Exception as error:
            raise GuidanceError(
                f"The chat model {self.name} did not answer: {type(error).__name__}.",
                "Check GUIDE_CHAT_BASE_URL, GUIDE_CHAT_API_KEY and GUIDE_CHAT_MODEL.",
            ) from error
        calls = reply.additional_kwargs.get("tool_calls") or []
        if calls:
            return str(calls[0]["function"]["arguments"])
        return reply.content if isinstance(reply.content, str) else ""
