"""Errors as problem+json (RFC 9457): what and remedy, a reference for the log, nothing of the inside."""

import logging
import secrets
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.requests import refusal
from corpus.errors import GuidanceError

log = logging.getLogger("guide")


def document(status: int, detail: str) -> dict[str, str | int]:
    """A problem, noted in the log under its reference."""
    reference = secrets.token_hex(6)
    log.warning("problem %s: %s", reference, status)
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, "reference": reference}


def problem(status: int, detail: str, *, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(document(status, detail), status, headers, media_type="application/problem+json")


def add_problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> Response:
        return problem(422, " ".join(refusal(error.errors()[0])))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> Response:
        headers = dict(error.headers) if error.headers else None
        return problem(error.status_code, str(error.detail), headers=headers)

    @app.exception_handler(GuidanceError)
    async def _guidance(_: Request, error: GuidanceError) -> Response:
        log.error("%s", error)
        return problem(503, "The service cannot do this right now. Try again later or tell the operator the reference.")

    @app.exception_handler(Exception)
    async def _unexpected(_: Request, error: Exception) -> Response:
        log.error("unexpected %s", type(error).__name__, exc_info=error)
        return problem(500, "Something went wrong on our side. Try again later or tell the operator the reference.")
