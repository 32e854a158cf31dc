"""Work on untrusted bytes in a child process: limits on CPU, memory, time and files, and an empty environment.

Every way the child can end is a verdict. What comes back are bytes that the caller parses as JSON or an image; nothing
is unpickled.
"""

import json
import multiprocessing
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Timer

from corpus.errors import GuidanceError
from ingest.verdict import Refused

_PRELOAD = ["ingest.preload"]
_LONGEST_ANSWER = 256 * 1024 * 1024
_LONGEST_TEXT = 20_000_000  # characters; the MDR has 650,000
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(_PRELOAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds of CPU and of wall time, bytes of memory."""

    cpu: int = 60
    wall: float = 90.0
    memory: int = 1_500 * 1024 * 1024


DEFAULT = Limits()


def run(work: Callable[..., bytes], *arguments: str | int | float, limits: Limits = DEFAULT) -> bytes:
    """What ``work`` returns; Refused with a named verdict when the child ends otherwise."""
    ours, theirs = _context.Pipe(duplex=False)
    try:
        process = _context.Process(target=_child, args=(theirs, limits, work, arguments), daemon=True)
        process.start()
    except OSError as error:
        raise GuidanceError(
            f"No child process could be started: {error}.", "Free memory or process slots and try again."
        ) from error
    theirs.close()
    late = Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = Timer(limits.wall, stop)
    timer.daemon = True
    timer.start()
    try:
        answer = ours.recv_bytes(_LONGEST_ANSWER)
    except EOFError:
        answer = b""
    except OSError as error:
        # an answer that is too long leaves its child waiting; one that breaks off has lost it
        if process.is_alive():
            raise Refused("too-large", "The file holds too much text.", "Split the file.") from error
        answer = b""
    finally:
        timer.cancel()
        ours.close()
        process.join(timeout=1)
        process.kill()
        process.join()
    if answer[:1] == b"0":
        return answer[1:]
    if answer:
        raise Refused(**json.loads(answer[1:]))
    if late.is_set():
        raise Refused(
            "too-slow", f"Reading took more than {limits.wall:.0f} seconds.", "Split the file or export it anew."
        )
    raise _ended(process.exitcode)


def _ended(code: int | None) -> Refused:
    if code in (-9, -24):
        return Refused("too-slow", "Reading took too much computing time.", "Split the file or export it anew.")
    return Refused("crashed", f"The reader broke off (exit {code}).", "Export the file anew; it may be damaged.")


def _child(pipe: Connection, limits: Limits, work: Callable[..., bytes], arguments: tuple[object, ...]) -> None:
    os.environ.clear()
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 2))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = b"0" + work(*arguments)
    except Refused as refused:
        answer = _refusal(refused)
    except MemoryError:
        answer = _refusal(Refused("too-large", "Reading needs too much memory.", "Split the file or export it anew."))
    except BaseException as error:  # noqa: BLE001 - whatever a damaged file provokes is a verdict, not a crash of ours
        answer = _refusal(
            Refused(
                "unreadable", f"The file cannot be read ({type(error).__name__}).", "Export it anew; it may be damaged."
            )
        )
    pipe.send_bytes(answer)
    pipe.close()


def _refusal(refused: Refused) -> bytes:
    return b"1" + json.dumps({"verdict": refused.verdict, "what": refused.what, "remedy": refused.remedy}).encode()


def read_file(path: Path, limits: Limits = DEFAULT) -> bytes:
    """The document in a file as JSON, read in a child."""
    return run(_read, str(path), limits=limits)


def _read(path: str) -> bytes:
    from ingest.read import read, to_json

    document = read(Path(path))
    if len(document.text) > _LONGEST_TEXT:
        raise Refused("too-large", f"The file holds {len(document.text):,} characters.", "Split the file.")
    return to_json(document)
