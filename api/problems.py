"""Errors as problem+json (RFC 9457): what and remedy, a reference for the log, nothing of the inside."""

import logging
import secrets
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.requests import refusal
from corpus.errors import GuidanceError

# what the framework says in a word or two, in sentences
_WORDS = {
    400: "The request cannot be read. Send UTF-8 JSON.",
    404: "There is nothing at this address. GET /openapi.json lists what there is.",
    405: "This address takes another method. The Allow header names it.",
    413: "The request is too large. Send half a megabyte at most.",
}

log = logging.getLogger("guide")


def document(status: int, detail: str) -> dict[str, str | int]:
    """A problem, noted in the log under its reference."""
    reference = secrets.token_hex(6)
    log.warning("problem %s: %s", reference, status)
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, "reference": reference}


def problem(status: int, detail: str, *, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(document(status, detail), status, headers, media_type="application/problem+json")


# for the OpenAPI file
SCHEMA: dict[int | str, dict[str, object]] = {
    "4XX": {
        "description": "A problem (RFC 9457): what is wrong and what to do.",
        "content": {
            "application/problem+json": {
                "schema": {
                    "type": "object",
                    "required": ["type", "title", "status", "detail", "reference"],
                    "properties": {
                        **{name: {"type": "string"} for name in ("type", "title", "detail", "reference")},
                        "status": {"type": "integer"},
                    },
                }
            }
        },
    }
}


class BodyLimit:
    """Refuses a body that announces itself, or turns out, to be larger than ``largest`` bytes."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        announced = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self._largest:
            await problem(413, _WORDS[413])(scope, receive, send)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._largest:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


def add_problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return problem(422, _WORDS[400])
        return problem(422, " ".join(refusal(first)))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> Response:
        headers = dict(error.headers) if error.headers else None
        detail = str(error.detail)
        said = detail.endswith(".")
        return problem(
            error.status_code, detail if said else _WORDS.get(error.status_code, f"{detail}."), headers=headers
        )

    @app.exception_handler(GuidanceError)
    async def _guidance(_: Request, error: GuidanceError) -> Response:
        log.error("%s", error)
        return problem(503, "The service cannot do this right now. Try again later or tell the operator the reference.")

    @app.exception_handler(Exception)
    async def _unexpected(_: Request, error: Exception) -> Response:
        log.error("unexpected %s", type(error).__name__)  # the server logs where
        return problem(500, "Something went wrong on our side. Try again later or tell the operator the reference.")
