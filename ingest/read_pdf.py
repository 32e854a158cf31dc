"""A PDF as a document: structure by pypdf (outline, labels, encryption), text by pypdfium2."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.model import Document, Heading, Page
from ingest.contents import with_contents_set
from ingest.headings import bare_unit, by_print, is_title, legal_unit, outlined
from ingest.hyphens import Seen, join_lines, seen
from ingest.layout import Block, blocks, in_reading_order, joined
from ingest.margins import without_running_lines
from ingest.pdf_pieces import clean, encrypted, read_pages
from ingest.verdict import Refused

MOST_PAGES = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Structure:
    pages: int
    labels: list[str] | None
    outline: list[tuple[str, int, int]]  # title, physical page, level
    title: str | None

    def label(self, page: int) -> str | None:
        return self.labels[page - 1] if self.labels and page <= len(self.labels) else None


def read_pdf(path: Path) -> Document:
    """The text of every page in reading order; Refused when there is none to be had."""
    structure = _structure(path.read_bytes())
    if structure.pages == 0:
        raise Refused("no-pages", "The PDF has no pages.", "Export it again from its source.")
    if structure.pages > MOST_PAGES:
        raise Refused(
            "too-large", f"The PDF has {structure.pages} pages, more than {MOST_PAGES} are not read.", "Split the file."
        )
    printed = read_pages(path)
    letters = sum(len(piece.text) for page in printed for piece in page.pieces)
    if letters < 20 * min(len(printed), 3):
        raise Refused(
            "no-text", "The PDF holds pictures of pages but no text.", "Run it through text recognition (OCR) first."
        )
    kept = without_running_lines([page.pieces for page in printed], [page.height for page in printed])
    pages = with_contents_set([in_reading_order(page) for page in kept])
    heads = outlined(pages, structure.outline)
    found = [blocks(page, marked) for page, marked in zip(pages, heads, strict=True)]
    pictures = [number for number, page in enumerate(printed, start=1) if page.picture]
    return _compose(found, structure, _noted(pictures))


def _noted(pictures: list[int]) -> tuple[str, ...]:
    if not pictures:
        return ()
    which = ", ".join(str(number) for number in pictures[:10]) + (" …" if len(pictures) > 10 else "")
    return (f"Without text, pictures only: {len(pictures)} pages ({which}); text recognition (OCR) would help.",)


def _structure(data: bytes) -> _Structure:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise encrypted()
    count = len(reader.pages)
    labels = None
    if "/PageLabels" in reader.root_object:
        labels = [label or "" for label in reader.page_labels]
    outline: list[tuple[str, int, int]] = []
    try:
        _walk(reader, reader.outline, 1, outline)
    except Exception:  # noqa: BLE001 - a broken outline is no reason to refuse the text
        outline = []
    metadata = reader.metadata
    return _Structure(pages=count, labels=labels, outline=outline, title=metadata.title if metadata else None)


def _walk(reader: object, items: Sequence[object], level: int, found: list[tuple[str, int, int]]) -> None:
    for item in items:
        if isinstance(item, list):
            _walk(reader, item, level + 1, found)
        else:
            number = reader.get_destination_page_number(item)  # type: ignore[attr-defined]
            if number is not None and number >= 0:
                found.append((clean(str(item.title)).strip(), number + 1, level))  # type: ignore[attr-defined]


def _compose(found: list[list[Block]], structure: _Structure, notes: tuple[str, ...]) -> Document:
    """One text from the blocks of all pages, with the spans of pages and headings in it."""
    known = _seen(found)
    outlined = sum(block.level > 0 for page in found for block in page) * 20 >= len(found)
    sizes = {} if outlined else by_print([block for page in found for block in page], known)
    text = _Text(known)
    starts: list[int] = []
    headings: list[Heading] = []
    before: Block | None = None
    untitled = False
    for number, page in enumerate(found, start=1):
        for block in page:
            cells = [joined(cell, known) for cell in block.cells]
            line = " ".join(cells)
            unit = 0 if block.level or not _heads(cells) else legal_unit(line, groups=not outlined)
            heading = block.level or unit or sizes.get(id(block), 0)
            wraps = bool(headings) and before is None and headings[-1].level == heading and line[:1].islower()
            if wraps or (untitled and not unit and not block.level and len(cells) == 1 and is_title(line)):
                position = text.add(line, " ")
                headings[-1] = replace(headings[-1], end=text.length, title=f"{headings[-1].title} {line}")
                heading = headings[-1].level
            elif heading:
                position = text.add(line, "\n\n")
                headings.append(Heading(start=position, end=text.length, level=heading, title=line))
            elif before and _runs_on(before, block, text.tail):
                position = text.run_on(line, hyphen=before.last.hyphen)
            else:
                position = text.add("\t".join(cells), "\n" if before and _rows(before, block) else "\n\n")
            if len(starts) < number:
                starts.append(position)
            untitled = bool(unit) and bare_unit(line)
            before = None if heading else block
        if len(starts) < number:
            starts.append(text.length)
    return Document(
        text=text.whole,
        pages=tuple(
            Page(number=number, label=structure.label(number), start=start, end=end)
            for number, (start, end) in enumerate(zip(starts, [*starts[1:], text.length], strict=True), start=1)
        ),
        headings=tuple(headings),
        title=structure.title,
        notes=notes,
    )


def _heads(cells: list[str]) -> bool:
    """May these cells be one heading: a line, or a number and its title?"""
    return len(cells) == 1 or (
        len(cells) == 2 and bare_unit(cells[0]) and is_title(cells[1]) and not legal_unit(cells[1])
    )


class _Text:
    """A text that grows by paragraphs."""

    def __init__(self, known: Seen) -> None:
        self._parts: list[str] = []
        self._known = known
        self.length = 0

    @property
    def whole(self) -> str:
        return "".join(self._parts)

    @property
    def tail(self) -> str:
        return self._parts[-1][-20:]

    def add(self, words: str, gap: str) -> int:
        """Add a paragraph; where it begins."""
        gap = gap if self._parts else ""
        self._parts.append(gap + words)
        self.length += len(gap) + len(words)
        return self.length - len(words)

    def run_on(self, words: str, *, hyphen: bool) -> int:
        """Go on with the last paragraph; where its new part begins."""
        last = self._parts.pop()
        self._parts.append(join_lines(last + "-" * hyphen, words, self._known))
        self.length += len(self._parts[-1]) - len(last)
        return self.length - len(words)


def _rows(before: Block, block: Block) -> bool:
    """Rows of one table, or entries of one table of contents?"""
    return (len(before.cells) > 1 and len(block.cells) > 1) or (before.last.entry and block.first.entry)


def _runs_on(before: Block, block: Block, text: str) -> bool:
    """Does a paragraph go on over a page or column break?"""
    if len(before.cells) > 1 or len(block.cells) > 1 or abs(before.last.size - block.first.size) > 0.6:
        return False
    if before.last.entry or block.first.entry:
        return False
    moved = block.first.page != before.last.page or block.first.base > before.last.base
    if not moved or re.match(r"[•‣▪·] ", block.first.text):
        return False
    return before.last.hyphen or not re.search(r"[.!?:;]['\"“”»)\]]*$", text)


def _seen(found: list[list[Block]]) -> Seen:
    """The words of all lines, but for the pieces of words that hyphens leave at their ends."""
    lines: list[str] = []
    broken = False
    for piece in (piece for page in found for block in page for cell in block.cells for piece in cell):
        text = re.sub(r"^\W*\w+", "", piece.text) if broken else piece.text
        broken = piece.hyphen
        lines.append(re.sub(r"\w+\W*$", "", text) if broken else text)
    return seen(lines)
