"""The pages: demo page, chat page, loader, and what they need. No build step: the served files are the source files."""

import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import Response

from corpus.errors import GuidanceError
from corpus.settings import Settings

STATIC = Path(__file__).parent / "static"
ASSETS = (
    *("chat.js", "words.js", "stream.js", "library.js", "host.js", "look.js", "suggest.js"),
    *("reply.js", "sources.js", "refusal.js", "feedback.js", "marks.js", "card.js", "view.js"),
    *("chat.css", "demo.css", "icon.svg", "strings.de.json", "strings.en.json"),
)
_KINDS = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}


def add_pages(app: FastAPI, settings: Settings) -> None:
    ancestors = " ".join(["'self'", *origins(settings.hosts)])
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'; "
    )
    headers = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}

    def add(path: str, name: str, more: dict[str, str]) -> None:
        # held in memory: under load a file's threads would cost more than the file
        body = (STATIC / name).read_bytes()
        kind = _KINDS[name.rsplit(".", 1)[1]]

        @app.get(path, include_in_schema=False)
        async def file() -> Response:
            return Response(body, media_type=kind, headers={**headers, **more})

    add("/", "demo.html", {"Content-Security-Policy": f"{policy}frame-ancestors 'none'"})
    add("/widget", "chat.html", {"Content-Security-Policy": f"{policy}frame-ancestors {ancestors}"})
    add("/widget.js", "widget.js", {"Cross-Origin-Resource-Policy": "cross-origin"})
    for name in ASSETS:
        add(f"/assets/{name}", name, {})


def origins(hosts: str) -> list[str]:
    """The origins that a setting lists; GuidanceError for what is none."""
    found = [host.strip().rstrip("/") for host in hosts.split(",") if host.strip()]
    for host in found:
        if not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:_-]+", host):
            raise GuidanceError(
                f"GUIDE_HOSTS holds {host}, which is no origin.", "Write it as https://www.example.org."
            )
    return found
