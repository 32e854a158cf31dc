"""The HTTP service, composed in ``create_app``."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.guide import Guide
from api.operations import add_operations
from api.pages import add_pages
from api.problems import add_problem_handlers
from api.publications import add_publications
from api.questions import add_questions
from assistant.compose import open_assistant
from corpus.library import open_library
from corpus.lock import Owner
from corpus.settings import Settings

LARGEST_BODY = 512 * 1024


def create_app(settings: Settings) -> FastAPI:
    """The service over one data folder, which it owns from start to stop."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        library, folder = await asyncio.to_thread(open_library, settings)
        app.state.guide = Guide(library, open_assistant(library, settings), settings)
        app.state.token = secrets.token_urlsafe(32)
        address = f"http://{'127.0.0.1' if settings.host in ('0.0.0.0', '::') else settings.host}:{settings.port}"
        folder.announce(Owner(pid=os.getpid(), url=address, token=app.state.token))
        await asyncio.to_thread(_warm, app.state.guide)
        yield
        folder.release()

    app = FastAPI(
        title="Regulatory guide",
        version="1",
        description="Questions answered from publications, every sentence cited to its page.",
        lifespan=life,
        max_body_size=LARGEST_BODY,
        docs_url=None,
        redoc_url=None,
    )
    add_problem_handlers(app)
    add_questions(app)
    add_publications(app)
    add_operations(app)
    add_pages(app, settings)
    return app


def _warm(guide: Guide) -> None:
    """The first question should not pay for what can be loaded before it."""
    editions = guide.library.editions()
    if editions:
        for question in ("Welche Fristen gelten?", "Which deadlines apply?"):
            hits = guide.library.search(question, editions, 5)
            guide.assistant.features(question, hits)
