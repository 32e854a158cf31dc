"""What children are made to do in the tests; it imports next to nothing, so that they start at once."""

import ctypes
import json
import os
import signal
import sys
import time
from pathlib import Path

from ingest.verdict import Refused

MB = 1024 * 1024


def echo(words: str, number: int) -> bytes:
    return f"{words} {number}".encode()


def surroundings() -> bytes:
    return json.dumps({"environment": dict(os.environ), "preloaded": "pypdfium2" in sys.modules}).encode()


def burn() -> bytes:
    while True:
        pass


def sleep() -> bytes:
    time.sleep(60)
    return b""


def eat() -> bytes:
    held = []
    while True:
        held.append(bytearray(10 * MB))


def write(path: str) -> bytes:
    Path(path).write_bytes(b"x" * MB)
    return b""


def crash() -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def wild() -> bytes:
    return ctypes.string_at(0)


def leave(code: int) -> bytes:
    os._exit(code)


def recurse() -> bytes:
    return recurse() + b""


def stop() -> bytes:
    raise SystemExit(3)


def refuse() -> bytes:
    raise Refused("no-text", "What happened.", "What to do.")


def much(size: int) -> bytes:
    return b"x" * size
