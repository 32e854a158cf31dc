"""A service gone bad: our pages as they are, but every answer it gives is full of attacks."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from api.pages import STATIC

SEED = 20261125
_CODE = ["window.owned=1", "alert(1)", "fetch('http://192.0.2.1/')", "parent.postMessage('owned','*')"]
_WITH = [
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<a href=javascript:{}>x</a>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<style>@import 'http://192.0.2.1/x.css';</style><b onclick={}>",
    "<link rel=stylesheet href=http://192.0.2.1/ onload={}>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href=http://192.0.2.1/><script src=x.js>{}</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}>",
    "<template><script>{}</script></template><object data=javascript:{}>",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
    "[x](javascript:{})",
    "{{{{constructor.constructor('{}')()}}}}",
    "${{{}}}",
    "//192.0.2.1/{}",
    "http://192.0.2.1/{}",
    "/v1/editions/../../../\\192.0.2.1/{}",
]
_AROUND = [
    "{}",
    "\"'>{}",
    "</li></ol>{}",
    "--></textarea>{}",
    "\u202e{}\u0000",
    "]]>{}",
    "{}<!--",
    "' autofocus onfocus='{}",
]


def payloads(count: int = 1000) -> list[str]:
    """So many different ones, the same each time."""
    dice = random.Random(SEED)
    found: dict[str, None] = {}
    while len(found) < count:
        attack = dice.choice(_WITH).replace("{}", dice.choice(_CODE)).replace("{{", "{").replace("}}", "}")
        mixed = "".join(letter.upper() if dice.random() < 0.2 else letter for letter in attack)
        found[dice.choice(_AROUND).replace("{}", dice.choice([attack, mixed])) + " " * dice.randrange(3)] = None
    return list(found)


def answer(attacks: list[str]) -> list[tuple[str, Any]]:
    """The events of an answer with one attack a source, in each of its places; the last ends in an error."""
    sources = [
        {
            "id": f"c{n}{attack}",
            "publication": attack,
            "title": attack,
            "edition": attack,
            "issued": "2020-01-01",
            "language": "en",
            "pages": {"first": 1, "last": 1, "label": attack},
            "heading": [attack, f"{attack}?"],
            "quote": attack,
            "text": attack,
            "passage": attack,
            "url": attack,
            "picture": attack,
        }
        for n, attack in enumerate(attacks)
    ]
    statements = [{"text": one["quote"], "citations": [one["id"]]} for one in sources]
    whole = {
        "id": "0" * 24,
        "outcome": "answered",
        "language": "de",
        "statements": statements,
        "citations": sources,
        "message": None,
        "notices": attacks,
        "considered": sources,
        "generated": True,
        "model": attacks[0],
        "as_of": None,
        "disclosure": attacks[0],
        "contact": attacks[0],
    }
    told = [("statement", {**one, "sources": [source]}) for one, source in zip(statements, sources, strict=True)]
    return [("evidence", {"hits": sources}), *told, ("answer", whole)]


def refusal(attacks: list[str]) -> list[tuple[str, Any]]:
    events = answer(attacks)
    whole = {**events[-1][1], "outcome": "out_of_scope", "statements": [], "citations": [], "message": attacks[0]}
    return [events[0], ("answer", whole)]


@contextmanager
def gone_bad(headers: dict[str, str], every: list[str]) -> Iterator[str]:
    """Our pages with their ``headers``; the question names which attacks, and whether as answer, refusal or error."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def reply(self, body: bytes, kind: str, status: int = 200, **more: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            name = self.path.split("?")[0].removeprefix("/assets/").strip("/")
            if name == "widget":
                self.reply((STATIC / "chat.html").read_bytes(), "text/html; charset=utf-8", **headers)
            elif (STATIC / name).is_file():
                kinds = {"js": "text/javascript", "css": "text/css", "json": "application/json", "svg": "image/svg+xml"}
                self.reply((STATIC / name).read_bytes(), kinds[name.rsplit(".", 1)[1]])
            else:
                self.reply(b'{"publications": []}', "application/json")

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["question"]
            kind, first, last = asked.split()
            attacks = every[int(first) : int(last)]
            if kind == "error":
                body = json.dumps({"title": attacks[0], "detail": attacks[0], "status": 500}).encode()
                self.reply(body, "application/problem+json", 500)
                return
            events = answer(attacks) if kind == "answer" else refusal(attacks)
            text = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
            self.reply(text.encode(), "text/event-stream")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
