"""Files without pages: their blocks as one text on one page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.model import Document, Heading, Page
from ingest.headings import bare_unit, is_title, legal_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBlock:
    """A heading (``level`` from 1), a table row (its cells apart by tabs) or a paragraph."""

    text: str
    level: int = 0
    anchor: str | None = None
    row: bool = False
    item: bool = False


def with_unit_heads(blocks: Iterable[FlowBlock]) -> list[FlowBlock]:
    """For a file that marks no headings: "Article 10" alone is one, with the title that stands below it."""
    found: list[FlowBlock] = []
    untitled = False
    for block in blocks:
        plain = not (block.level or block.row or block.item)
        level = legal_unit(block.text) if plain else 0
        if untitled and plain and not level and is_title(block.text):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {block.text}")
        else:
            found.append(replace(block, level=level or block.level))
        untitled = bool(level) and bare_unit(block.text)
    return found


def compose(blocks: Iterable[FlowBlock], title: str | None) -> Document:
    """One text, one page without a printed label, headings with their anchors."""
    text = ""
    headings: list[Heading] = []
    before: FlowBlock | None = None
    for block in blocks:
        if not block.text:
            continue
        tight = before is not None and ((before.row and block.row) or (before.item and block.item))
        if text:
            text += "\n" if tight else "\n\n"
        start = len(text)
        text += block.text
        if block.level:
            headings.append(
                Heading(start=start, end=len(text), level=block.level, title=block.text, anchor=block.anchor)
            )
        before = block
    return Document(
        text=text,
        pages=(Page(number=1, label=None, start=0, end=len(text)),),
        headings=tuple(headings),
        title=title or next((heading.title for heading in headings[:1] if heading.level == 1), None),
    )
