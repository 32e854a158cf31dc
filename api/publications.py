"""What is published: publications, passages, original files and pictures of pages."""

from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, Response

from api import shapes
from api.guide import Guide
from corpus.model import Edition
from ingest.draw import Mark, page_picture
from ingest.verdict import Refused

# an original is staff's file, not ours: it may show itself and do nothing else
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
# each picture is drawn in a child process that may take much memory
_drawing = BoundedSemaphore(2)
_KEEP = "public, max-age=31536000, immutable"


def add_publications(app: FastAPI) -> None:
    @app.get("/v1/publications", summary="Publications")
    def publications(request: Request) -> dict[str, Any]:
        return _guide(request).publications()

    @app.get("/v1/publications/{slug}", summary="One publication")
    def publication(slug: str, request: Request) -> dict[str, Any]:
        held: list[dict[str, Any]] = _guide(request).publications()["publications"]
        for one in held:
            if one["slug"] == slug:
                return one
        raise HTTPException(404, "There is no publication of that name. GET /v1/publications lists them.")

    @app.get("/v1/passages/{passage}", summary="One passage")
    def passage(passage: str, request: Request) -> dict[str, Any]:
        library = _guide(request).library
        found = library.catalogue.passages([passage]).get(passage)
        edition = _edition(request, found.edition) if found else None
        if not found or not edition:
            raise HTTPException(404, "There is no such passage. It may belong to an edition that was replaced.")
        return shapes.passage(found, edition)

    @app.get("/v1/editions/{edition}/file", summary="The original file", response_class=FileResponse)
    def file(edition: str, request: Request) -> FileResponse:
        found = _edition(request, edition)
        path = _guide(request).library.file(found) if found else None
        if not found or not path or not path.exists():
            raise HTTPException(404, "There is no such edition. It may have been replaced.")
        media_type = found.media_type + ("; charset=utf-8" if found.media_type.startswith("text/") else "")
        headers = {"Cache-Control": _KEEP, "X-Content-Type-Options": "nosniff"}
        if found.media_type != "application/pdf":
            headers["Content-Security-Policy"] = _SANDBOX
        return FileResponse(
            path, media_type=media_type, filename=found.file_name, content_disposition_type="inline", headers=headers
        )

    @app.get("/v1/editions/{edition}/pages/{page}.png", summary="A page as a picture", response_class=Response)
    def picture(
        edition: str, page: int, request: Request, passage: str | None = None, start: int = 0, end: int | None = None
    ) -> Response:
        """The page with a passage, or characters ``start`` to ``end`` of it, marked."""
        found = _edition(request, edition)
        guide = _guide(request)
        pages = guide.library.catalogue.pages(edition) if found else []
        on_page = next((one for one in pages if one.number == page), None)
        if not found or not on_page:
            raise HTTPException(404, "There is no such page.")
        marked = ""
        if passage:
            held = guide.library.catalogue.passages([passage]).get(passage)
            if not held or held.edition != edition:
                raise HTTPException(404, "There is no such passage in this edition.")
            first = held.start + max(start, 0)
            last = min(held.end, held.start + end) if end is not None else held.end
            text = guide.library.catalogue.text(edition)
            marked = text[max(first, on_page.start) : min(last, on_page.end)]
        path = guide.library.file(found)
        text = guide.library.catalogue.text(edition) if found.media_type != "application/pdf" else ""
        try:
            with _drawing:
                data = _picture(str(path), found.media_type, page, marked, text)
        except Refused as refused:
            raise HTTPException(404, f"{refused.what} Open the original file instead.") from refused
        return Response(data, media_type="image/png", headers={"Cache-Control": _KEEP})


@lru_cache(maxsize=64)
def _picture(path: str, media_type: str, page: int, marked: str, text: str) -> bytes:
    return page_picture(Mark(path=path, media_type=media_type, page=page, words=marked, text=text))


def _guide(request: Request) -> Guide:
    guide: Guide = request.app.state.guide
    return guide


def _edition(request: Request, name: str) -> Edition | None:
    return next((one for one in _guide(request).library.catalogue.editions() if one.id == name), None)
