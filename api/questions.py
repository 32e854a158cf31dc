"""Questions and searches."""

import json
import time
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from api.metrics import count
from api.problems import document, log
from api.requests import QuestionBody, SearchBody
from corpus.errors import GuidanceError

_STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def add_questions(app: FastAPI) -> None:
    @app.post(
        "/v1/questions", summary="Ask", response_model=None, responses={200: {"content": {"text/event-stream": {}}}}
    )
    def questions(body: QuestionBody, request: Request) -> Response:
        """An answer as JSON, or as server-sent events: evidence, statement …, answer."""
        guide = request.app.state.guide
        if "text/event-stream" in request.headers.get("accept", ""):
            return StreamingResponse(_stream(guide, body), media_type="text/event-stream", headers=_STREAM_HEADERS)
        started = time.monotonic()
        answer = guide.ask(body)
        count(str(answer["outcome"]), str(answer["language"]), time.monotonic() - started)
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    @app.post("/v1/search", summary="Search")
    def search(body: SearchBody, request: Request) -> dict[str, Any]:
        """The best passages, no answer."""
        found: dict[str, Any] = request.app.state.guide.search(body)
        return found


def _stream(guide: Any, body: QuestionBody) -> Iterator[str]:
    started = time.monotonic()
    try:
        for name, data in guide.events(body):
            yield _event(name, data)
            if name == "answer":
                count(str(data["outcome"]), str(data["language"]), time.monotonic() - started)
    except Exception as error:  # noqa: BLE001 - the status is sent already: the stream itself must say that it failed
        known = isinstance(error, GuidanceError)
        log.error("stream broke: %s", error if known else type(error).__name__, exc_info=None if known else error)
        yield _event("problem", document(503, "The answer broke off. Ask again."))


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
