"""Any OpenAI-compatible chat model, through LangChain."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import Any

from assistant.chat_model import ChatFailure
from corpus.errors import GuidanceError
from corpus.settings import Settings

LARGEST_RESPONSE = 1024 * 1024
MOST_TOKENS = 1_500
# a server that has not answered in less may be well and have much to do
FAIR_SECONDS = 5.0
# beyond the seconds given, for what cannot be broken off (a look-up of a name)
_GRACE = 0.3
_log = logging.getLogger("guide")
METHODS = ("json_schema", "json_mode", "function_calling")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A model's text, and how many tokens the server says it read and wrote (0: it does not say)."""

    text: str
    read: int
    written: int


class OpenAIChat:
    """One call, one JSON document; no tools, no retries, no redirects. Whatever the other side does, it ends in time."""

    def __init__(self, settings: Settings) -> None:
        if settings.chat_method not in METHODS:
            raise GuidanceError(
                f"GUIDE_CHAT_METHOD={settings.chat_method} is no method.", f"Set it to one of {', '.join(METHODS)}."
            )
        import langchain_openai  # noqa: F401 - takes seconds, which the first question should not wait for

        self.name = settings.chat_model
        self._settings = settings

    def ask(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> Reply:
        """The reply; ChatFailure when there is none within so many seconds."""
        if self._settings.chat_method == "json_mode":  # which tells the model no schema of its own
            system = f"{system}\n{json.dumps(schema)}"
        reply: Future[Reply] = Future()

        def call() -> None:
            # the client's own timeout starts anew with every byte; a task can be given up at any moment
            try:
                ask = self._ask([("system", system), ("user", user)], schema, seconds)
                reply.set_result(asyncio.run(asyncio.wait_for(ask, seconds)))
            except Exception as error:  # noqa: BLE001 - it is raised where the reply is waited for
                reply.set_exception(error)

        try:
            Thread(target=call, name="chat model", daemon=True).start()
            return reply.result(seconds + _GRACE)
        except Exception as error:
            _log.warning("chat model: %s", _kind(error))
            raise self._failure(error, seconds) from error

    def _failure(self, error: Exception, seconds: float) -> ChatFailure:
        from httpx2 import ConnectError, ConnectTimeout
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        status = error.status_code if isinstance(error, APIStatusError) else None
        late = isinstance(error, TimeoutError | APITimeoutError)
        cut = isinstance(error, APIConnectionError) and not late
        unreached = any(isinstance(one, ConnectError | ConnectTimeout) for one in _causes(error))
        return ChatFailure(
            f"The chat model {self.name} did not answer: {_kind(error)}.",
            "Check GUIDE_CHAT_BASE_URL, GUIDE_CHAT_API_KEY and GUIDE_CHAT_MODEL.",
            passing=cut or status in (408, 409, 429) or (status or 0) >= 500,
            unbilled=unreached or status is not None,
            hasty=late and seconds < FAIR_SECONDS,
            pause=_retry_after(error.response.headers) if isinstance(error, APIStatusError) else None,
        )

    async def _ask(self, messages: list[tuple[str, str]], schema: Mapping[str, object], seconds: float) -> Reply:
        from langchain.chat_models import init_chat_model
        from langsmith import tracing_context
        from openai import DefaultAsyncHttpxClient

        key = self._settings.chat_api_key
        plain = {"Accept-Encoding": "identity"}
        bounded = {"response": [_bounded]}
        # a redirect would carry the question to an address that nobody has set
        async with DefaultAsyncHttpxClient(follow_redirects=False, headers=plain, event_hooks=bounded) as client:
            model = init_chat_model(
                self.name,
                model_provider="openai",
                base_url=self._settings.chat_base_url or None,
                api_key=(key.get_secret_value() if key else "") or "none",
                http_async_client=client,
                use_responses_api=False,
                temperature=0,
                timeout=seconds,
                max_retries=0,
                max_tokens=MOST_TOKENS,
            )
            with tracing_context(enabled=False):  # a question goes to the chat model and nowhere else
                reply = await model.ainvoke(messages, **_form(self._settings.chat_method, schema))
        usage = reply.usage_metadata or {"input_tokens": 0, "output_tokens": 0}
        text = reply.content if isinstance(reply.content, str) else ""
        for call in reply.tool_calls:
            text = json.dumps(call["args"])
        return Reply(text=text, read=usage["input_tokens"], written=usage["output_tokens"])


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__


def _kind(error: Exception) -> str:
    """What went wrong in a word or two, nothing of what was sent or received."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if isinstance(status, int) else type(error).__name__


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds (RFC 9110, 10.2.3); a date is not read."""
    said = headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdigit() and len(said) < 7 else None


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
    """A response must not fill the memory: it is broken off past LARGEST_RESPONSE bytes, and not taken compressed."""
    from httpx2 import AsyncByteStream

    if response.headers.get("content-encoding", "identity") != "identity":
        raise ValueError("the response is compressed, though that was not accepted")
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
