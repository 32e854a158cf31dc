"""The HTTP service, composed in ``create_app``."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from api.feedback import add_feedback
from api.guide import Guide
from api.operations import add_operations
from api.pages import add_pages
from api.problems import SCHEMA, BodyLimit, add_problem_handlers
from api.publications import add_publications
from api.questions import add_questions
from assistant.compose import open_assistant
from corpus.library import open_library
from corpus.lock import Owner
from corpus.settings import Settings

LARGEST_BODY = 512 * 1024


def create_app(settings: Settings) -> FastAPI:
    """The service over one data folder, which it owns until it has stopped; GuidanceError when it cannot be had."""
    library, folder = open_library(settings)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        folder.announce(Owner(pid=os.getpid(), url=address(settings), token=app.state.token))
        await asyncio.to_thread(_warm, app.state.guide)
        yield
        folder.release()

    app = FastAPI(
        title="Regulatory guide",
        version="1",
        description="Questions answered from publications, every sentence cited to its page.",
        lifespan=life,
        responses=SCHEMA,
        docs_url=None,
        redoc_url=None,
    )
    try:
        app.state.guide = Guide(library, open_assistant(library, settings), settings)
        app.state.token = secrets.token_urlsafe(32)
        add_problem_handlers(app)
        app.add_middleware(BodyLimit, largest=LARGEST_BODY)
        app.add_middleware(HeadAsGet)
        add_questions(app)
        add_feedback(app)
        add_publications(app)
        add_operations(app)
        add_pages(app, settings)
    except BaseException:
        folder.release()
        raise
    return app


class HeadAsGet:
    """What can be got can be asked about (RFC 9110, 9.3.2); the server leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = scope.get("method") == "HEAD"
        await self._app({**scope, "method": "GET"} if head else scope, receive, send)


def address(settings: Settings) -> str:
    """Where commands on the same machine reach the service."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _warm(guide: Guide) -> None:
    """The first question should not pay for what can be loaded before it."""
    editions = guide.library.editions()
    if editions:
        for question in ("Welche Fristen gelten?", "Which deadlines apply?"):
            hits = guide.library.search(question, editions, 5)
            guide.assistant.features(question, hits, editions)
