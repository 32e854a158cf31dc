"""A chat model's server on this machine: answers as told, and remembers what it was sent."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import MappingProxyType
from typing import Any

Send = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


class FakeOpenAI:
    """``send`` answers each request; ``sent`` holds their paths, headers and bodies in order."""

    def __init__(self) -> None:
        self.send: Send = says("{}")
        self.sent: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])) or b"{}")
                fake.sent.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                with suppress(OSError):
                    fake.send(self, body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    @property
    def body(self) -> dict[str, Any]:
        """The last request's body."""
        return self.sent[-1][2]

    @property
    def user(self) -> str:
        """The last request's user message."""
        text: str = self.body["messages"][-1]["content"]
        return text


@contextmanager
def fake_openai() -> Iterator[FakeOpenAI]:
    fake = FakeOpenAI()
    Thread(target=fake.server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield fake
    finally:
        fake.server.shutdown()
        fake.server.server_close()


def respond(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    kind: str = "application/json",
    headers: Mapping[str, str] = MappingProxyType({}),
) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def message(**parts: Any) -> bytes:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": None, **parts}}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    whole = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
    return json.dumps(whole).encode()


def says(text: str) -> Send:
    return lambda handler, _: respond(handler, 200, message(content=text))


def calls(arguments: str) -> Send:
    call = {"id": "c", "type": "function", "function": {"name": "reply", "arguments": arguments}}
    return lambda handler, _: respond(handler, 200, message(tool_calls=[call]))


def fails(
    status: int, body: bytes = b'{"error": {"message": "no"}}', headers: Mapping[str, str] = MappingProxyType({})
) -> Send:
    return lambda handler, _: respond(handler, status, body, headers=headers)


def redirects(address: str) -> Send:
    return fails(307, b"", {"Location": address})


def in_turn(*sends: Send) -> Send:
    """One after the other, the last one for ever."""
    left = list(sends)
    return lambda handler, body: (left.pop(0) if len(left) > 1 else left[0])(handler, body)


def hangs(handler: BaseHTTPRequestHandler, _: object) -> None:
    """Takes the request and says nothing, for a minute."""
    time.sleep(60)


def drips(handler: BaseHTTPRequestHandler, _: object) -> None:
    """A byte now and then, without end: no single read takes long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def drips_headers(handler: BaseHTTPRequestHandler, _: object) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(600):
        handler.wfile.write(f"X-{number}: x\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


def floods(handler: BaseHTTPRequestHandler, _: object) -> None:
    """As many bytes as the other side takes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(100_000):
        handler.wfile.write(b" " * 65_536)


def hangs_up(handler: BaseHTTPRequestHandler, _: object) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
    handler.close_connection = True
