"""The chat model port, how it may fail, and the fakes that ship."""

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Protocol

from corpus.errors import GuidanceError


class ChatModel(Protocol):
    """Answers one prompt with one JSON document of a given schema, as text."""

    name: str

    def complete(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> str:
        """The model's text; ChatFailure when it cannot be had in so many seconds."""


class ChatFailure(GuidanceError):
    """No reply of the model. ``notice``: the key of the fixed words that tell the reader.

    ``passing``: another call may well succeed. ``unbilled``: nothing was generated. ``hasty``: it was given too little
    time to say anything about the server. ``pause``: seconds after which the server wants to be asked again, if it says so.
    """

    def __init__(
        self,
        what: str,
        remedy: str,
        *,
        notice: str = "model_failed",
        passing: bool = False,
        unbilled: bool = False,
        hasty: bool = False,
        pause: float | None = None,
    ) -> None:
        super().__init__(what, remedy)
        self.notice = notice
        self.passing = passing
        self.unbilled = unbilled
        self.hasty = hasty
        self.pause = pause


def evidence_of(user: str) -> dict[str, str]:
    """The passages of a prompt by key: how the fakes read it."""
    found = re.findall(r'<evidence key="(E\d+)"[^>]*>(.*?)</evidence>', user, re.S)
    return {key: unescape(text) for key, text in found}


class ScriptedModel:
    """A fake that says what it was given to say, one text for each call, the last one for ever."""

    name = "scripted"

    def __init__(self, replies: Sequence[str]) -> None:
        self._replies = list(replies)
        self.prompts: list[str] = []

    def complete(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> str:
        self.prompts.append(user)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


class ObeyingModel:
    """A fake that does whatever a text in its prompt tells it to do after the word "say" or "antworte": an attacker's friend."""

    name = "obeying"
    _ORDER = re.compile(r"(?:say|write|answer|sag|schreib|antworte)\w*[:\s]+[\"„“']?(.{1,300})", re.I | re.S)

    def complete(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> str:
        order = self._ORDER.search(unescape(user))
        text = order.group(1) if order else "I obey."
        statement = {"text": text, "evidence": [{"key": "E1", "quote": text}]}
        return json.dumps({"answerable": True, "statements": [statement], "missing": None})
