"""A document's text cut into passages: by headings, then by size. Every passage is a slice of the text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.model import Document, Heading, Page, Passage
from ingest.contents import is_contents

TARGET = 120
LONGEST = 1_000
_GROUP = re.compile(
    r"(?:(?:Erster|Zweiter|Dritter|Vierter|Fünfter|\w+ter) )?(?:Buch|Teil|Kapitel|Abschnitt|Unterabschnitt|Titel|Untertitel|"
    r"Part|Chapter|CHAPTER|TITLE|Section|SECTION)\b"
)
_UNIT = re.compile(
    r"\(?\w{0,6}\)? ?(?:§{1,2} ?\d|Art(?:ikel|icle|\.)? \d|ARTICLE \d|Anlage\b|Anhang\b|Annex\b|ANNEX\b|Recital \d)",
    re.I,
)
_ITEM = re.compile(r"(?:[•‣▪·–]|\d{1,2}[a-z]?[.)]|[a-z]\)) ")
_ITEM_LINE = re.compile(rf"\n(?={_ITEM.pattern})")
_ANNEX = re.compile(r"(?:Anlage|Anhang|Annex)\b", re.I)
# a number or bullet on a line of its own belongs to the paragraph below it
_MARK = re.compile(r"[•–—-]|\(?(?:\d{1,3}|[a-z]{1,3}|[ivxlc]{1,6})\)|\d{1,3}(?:\.\d{1,3})*\.?")
_BESIDE_GROUPS, _BELOW_GROUPS, _INSIDE = 2, 10, 11


def passages(document: Document, edition: str) -> list[Passage]:
    """The passages of an edition in order; ids are the edition's with a running number, so the same text gives the same ids."""
    found: list[Passage] = []
    for path, anchor, start, end in _sections(document):
        section = f"{edition}.{len(found) + 1:04}"
        for first, last in _pieces(document.text, start, end):
            text = document.text[first:last]
            if _says_nothing(text):
                continue
            pages = _pages(document.pages, first, last)
            found.append(
                Passage(
                    id=f"{edition}.{len(found) + 1:04}",
                    edition=edition,
                    start=first,
                    end=last,
                    first_page=pages[0].number,
                    last_page=pages[-1].number,
                    label=pages[0].label,
                    heading=path,
                    anchor=anchor,
                    text=text,
                    section=section,
                )
            )
    return found


def ranks(headings: Sequence[Heading]) -> list[int]:
    """How high each heading stands.

    In a law (every fourth heading is a section's, article's or annex's) sections stand below parts and chapters, annexes
    beside them, and everything in an annex below it, whatever the file's levels say.
    """
    if sum(bool(_UNIT.match(heading.title)) for heading in headings) * 4 < max(len(headings), 1):
        return [heading.level for heading in headings]
    found: list[int] = []
    inside = False
    for heading in headings:
        if _UNIT.match(heading.title):
            inside = bool(_ANNEX.match(heading.title))
            found.append(_BESIDE_GROUPS if inside else _BELOW_GROUPS)
        elif inside:
            found.append(_INSIDE + heading.level)
        elif _GROUP.match(heading.title) or heading.level == 1 or not found:
            found.append(heading.level)
        else:
            found.append(min(heading.level, _BELOW_GROUPS - 1))
    return found


def _sections(document: Document) -> Iterator[tuple[tuple[str, ...], str | None, int, int]]:
    """Heading path, anchor and span of the text under each heading, and of what stands before the first."""
    first = document.headings[0].start if document.headings else len(document.text)
    yield (), None, 0, first
    path: list[tuple[int, str]] = []
    heights = ranks(document.headings)
    for number, heading in enumerate(document.headings):
        while path and path[-1][0] >= heights[number]:
            path.pop()
        path.append((heights[number], heading.title))
        after = document.headings[number + 1 :]
        end = after[0].start if after else len(document.text)
        yield tuple(title for _, title in path), heading.anchor, heading.end, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of about TARGET characters made of whole paragraphs and list items.

    A lead that ends in a colon keeps its list with it, up to LONGEST; items without a lead stand for themselves.
    """
    held: tuple[int, int] | None = None
    led = False
    for first, last in _paragraphs(text, start, end):
        goes_on = led and (text[(held or (first, last))[1] - 1] == ":" or _ITEM.match(text, first) is not None)
        if held and last - held[0] <= (LONGEST if goes_on else TARGET):
            held = (held[0], last)
            continue
        if held:
            yield held
        held, led = (first, last), goes_on or text[last - 1] == ":"
    if held:
        yield held


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Paragraphs as spans, those over LONGEST cut at the best places in them; tables of contents are left out."""
    mark: int | None = None
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text[start:end]):
        paragraph = match.group(0).rstrip()
        first, last = start + match.start(), start + match.start() + len(paragraph)
        if is_contents(paragraph):
            continue
        if _MARK.fullmatch(paragraph):
            mark = first if mark is None else mark
            continue
        first, mark = first if mark is None else mark, None
        for part_first, part_last in _items(text, first, last):
            if part_last - part_first <= LONGEST:
                yield part_first, part_last
                continue
            for offset, length in _cut(text[part_first:part_last]):
                yield part_first + offset, part_first + offset + length


def _items(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A paragraph whole, or its list items where it is a list."""
    starts = [first, *(match.end() for match in _ITEM_LINE.finditer(text, first, last)), last]
    for begin, end in pairwise(starts):
        if part := text[begin:end].rstrip():
            yield begin, begin + len(part)


def _cut(paragraph: str) -> Iterator[tuple[int, int]]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=LONGEST,
        chunk_overlap=0,
        add_start_index=True,
        keep_separator="end",
        separators=["\n", r"(?<=[.!?]) (?=[A-ZÄÖÜ„\"(])", "; ", ", ", " ", ""],
        is_separator_regex=True,
    )
    for piece in splitter.create_documents([paragraph]):
        yield piece.metadata["start_index"], len(piece.page_content)


def _pages(pages: Sequence[Page], start: int, end: int) -> list[Page]:
    """The pages that a span touches; at least one."""
    touched = [page for page in pages if page.start < end and page.end > start]
    return touched or [next((page for page in reversed(pages) if page.start <= start), pages[0])]


def _says_nothing(text: str) -> bool:
    """A word alone without a full stop, left over between two headings."""
    return len(re.findall(r"[^\W\d_]{2,}", text)) < 2 and text[-1] not in ".!?"
