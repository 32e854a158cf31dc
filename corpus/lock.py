"""Exactly one process owns a data folder."""

import fcntl
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

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

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    def announce(self, owner: Owner) -> None:
        """Write who holds the lock, readable by this user alone; on a full disk the lock is held without a name."""
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, json.dumps(asdict(owner)).encode(), 0)

    def release(self) -> None:
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)


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
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError as error:
            if time.monotonic() < last:
                time.sleep(_PAUSE)
                continue
            os.close(descriptor)
            owner = owner_of(path)
            raise GuidanceError(
                f"Another process{f' (number {owner.pid})' if owner else ''} owns the data folder {path}.",
                "Wait until it has ended, stop it, or set GUIDE_DATA to another folder.",
            ) from error
    folder = DataFolder(path, descriptor)
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
