"""A circuit breaker (Nygard, Release It!, 2007): a model that keeps failing is left alone for a while."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import Lock

from assistant.chat_model import ChatFailure

FAILURES = 3
PAUSE = 30.0
LONGEST_PAUSE = 600.0
_log = logging.getLogger("guide")


class State(StrEnum):
    """Closed: calls go through. Open: none does. Half-open: one is tried."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """Opens after so many failures in a row, tries one call after a pause of seconds, closes with a success."""

    def __init__(
        self, failures: int = FAILURES, pause: float = PAUSE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._failures = failures
        self._pause = pause
        self._clock = clock
        self._lock = Lock()
        self._in_a_row = 0
        self._until: float | None = None
        self._trying = False

    @property
    def state(self) -> State:
        with self._lock:
            return self._state()

    def check(self) -> None:
        """ChatFailure where a call would not go through."""
        with self._lock:
            self._refuse()

    @contextmanager
    def call(self) -> Iterator[None]:
        """Around one call: what it raises is a failure, its end a success; ChatFailure where it may not be made."""
        with self._lock:
            self._refuse()
            self._trying = trying = self._state() is State.HALF_OPEN
        try:
            yield
        except ChatFailure as failure:
            self._failed(trying, failure.pause, counts=not failure.hasty)
            raise
        except BaseException:
            self._failed(trying, None, counts=True)
            raise
        with self._lock:
            if self._until is not None:
                _log.warning("chat model: answers again")
            self._in_a_row, self._until, self._trying = 0, None, False

    def _failed(self, trying: bool, pause: float | None, *, counts: bool) -> None:
        with self._lock:
            self._trying = self._trying and not trying
            if not counts:
                return
            self._in_a_row += 1
            # a server that says when it wants to be asked again is not asked before
            if trying or pause or self._in_a_row >= self._failures:
                seconds = min(pause or self._pause, LONGEST_PAUSE)
                self._until = self._clock() + seconds
                _log.warning("chat model: %d failures in a row, left alone for %.0f s", self._in_a_row, seconds)

    def _refuse(self) -> None:
        if self._state() is State.OPEN or (self._trying and self._state() is State.HALF_OPEN):
            raise ChatFailure(
                "The chat model has failed several times and is left alone for a while.",
                "See the log for the failures; it is tried again by itself.",
                unbilled=True,
            )

    def _state(self) -> State:
        if self._until is None:
            return State.CLOSED
        return State.OPEN if self._clock() < self._until else State.HALF_OPEN
