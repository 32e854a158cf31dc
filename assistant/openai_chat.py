"""Any OpenAI-compatible chat model, through LangChain."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from threading import Thread
from typing import Any

from corpus.errors import GuidanceError
from corpus.settings import Settings

SECONDS = 12.0
LARGEST_RESPONSE = 1024 * 1024
_MOST_TOKENS = 1_500
_log = logging.getLogger("guide")
METHODS = ("json_schema", "json_mode", "function_calling")


class OpenAIChat:
    """One call, one JSON document; no tools, no retries of its own. Whatever the other side does, it ends after SECONDS."""

    def __init__(self, settings: Settings) -> None:
        from langchain.chat_models import init_chat_model
        from openai import DefaultAsyncHttpxClient

        if settings.chat_method not in METHODS:
            raise GuidanceError(
                f"GUIDE_CHAT_METHOD={settings.chat_method} is no method.", f"Set it to one of {', '.join(METHODS)}."
            )
        self.name = settings.chat_model
        self._method = settings.chat_method
        key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else ""
        self._model = init_chat_model(
            settings.chat_model,
            model_provider="openai",
            base_url=settings.chat_base_url or None,
            api_key=key or "none",
            http_async_client=DefaultAsyncHttpxClient(event_hooks={"response": [_bounded]}),
            use_responses_api=False,
            temperature=0,
            timeout=SECONDS,
            max_retries=0,
            max_tokens=_MOST_TOKENS,
        )
        # the client's own timeout starts anew with every byte; a task of this loop can be given up at any moment
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, name="chat model", daemon=True).start()

    def complete(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        if self._method == "json_mode":  # which tells the model no schema of its own
            system = f"{system}\n{json.dumps(schema)}"
        call = asyncio.run_coroutine_threadsafe(self._ask([("system", system), ("user", user)], schema), self._loop)
        try:
            return call.result(SECONDS)
        except Exception as error:
            call.cancel()
            _log.warning("chat model: %s", type(error).__name__)
            raise GuidanceError(
                f"The chat model {self.name} did not answer: {type(error).__name__}.",
                "Check GUIDE_CHAT_BASE_URL, GUIDE_CHAT_API_KEY and GUIDE_CHAT_MODEL.",
            ) from error

    async def _ask(self, messages: list[tuple[str, str]], schema: Mapping[str, object]) -> str:
        from langsmith import tracing_context

        with tracing_context(enabled=False):  # a question goes to the chat model and nowhere else
            reply = await self._model.ainvoke(messages, **_form(self._method, schema))
        for call in reply.tool_calls:
            return json.dumps(call["args"])
        return reply.content if isinstance(reply.content, str) else ""


def _form(method: str, schema: Mapping[str, object]) -> dict[str, Any]:
    """How the method asks for a document of the schema."""
    match method:
        case "json_schema":
            form = {"name": "reply", "schema": dict(schema), "strict": True}
            return {"response_format": {"type": "json_schema", "json_schema": form}}
        case "function_calling":
            function = {"name": "reply", "description": "The reply.", "parameters": dict(schema)}
            choice = {"type": "function", "function": {"name": "reply"}}
            return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
        case _:
            return {"response_format": {"type": "json_object"}}


async def _bounded(response: Any) -> None:
    """A response that never ends must not fill the memory: past LARGEST_RESPONSE bytes it is broken off."""
    from httpx2 import AsyncByteStream

    whole = response.stream

    class Bounded(AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            size = 0
            async for part in whole:
                size += len(part)
                if size > LARGEST_RESPONSE:
                    raise ValueError("the response is too long")
                yield part

        async def aclose(self) -> None:
            await whole.aclose()

    response.stream = Bounded()
