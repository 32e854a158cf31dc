"""How many tokens the chat model may still use today; what was used survives a restart."""

import json
from datetime import date
from pathlib import Path
from threading import Lock

from corpus.errors import GuidanceError

CHARACTERS_PER_TOKEN = 3


class Budget:
    """Counts the tokens of a day in a file of the data folder; ``limit`` 0: none, and nothing is counted."""

    def __init__(self, path: Path, limit: int) -> None:
        self._path = path
        self._limit = limit
        self._lock = Lock()

    def check(self) -> None:
        """GuidanceError when today's tokens are used up."""
        if self._limit and self._used() >= self._limit:
            raise GuidanceError(
                f"The chat model has used its {self._limit:,} tokens of today.",
                "Raise GUIDE_CHAT_TOKENS_PER_DAY, or wait until tomorrow.",
            )

    def use(self, tokens: int) -> None:
        """Count tokens as used today."""
        if not self._limit:
            return
        with self._lock:
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps({"day": date.today().isoformat(), "tokens": self._used() + tokens}), "utf-8")
            part.replace(self._path)

    def _used(self) -> int:
        try:
            held = json.loads(self._path.read_text("utf-8"))
            return int(held["tokens"]) if held["day"] == date.today().isoformat() else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0
