"""A chat model behind a line, a breaker and a budget: whoever asks it has an answer or a failure in time."""

import json
import time
from collections.abc import Mapping
from typing import Protocol

from assistant.breaker import Breaker, State
from assistant.budget import Budget
from assistant.chat_model import ChatFailure
from assistant.line import Line
from assistant.openai_chat import MOST_TOKENS, Reply

CHARACTERS_PER_TOKEN = 3
LEAST_SECONDS = 1.0


class Server(Protocol):
    """What one call to a model's server is."""

    name: str

    def ask(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> Reply: ...


class GuardedModel:
    """Waits in line for half of its seconds at most, asks a server that is well, and never beyond the day's budget."""

    def __init__(self, server: Server, line: Line, breaker: Breaker, budget: Budget) -> None:
        self.name = server.name
        self._server = server
        self._line = line
        self._breaker = breaker
        self._budget = budget

    @property
    def state(self) -> State:
        """Whether calls go through: for operators."""
        return self._breaker.state

    def complete(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> str:
        ends = time.monotonic() + seconds
        self._breaker.check()
        with self._line.place(seconds / 2):
            left = ends - time.monotonic()
            if left < LEAST_SECONDS:
                raise ChatFailure("No time is left for the chat model.", "See why its calls take long.", unbilled=True)
            return self._spend(system, user, schema, left)

    def _spend(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> str:
        asked = (len(system) + len(user) + len(json.dumps(schema))) // CHARACTERS_PER_TOKEN
        reserved = self._budget.reserve(asked, MOST_TOKENS)
        try:
            with self._breaker.call():
                reply = self._server.ask(system, user, schema, seconds)
                # before anything is made of it: it was generated and will be billed
                written = reply.written or len(reply.text) // CHARACTERS_PER_TOKEN
                self._budget.settle(reserved, reply.read or asked, written)
                _check(reply.text, schema, self.name)
        except ChatFailure as failure:
            if failure.unbilled:
                self._budget.settle(reserved, 0, 0)
            raise
        return reply.text


def _check(text: str, schema: Mapping[str, object], name: str) -> None:
    """A server whose replies are not even of the schema's outer form is no better than one that is down."""
    required = schema.get("required", [])
    try:
        document = json.loads(text)
        good = isinstance(document, dict) and isinstance(required, list) and set(required) <= set(document)
    except (ValueError, RecursionError):
        good = False
    if not good:
        raise ChatFailure(
            f"The chat model {name} returned something that is not of the schema.",
            "Try another GUIDE_CHAT_METHOD (json_schema, json_mode, function_calling) or another model.",
            passing=True,
        )
