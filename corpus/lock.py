"""Exactly one process owns a data folder."""

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from corpus.errors import GuidanceError

# who asks for the owner holds the lock for a moment: whoever wants it tries again for so many seconds
_PATIENCE, _PAUSE = 1.0, 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who holds the folder; a server tells its address and the token that its own machine's commands show it."""

    pid: int
    url: str | None = None
    token: str | None = None


class DataFolder:
    """The lock on a data folder, held until ``release`` or the end of the process, however it ends."""

    def __init__(self, path: Path, file: IO[str]) -> None:
        self.path = path
        self._file = file

    def announce(self, owner: Owner) -> None:
        """Write who holds the lock, readable by this user alone."""
        self._file.seek(0)
        self._file.truncate()
        json.dump(asdict(owner), self._file)
        self._file.flush()

    def release(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.close()


def take(path: Path) -> DataFolder:
    """Own the folder, made if it is missing; GuidanceError when another process owns it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise GuidanceError(
            f"The data folder {path} cannot be used: {error.strerror}.",
            "Set GUIDE_DATA to a folder that this user may write, on a disk with space left.",
        ) from error
    file = os.fdopen(descriptor, "r+", encoding="utf-8")
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError as error:
            if time.monotonic() < last:
                time.sleep(_PAUSE)
                continue
            file.close()
            owner = owner_of(path)
            raise GuidanceError(
                f"Another process{f' (number {owner.pid})' if owner else ''} owns the data folder {path}.",
                "Wait until it has ended, stop it, or set GUIDE_DATA to another folder.",
            ) from error
    folder = DataFolder(path, file)
    folder.announce(Owner(pid=os.getpid()))
    return folder


def owner_of(path: Path) -> Owner | None:
    """Who holds the folder now, or None when nobody does."""
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            with (path / "owner.lock").open("r", encoding="utf-8") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except OSError:
                    return Owner(**json.loads(file.read()))
            return None
        except OSError:
            return None
        except (ValueError, TypeError):
            # an owner that is just writing who it is
            if time.monotonic() > last:
                return None
            time.sleep(_PAUSE)
