"""The chat model port, the prompt it is given, and the fakes that ship."""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from pathlib import Path
from typing import Protocol

from assistant.answer import Turn
from corpus.model import Hit

PROMPTS = Path(__file__).parent / "prompts"


class ChatModel(Protocol):
    """Answers one prompt with one JSON document of a given schema, as text."""

    name: str

    def complete(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        """The model's text. GuidanceError when it cannot be had in time."""


def system_prompt(language: str) -> str:
    return (PROMPTS / f"{language}.txt").read_text("utf-8")


def user_prompt(question: str, turns: Sequence[Turn], evidence: Mapping[str, Hit]) -> str:
    """Each passage once as escaped data, the last turns, then the question."""
    parts = [
        f'<evidence key="{key}" title="{escape(hit.edition.title)}" language="{hit.edition.language}">'
        f"{escape(hit.passage.text, quote=False)}</evidence>"
        for key, hit in evidence.items()
    ]
    for turn in turns:
        parts.append(
            f"<turn><asked>{escape(turn.question, quote=False)}</asked>"
            f"<answered>{escape(turn.answer, quote=False)}</answered></turn>"
        )
    parts.append(f"<question>{escape(question, quote=False)}</question>")
    return "\n".join(parts)


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

    def complete(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        self.prompts.append(user)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


class ObeyingModel:
    """A fake that does whatever a text in its prompt tells it to do after the word "say" or "antworte": an attacker's friend."""

    name = "obeying"
    _ORDER = re.compile(r"(?:say|write|answer|sag|schreib|antworte)\w*[:\s]+[\"„“']?(.{1,300})", re.I | re.S)

    def complete(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        order = self._ORDER.search(unescape(user))
        text = order.group(1) if order else "I obey."
        statement = {"text": text, "evidence": [{"key": "E1", "quote": text}]}
        return json.dumps({"answerable": True, "statements": [statement], "missing": None})
