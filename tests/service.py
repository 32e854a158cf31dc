"""The guide as its users meet it: commands and servers as processes of their own."""

import atexit
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import httpx

from corpus.lock import owner_of

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
BUILD = ROOT / "build"
START_SECONDS = 120


def environment(data: Path, **more: str) -> dict[str, str]:
    """Nothing of the surroundings but what a process needs; a data folder and the settings given."""
    return {"PATH": f"{BIN}:/usr/bin:/bin", "LANG": "C.UTF-8", "COLUMNS": "100", "GUIDE_DATA": str(data), **more}


def guide(*arguments: str, data: Path, timeout: float = 900, **more: str) -> subprocess.CompletedProcess[str]:
    """The command line, run to its end in the folder above the data."""
    data.parent.mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        [BIN / "guide", *arguments],
        env=environment(data, **more),
        cwd=data.parent,
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, kw_only=True)
class Service:
    """A running server, its log and a client for it."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]
    log: Path
    client: httpx.Client

    def stop(self) -> int:
        """Ask it to end; its exit status."""
        self.client.close()
        self.process.terminate()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def serve(data: Path, port: int | None = None, **more: str) -> Service:
    """A server that answers."""
    port = port or free_port()
    data.parent.mkdir(parents=True, exist_ok=True)
    log = data.parent / f"{data.name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [BIN / "guide", "serve"],
            env=environment(data, **{"PORT": str(port), **more}),
            cwd=data.parent,
            stdout=out,
            stderr=out,
        )
    url = f"http://127.0.0.1:{port}"
    client = httpx.Client(base_url=url, timeout=60, trust_env=False)
    last = time.monotonic() + START_SECONDS
    while True:
        with suppress(httpx.TransportError):
            if client.get("/healthz").status_code == 200:
                return Service(url=url, data=data, process=process, log=log, client=client)
        if process.poll() is not None or time.monotonic() > last:
            process.kill()
            raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8')}")
        time.sleep(0.1)


@contextmanager
def served_files(folder: Path, files: dict[str, str | bytes], **more: str) -> Iterator[Service]:
    """Files, by name, ingested into ``folder`` with the hash embedder and served."""
    (folder / "files").mkdir()
    for name, content in files.items():
        (folder / "files" / name).write_bytes(content.encode() if isinstance(content, str) else content)
    settings = {"GUIDE_EMBEDDER": "hash", **more}
    done = guide("ingest", str(folder / "files"), data=folder / "data", **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    service = serve(folder / "data", **settings)
    try:
        yield service
    finally:
        service.stop()


@lru_cache(maxsize=1)
def real_service() -> Service:
    """The real library, ingested once and kept in build/, served until this test run ends."""
    data = BUILD / "test-data"
    BUILD.mkdir(exist_ok=True)
    turn = (BUILD / "test-data.turn").open("w")
    fcntl.flock(turn, fcntl.LOCK_EX)  # two test runs at once take turns
    atexit.register(turn.close)
    if orphan := owner_of(data):  # of a test run that was killed
        with suppress(ProcessLookupError):
            os.kill(orphan.pid, signal.SIGKILL)
    done = guide("ingest", data=data)
    if done.returncode == 2:  # the embedder or the splitter has changed
        done = guide("ingest", "--rebuild", data=data)
    if done.returncode:
        raise RuntimeError(f"the library could not be ingested:\n{done.stdout}\n{done.stderr}")
    service = serve(data)
    atexit.register(service.stop)
    return service
