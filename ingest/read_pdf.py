"""A PDF as a document: structure by pypdf (outline, labels, encryption), text by pypdfium2."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Document, Heading, Page
from ingest.headings import by_size, legal_unit
from ingest.layout import Block, blocks, in_reading_order, join_lines, joined, without_running_lines
from ingest.pdf_pieces import clean, read_pieces
from ingest.verdict import Refused

MOST_PAGES = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Structure:
    pages: int
    labels: list[str] | None
    outline: list[tuple[str, int, int]]  # title, physical page, level
    title: str | None


def read_pdf(path: Path) -> Document:
    """The text of every page in reading order; Refused when there is none to be had."""
    structure = _structure(path.read_bytes())
    if structure.pages == 0:
        raise Refused("no-pages", "The PDF has no pages.", "Export it again from its source.")
    pieces, heights = read_pieces(path, MOST_PAGES)
    letters = sum(len(piece.text) for page in pieces for piece in page)
    if letters < 20 * min(len(pieces), 3):
        raise Refused(
            "no-text", "The PDF holds pictures of pages but no text.", "Run it through text recognition (OCR) first."
        )
    pages = [in_reading_order(page) for page in without_running_lines(pieces, heights)]
    found = [blocks(page) for page in pages]
    return _compose(found, structure)


def _structure(data: bytes) -> _Structure:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted", "The PDF is protected by a password.", "Save it without a password and add it again.")
    count = len(reader.pages)
    labels = None
    if "/PageLabels" in reader.root_object:
        labels = [label or "" for label in reader.page_labels]
    outline: list[tuple[str, int, int]] = []
    try:
        _walk(reader, reader.outline, 1, outline)
    except Exception:  # a broken outline is no reason to refuse the text
        outline = []
    metadata = reader.metadata
    return _Structure(pages=count, labels=labels, outline=outline, title=metadata.title if metadata else None)


def _walk(reader: object, items: list[object], level: int, found: list[tuple[str, int, int]]) -> None:
    for item in items:
        if isinstance(item, list):
            _walk(reader, item, level + 1, found)
        else:
            number = reader.get_destination_page_number(item)  # type: ignore[attr-defined]
            if number is not None and number >= 0:
                found.append((clean(str(item.title)).strip(), number + 1, level))  # type: ignore[attr-defined]


def _compose(found: list[list[Block]], structure: _Structure) -> Document:
    """One text from the blocks of all pages, with the spans of pages and headings in it."""
    keeps_hyphen = _hyphenated(found)
    outline = _matched(found, structure.outline, keeps_hyphen)
    sizes = {} if outline else by_size([block for page in found for block in page], keeps_hyphen)
    text = ""
    pages: list[Page] = []
    headings: list[Heading] = []
    before: Block | None = None
    for number, page in enumerate(found, start=1):
        start = len(text)
        for block in page:
            words = "\t".join(joined(cell, keeps_hyphen) for cell in block.cells)
            heading = outline.get(id(block)) or sizes.get(id(block)) or legal_unit(words)
            runs_on = not heading and before is not None and _runs_on(before, block, text)
            if runs_on and before is not None:
                text, position = _run_on(text, words, hyphen=before.last.hyphen, keeps_hyphen=keeps_hyphen)
            else:
                gap = "\n" if _rows(before, block) and not heading else "\n\n"
                position = len(text) + len(gap) if text else 0
                text = text + gap + words if text else words
            if not pages or pages[-1].number != number:
                if start != position or not text:
                    start = position
                pages.append(_page(number, structure, start))
            if heading:
                headings.append(Heading(start=position, end=len(text), level=heading, title=words))
            before = None if heading else block
        if not pages or pages[-1].number != number:
            pages.append(_page(number, structure, len(text)))
    ends = [page.start for page in pages[1:]] + [len(text)]
    return Document(
        text=text,
        pages=tuple(
            Page(number=p.number, label=p.label, start=p.start, end=end) for p, end in zip(pages, ends, strict=True)
        ),
        headings=tuple(headings),
        title=structure.title,
    )


def _page(number: int, structure: _Structure, start: int) -> Page:
    label = structure.labels[number - 1] if structure.labels and number <= len(structure.labels) else None
    return Page(number=number, label=label, start=start, end=start)


def _run_on(text: str, words: str, *, hyphen: bool, keeps_hyphen: frozenset[str]) -> tuple[str, int]:
    """A paragraph that goes on, and where its second part begins."""
    whole = join_lines(text + "-" * hyphen, words, keeps_hyphen)
    return whole, len(whole) - len(words)


def _rows(before: Block | None, block: Block) -> bool:
    return before is not None and len(before.cells) > 1 and len(block.cells) > 1


def _runs_on(before: Block, block: Block, text: str) -> bool:
    """Does a paragraph go on over a page or column break?"""
    if len(before.cells) > 1 or len(block.cells) > 1 or abs(before.last.size - block.first.size) > 0.6:
        return False
    moved = block.first.page != before.last.page or block.first.base > before.last.base
    if not moved or re.match(r"[•‣▪·] ", block.first.text):
        return False
    return before.last.hyphen or not re.search(r"[.!?:;]['\"“”»)\]]*$", text)


def _hyphenated(found: list[list[Block]]) -> frozenset[str]:
    """Words that stand with a hyphen inside a line: the hyphen is theirs."""
    words = (
        word.lower()
        for page in found
        for block in page
        for cell in block.cells
        for piece in cell
        for word in re.findall(r"\w+-\w+", piece.text)
    )
    return frozenset(words)


def _matched(
    found: list[list[Block]], outline: list[tuple[str, int, int]], keeps_hyphen: frozenset[str]
) -> dict[int, int]:
    """By block, the level of the outline entry that it prints."""

    def bare(text: str) -> str:
        return re.sub(r"\W+", "", text).lower()

    levels: dict[int, int] = {}
    for title, page, level in outline:
        for number in (page, page + 1):
            if number > len(found):
                continue
            match = next(
                (
                    block
                    for block in found[number - 1]
                    if id(block) not in levels
                    and bare("".join(joined(cell, keeps_hyphen) for cell in block.cells)) == bare(title)
                ),
                None,
            )
            if match:
                levels[id(match)] = level
                break
    return levels
