"""The pages: demo page, chat page, loader, and what they need. No build step: the served files are the source files."""

import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse

from corpus.errors import GuidanceError
from corpus.settings import Settings

STATIC = Path(__file__).parent / "static"
_ASSETS = (
    *("chat.js", "words.js", "view.js", "reply.js", "chat.css", "demo.css"),
    *("icon.svg", "strings.de.json", "strings.en.json"),
)


def add_pages(app: FastAPI, settings: Settings) -> None:
    hosts = " ".join(origins(settings.hosts))
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'none'; "
    )
    headers = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}

    def page(name: str, ancestors: str) -> FileResponse:
        own = {**headers, "Content-Security-Policy": f"{policy}frame-ancestors {ancestors}"}
        return FileResponse(STATIC / name, media_type="text/html; charset=utf-8", headers=own)

    @app.get("/", include_in_schema=False)
    def demo() -> FileResponse:
        return page("demo.html", "'none'")

    @app.get("/widget", include_in_schema=False)
    def widget() -> FileResponse:
        return page("chat.html", f"'self' {hosts}".strip())

    @app.get("/widget.js", include_in_schema=False)
    def loader() -> FileResponse:
        own = {**headers, "Cross-Origin-Resource-Policy": "cross-origin"}
        return FileResponse(STATIC / "widget.js", media_type="text/javascript; charset=utf-8", headers=own)

    for name in _ASSETS:
        _add_asset(app, name, headers)


def origins(hosts: str) -> list[str]:
    """The origins that a setting lists; GuidanceError for what is none."""
    found = [host.strip().rstrip("/") for host in hosts.split(",") if host.strip()]
    for host in found:
        if not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:_-]+", host):
            raise GuidanceError(
                f"GUIDE_HOSTS holds {host}, which is no origin.", "Write it as https://www.example.org."
            )
    return found


def _add_asset(app: FastAPI, name: str, headers: dict[str, str]) -> None:
    @app.get(f"/assets/{name}", include_in_schema=False)
    def asset() -> FileResponse:
        return FileResponse(STATIC / name, headers=headers)
