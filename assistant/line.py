"""So many calls at once, so many waiting; whoever comes after them gets the quotes at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from assistant.chat_model import ChatFailure


class Line:
    """A bounded queue before the chat model: ``at_once`` are served, ``waiting`` may stand in line."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = BoundedSemaphore(at_once)
        self._waiting = waiting
        self._lock = Lock()

    @contextmanager
    def place(self, seconds: float) -> Iterator[None]:
        """Hold a place for one call; ChatFailure when the line is full or none comes free in so many seconds."""
        if not self._places.acquire(blocking=False):
            self._wait(seconds)
        try:
            yield
        finally:
            self._places.release()

    def _wait(self, seconds: float) -> None:
        with self._lock:
            free = self._waiting > 0
            self._waiting -= free
        try:
            if not free or not self._places.acquire(timeout=max(0.0, seconds)):
                raise ChatFailure(
                    "The chat model has too much to do.",
                    "Raise GUIDE_CHAT_AT_ONCE if its server can bear more calls at once.",
                    notice="model_busy",
                    unbilled=True,
                )
        finally:
            with self._lock:
                self._waiting += free
