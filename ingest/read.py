"""Which reader takes which file, and the document as JSON for the way out of the child process."""

import json
from pathlib import Path

from corpus.model import Document, Heading, Page
from ingest.verdict import Refused, closed, gone

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
}


def read(path: Path) -> Document:
    """The document in a file; Refused with the verdict when there is none."""
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except FileNotFoundError as error:
        raise gone() from error
    except OSError as error:
        raise closed(error) from error
    suffix = path.suffix.lower()
    if not start:
        raise Refused("empty", "The file is empty.", "Export it again from its source.")
    is_pdf = b"%PDF-" in start
    if is_pdf != (suffix == ".pdf"):
        what = "is a PDF by its content but not by its name" if is_pdf else "is named .pdf but holds no PDF"
        raise Refused("wrong-type", f"The file {what}.", "Give it the ending that fits its content.")
    match suffix:
        case ".pdf":
            from ingest.read_pdf import read_pdf

            return read_pdf(path)
        case ".html" | ".htm":
            from ingest.read_html import read_html

            return read_html(path)
        case ".md" | ".markdown":
            from ingest.read_markdown import read_markdown

            return read_markdown(path)
        case ".txt":
            from ingest.read_markdown import read_text

            return read_text(path)
        case _:
            raise Refused(
                "unknown-type", f"No reader takes files that end in {suffix or 'nothing'}.", "Use PDF, HTML, MD or TXT."
            )


def to_json(document: Document) -> bytes:
    pages = [[p.number, p.label, p.start, p.end] for p in document.pages]
    headings = [[h.start, h.end, h.level, h.title, h.anchor] for h in document.headings]
    return json.dumps(
        {
            "text": document.text,
            "pages": pages,
            "headings": headings,
            "title": document.title,
            "notes": document.notes,
        }
    ).encode()


def from_json(data: bytes) -> Document:
    raw = json.loads(data)
    return Document(
        text=raw["text"],
        pages=tuple(Page(number=n, label=label, start=s, end=e) for n, label, s, e in raw["pages"]),
        headings=tuple(
            Heading(start=s, end=e, level=level, title=title, anchor=a) for s, e, level, title, a in raw["headings"]
        ),
        title=raw["title"],
        notes=tuple(raw["notes"]),
    )
