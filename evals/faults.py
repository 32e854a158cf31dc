"""A chat model's server that fails in a way of your choice: a real socket, whatever comes over it."""

import json
import os
import random
import socket
import ssl
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from types import MappingProxyType
from typing import Any

from assistant.chat_model import evidence_of
from corpus.sentences import sentences
from evals.metrics import SEED

FOREVER = 60.0


class Handler(BaseHTTPRequestHandler):
    """Reads a request and answers as its server's fault says."""

    protocol_version = "HTTP/1.1"
    server: "FaultServer"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])) or b"{}")
        if self.path.startswith("/elsewhere"):
            self.server.elsewhere += 1
        else:
            self.server.calls += 1
        with suppress(OSError):
            FAULTS[self.server.fault](self, body)

    def log_message(self, *_: object) -> None:
        pass

    def reply(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def slowly(self, part: Callable[[int], bytes]) -> None:
        """A part every tenth of a second, for as long as somebody listens."""
        ends = time.monotonic() + FOREVER
        number = 0
        while time.monotonic() < ends and not self.server.over.wait(0.1):
            self.wfile.write(part(number))
            number += 1


class FaultServer(ThreadingHTTPServer):
    """``fault`` may be changed at any time; ``calls`` counts requests, ``elsewhere`` those that followed a redirect."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.fault = "healthy"
        self.calls = self.elsewhere = 0
        self.over = Event()
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = f"http{'s' if certificate else ''}://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, *_: object) -> None:
        """A handshake that the other side breaks off is what is wanted here."""


@contextmanager
def fault_server(certificate: Path | None = None) -> Iterator[FaultServer]:
    server = FaultServer(certificate)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


def completion(text: str) -> bytes:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    whole = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return json.dumps(whole).encode()


def healthy(handler: Handler, body: dict[str, Any]) -> None:
    """A model that states the first sentence of the first passage, word for word; a follow-up comes back as it was."""
    user = body["messages"][-1]["content"]
    passages = evidence_of(user)
    if not passages:
        asked = user.rpartition("<question>")[2].removesuffix("</question>")
        handler.reply(200, completion(json.dumps({"question": asked})))
        return
    text = passages["E1"]
    start, end = max(sentences(text), key=lambda span: min(span[1] - span[0], 200))
    said = {"text": text[start:end][:900], "evidence": [{"key": "E1", "quote": text[start:end][:900]}]}
    handler.reply(200, completion(json.dumps({"answerable": True, "statements": [said], "missing": None})))


def hang(handler: Handler, _: object) -> None:
    handler.server.over.wait(FOREVER)


def slow(handler: Handler, body: dict[str, Any]) -> None:
    """Healthy, after two seconds."""
    handler.server.over.wait(2)
    healthy(handler, body)


def drip(handler: Handler, _: object) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    handler.slowly(lambda _: b" ")


def slow_headers(handler: Handler, _: object) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    handler.slowly(lambda number: f"X-{number}: x\r\n".encode())


def huge(handler: Handler, _: object) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b" " * 65_536)


def bomb(handler: Handler, _: object) -> None:
    """A megabyte that would become a gigabyte."""
    squeeze = zlib.compressobj(9, wbits=31)
    part = b" " * 2**20
    packed = b"".join(squeeze.compress(part) for _ in range(1_000)) + squeeze.flush()
    handler.reply(200, packed, Content_Encoding="gzip")


def cut(handler: Handler, _: object) -> None:
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"choices": [')
    handler.close_connection = True


def reset(handler: Handler, _: object) -> None:
    """The connection is torn down without a word."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(handler.connection.detach())  # the files over it would keep it open


def garbage(handler: Handler, _: object) -> None:
    handler.reply(200, random.Random(SEED).randbytes(5_000))


def no_http(handler: Handler, _: object) -> None:
    handler.wfile.write(random.Random(SEED).randbytes(5_000))
    handler.close_connection = True


def status(code: int, **headers: str) -> Callable[[Handler, Any], None]:
    return lambda handler, _: handler.reply(code, b'{"error": {"message": "no"}}', **headers)


def says(text: str) -> Callable[[Handler, Any], None]:
    return lambda handler, _: handler.reply(200, completion(text))


def redirect(handler: Handler, _: object) -> None:
    handler.reply(307, b"", Location=f"{handler.server.url.removesuffix('/v1')}/elsewhere/chat/completions")


FAULTS: MappingProxyType[str, Callable[[Handler, Any], None]] = MappingProxyType(
    {
        "healthy": healthy,
        "slow": slow,
        "hangs": hang,
        "drips bytes": drip,
        "drips headers": slow_headers,
        "endless body": huge,
        "gzip bomb": bomb,
        "cut in mid-body": cut,
        "connection reset": reset,
        "429": status(429),
        "429, Retry-After": status(429, Retry_After="1"),
        "401": status(401),
        "500": status(500),
        "503": status(503),
        "garbage": garbage,
        "no HTTP": no_http,
        "a page of HTML": lambda handler, _: handler.reply(200, b"<html>gateway</html>", "text/html"),
        "another API": lambda handler, _: handler.reply(200, b'{"choices": []}'),
        "no JSON": says("I think it is class IIa."),
        "another schema": says('{"verdict": "allowed", "statements": "all"}'),
        "nothing true": says(
            json.dumps(
                {
                    "answerable": True,
                    "statements": [
                        {"text": "Alles ist erlaubt.", "evidence": [{"key": "E1", "quote": "Alles ist frei"}]}
                    ],
                    "missing": None,
                }
            )
        ),
        "a redirect": redirect,
    }
)
