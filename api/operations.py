"""For operators: alive, ready, counters, and the work that a command on the same machine hands over."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from queue import Queue
from secrets import compare_digest
from threading import Thread, Timer
from typing import Any

from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from api.guide import Guide
from api.metrics import page
from api.problems import log
from api.requests import IngestBody
from corpus.errors import GuidanceError

# readers that began before an edition was replaced may still ask for its passages
GRACE_SECONDS = 30.0


def add_operations(app: FastAPI) -> None:
    @app.get("/healthz", summary="Alive")
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", summary="Can quote", response_model=None)
    def readyz(request: Request) -> Response:
        guide: Guide = request.app.state.guide
        count = len(guide.library.editions())
        body = {"status": "ready" if count else "empty", "editions": count}
        return JSONResponse(body, 200 if count else 503)

    @app.get("/metrics", summary="Prometheus", response_class=Response)
    def metrics() -> Response:
        return Response(page(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @app.post("/v1/ingest", include_in_schema=False, response_model=None)
    def ingest(body: IngestBody, request: Request, x_guide_token: str = Header(default="")) -> Response:
        if not compare_digest(x_guide_token.encode(), request.app.state.token.encode()):
            raise HTTPException(403, "Only a command on the service's own machine may hand over work.")
        return StreamingResponse(_work(request.app.state.guide, body), media_type="application/x-ndjson")


def _work(guide: Guide, body: IngestBody) -> Iterator[str]:
    """A line a step, then the report. The work goes on when the command that handed it over is gone."""
    lines: Queue[dict[str, Any] | None] = Queue()

    def work() -> None:
        try:
            report = guide.ingest(
                body.paths,
                body.publication,
                dry_run=body.dry_run,
                progress=lambda step: lines.put({"progress": asdict(step)}),
            )
            lines.put({"report": report})
        except GuidanceError as error:
            lines.put({"error": {"what": error.what, "remedy": error.remedy}})
        except Exception as error:  # noqa: BLE001 - the report must say so
            log.error("ingest broke", exc_info=error)
            lines.put({"error": {"what": "The ingest broke off.", "remedy": "See the service's log."}})
        finally:
            lines.put(None)
            later = Timer(GRACE_SECONDS, guide.sweep)
            later.daemon = True
            later.start()

    Thread(target=work, daemon=True).start()
    while (line := lines.get()) is not None:
        yield json.dumps(line, ensure_ascii=False) + "\n"
