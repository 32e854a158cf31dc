"""Any OpenAI-compatible chat model, through LangChain."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future
from threading import Thread
from typing import Any

from assistant.budget import CHARACTERS_PER_TOKEN, Budget
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
        if settings.chat_method not in METHODS:
            raise GuidanceError(
                f"GUIDE_CHAT_METHOD={settings.chat_method} is no method.", f"Set it to one of {', '.join(METHODS)}."
            )
        import langchain_openai  # noqa: F401 - takes seconds, which the first question should not wait for

        self.name = settings.chat_model
        self._settings = settings
        self._budget = Budget(settings.data / "chat-tokens.json", settings.chat_tokens_per_day)

    def complete(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        if self._settings.chat_method == "json_mode":  # which tells the model no schema of its own
            system = f"{system}\n{json.dumps(schema)}"
        self._budget.check()
        reply: Future[tuple[str, int]] = Future()
        tokens = (len(system) + len(user)) // CHARACTERS_PER_TOKEN  # until the server says how many

        def call() -> None:
            # the client's own timeout starts anew with every byte; a task can be given up at any moment
            try:
                ask = self._ask([("system", system), ("user", user)], schema)
                reply.set_result(asyncio.run(asyncio.wait_for(ask, SECONDS)))
            except Exception as error:  # noqa: BLE001 - it is raised where the reply is waited for
                reply.set_exception(error)

        Thread(target=call, name="chat model", daemon=True).start()
        try:
            text, told = reply.result(SECONDS + 1)
            tokens = told or tokens + len(text) // CHARACTERS_PER_TOKEN
            return text
        except Exception as error:
            _log.warning("chat model: %s", type(error).__name__)
            raise GuidanceError(
                f"The chat model {self.name} did not answer: {type(error).__name__}.",
                "Check GUIDE_CHAT_BASE_URL, GUIDE_CHAT_API_KEY and GUIDE_CHAT_MODEL.",
            ) from error
        finally:
            self._budget.use(tokens)

    async def _ask(self, messages: list[tuple[str, str]], schema: Mapping[str, object]) -> tuple[str, int]:
        """The reply's text and how many tokens the server says it took (0: it does not say)."""
        from langchain.chat_models import init_chat_model
        from langsmith import tracing_context
        from openai import DefaultAsyncHttpxClient

        key = self._settings.chat_api_key
        async with DefaultAsyncHttpxClient(event_hooks={"response": [_bounded]}) as client:
            model = init_chat_model(
                self.name,
                model_provider="openai",
                base_url=self._settings.chat_base_url or None,
                api_key=(key.get_secret_value() if key else "") or "none",
                http_async_client=client,
                use_responses_api=False,
                temperature=0,
                timeout=SECONDS,
                max_retries=0,
                max_tokens=_MOST_TOKENS,
            )
            with tracing_context(enabled=False):  # a question goes to the chat model and nowhere else
                reply = await model.ainvoke(messages, **_form(self._settings.chat_method, schema))
        tokens = reply.usage_metadata["total_tokens"] if reply.usage_metadata else 0
        for call in reply.tool_calls:
            return json.dumps(call["args"]), tokens
        return (reply.content if isinstance(reply.content, str) else ""), tokens


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
