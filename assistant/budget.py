"""What the chat model may still use today, in tokens and in money; what was used survives a restart."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from assistant.chat_model import ChatFailure
from corpus.errors import GuidanceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Euros for a million tokens read and for a million written."""

    read: float = 0.0
    written: float = 0.0

    def euros(self, read: int, written: int) -> float:
        return (read * self.read + written * self.written) / 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """What was set aside for one call, on which day."""

    day: date
    tokens: int
    euros: float


class Budget:
    """Counts a day's use in a file of the data folder; a limit of 0 is none, and without any limit nothing is counted.

    A call reserves the most that it may use and settles what it did use. When the process dies between the two, the
    reservation counts as used. The day ends at midnight, local time. A count that cannot be read or kept allows nothing.
    """

    def __init__(
        self,
        path: Path,
        tokens: int,
        euros: float = 0.0,
        price: Price | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        price = price or Price()
        if euros and not (price.read or price.written):
            raise GuidanceError(
                "GUIDE_CHAT_EUROS_PER_DAY is set without a price.",
                "Set GUIDE_CHAT_EUROS_PER_MILLION_READ and GUIDE_CHAT_EUROS_PER_MILLION_WRITTEN.",
            )
        self._path = path
        self._tokens = tokens
        self._euros = euros
        self._price = price
        self._today = today
        self._lock = Lock()

    def reserve(self, read: int, written: int) -> Reserved:
        """Set aside tokens to be read and written; ChatFailure when today's budget does not hold them."""
        asked = Reserved(day=self._today(), tokens=read + written, euros=self._price.euros(read, written))
        if not (self._tokens or self._euros):
            return asked
        with self._lock:
            tokens, euros = self._used(asked.day)
            tokens, euros = tokens + asked.tokens, euros + asked.euros
            if (self._tokens and tokens > self._tokens) or (self._euros and euros > self._euros):
                raise ChatFailure(
                    "The chat model has used its budget of today.",
                    "Raise GUIDE_CHAT_TOKENS_PER_DAY or GUIDE_CHAT_EUROS_PER_DAY, or wait until tomorrow.",
                    notice="model_spent",
                    unbilled=True,
                )
            self._keep(asked.day, tokens, euros)
        return asked

    def settle(self, reserved: Reserved, read: int, written: int) -> None:
        """Count what was used instead of what was reserved; what was reserved yesterday is yesterday's."""
        if not (self._tokens or self._euros) or self._today() != reserved.day:
            return
        with self._lock:
            tokens, euros = self._used(reserved.day)
            tokens += read + written - reserved.tokens
            euros += self._price.euros(read, written) - reserved.euros
            self._keep(reserved.day, max(0, tokens), max(0.0, euros))

    def _used(self, day: date) -> tuple[int, float]:
        try:
            held = json.loads(self._path.read_text("utf-8"))
            if held["day"] != day.isoformat():
                return 0, 0.0
            return int(held["tokens"]), float(held.get("euros", 0.0))
        except FileNotFoundError:
            return 0, 0.0
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._unknown() from error

    def _keep(self, day: date, tokens: int, euros: float) -> None:
        part = self._path.with_suffix(".part")
        try:
            with part.open("w", encoding="utf-8") as file:
                json.dump({"day": day.isoformat(), "tokens": tokens, "euros": round(euros, 6)}, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError as error:
            raise self._unknown() from error

    def _unknown(self) -> ChatFailure:
        return ChatFailure(
            f"What the chat model has used today cannot be read from or kept in {self._path.name}.",
            "Free disk space in the data folder; if the file is damaged, delete it: today's count begins anew.",
            notice="model_spent",
            unbilled=True,
        )
