"""Files without pages: their blocks as one text on one page."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Document, Heading, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBlock:
    """A heading (``level`` from 1), a table row (its cells apart by tabs) or a paragraph."""

    text: str
    level: int = 0
    anchor: str | None = None
    row: bool = False
    item: bool = False


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
        title=title or (headings[0].title if headings else None),
    )
