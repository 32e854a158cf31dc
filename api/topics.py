"""A page about medical devices may keep to medical devices: fewer topics are searched, and nothing else changes."""

from collections.abc import Collection
from copy import copy
from dataclasses import replace
from datetime import date

from assistant.ask import Assistant
from corpus.library import EVERYTHING, Library, Scope
from corpus.model import Edition


class _OfTopics(Library):
    """The same library, of which only some topics are in force."""

    def __init__(self, whole: Library, topics: Collection[str]) -> None:
        self.__dict__.update(whole.__dict__)
        self._topics = topics

    def editions(self, as_of: date | None = None, scope: Scope = EVERYTHING) -> dict[str, Edition]:
        return super().editions(as_of, replace(scope, topics=self._topics))


def within(assistant: Assistant, topics: Collection[str]) -> Assistant:
    """The assistant for one request over these topics; its gate, model and limits are the same ones."""
    if not topics:
        return assistant
    narrowed = copy(assistant)
    narrowed._library = _OfTopics(assistant._library, topics)
    return narrowed
