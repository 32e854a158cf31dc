"""One process owns a data folder; whoever asks learns which."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from corpus.errors import GuidanceError
from corpus.lock import Owner, owner_of, take

HOLD = """
import os, sys, time
from pathlib import Path
from corpus.lock import Owner, take
folder = take(Path(sys.argv[1]))
if len(sys.argv) > 2:
    folder.announce(Owner(pid=os.getpid(), url=sys.argv[2], token="t"))
print("held", flush=True)
time.sleep(60)
"""


def hold(path: Path, *more: str) -> subprocess.Popen[str]:
    """Another process that owns the folder."""
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(path), *more], stdout=subprocess.PIPE, text=True)
    assert other.stdout and other.stdout.readline() == "held\n"
    return other


def test_a_second_owner_is_told_who_the_first_is(tmp_path: Path) -> None:
    other = hold(tmp_path)
    try:
        with pytest.raises(GuidanceError) as raised:
            take(tmp_path)
        assert str(other.pid) in raised.value.what and "GUIDE_DATA" in raised.value.remedy
    finally:
        other.kill()
        other.communicate()


def test_an_owner_tells_its_address_until_it_is_killed(tmp_path: Path) -> None:
    assert owner_of(tmp_path) is None
    other = hold(tmp_path, "http://127.0.0.1:8000")
    assert owner_of(tmp_path) == Owner(pid=other.pid, url="http://127.0.0.1:8000", token="t")
    other.kill()
    other.communicate()
    assert owner_of(tmp_path) is None
    take(tmp_path).release()


def test_released_is_free(tmp_path: Path) -> None:
    folder = take(tmp_path / "new" / "folder")
    assert owner_of(folder.path) == Owner(pid=os.getpid())
    folder.release()
    assert owner_of(folder.path) is None and (folder.path / "owner.lock").read_text() == ""
    assert (folder.path / "owner.lock").stat().st_mode & 0o077 == 0


def test_those_who_ask_never_stand_in_the_way(tmp_path: Path) -> None:
    take(tmp_path).release()
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            owner_of(tmp_path)

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    try:
        for _ in range(20):
            take(tmp_path).release()
    finally:
        done.set()
        for thread in asking:
            thread.join()


def test_an_owner_that_is_just_writing_is_waited_for(tmp_path: Path) -> None:
    folder = take(tmp_path)
    (tmp_path / "owner.lock").write_text("")
    threading.Timer(0.2, folder.announce, (Owner(pid=1, url="http://a"),)).start()
    assert owner_of(tmp_path) == Owner(pid=1, url="http://a")
    folder.release()


def test_it_gives_up_soon(tmp_path: Path) -> None:
    folder = take(tmp_path)
    start = time.monotonic()
    with pytest.raises(GuidanceError):
        take(tmp_path)
    assert time.monotonic() - start < 5
    folder.release()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(GuidanceError) as raised:
        take(tmp_path / "file" / "data")
    assert "cannot be used" in raised.value.what and "GUIDE_DATA" in raised.value.remedy
