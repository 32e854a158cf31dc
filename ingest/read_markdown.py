"""Markdown and plain text as a document."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.model import Document
from ingest.flow import FlowBlock, compose, with_unit_heads
from ingest.headings import legal_unit
from ingest.hyphens import join_lines
from ingest.list_tables import tables_apart
from ingest.pdf_pieces import clean
from ingest.verdict import Refused

_AMENDED = re.compile(r"[►▼] ?[ABCM]\d*\b ?|◄ ?")


def read_markdown(path: Path) -> Document:
    """Headings as they are written, paragraphs and lists as plain text, tables row by row."""
    source = re.sub(r"\A---\n.*?\n---\n", "", decoded(path.read_bytes()), flags=re.S)
    found = [block for part in tables_apart(source) for block in _parsed(part) if block.text]
    if not any(block.level for block in found):
        found = with_unit_heads(found)
    if not any(block.text and not block.level for block in found):
        raise Refused("no-text", "The file holds no text.", "Add a file with text in it.")
    return compose(found, None)


def read_text(path: Path) -> Document:
    """Paragraphs apart by empty lines; the head of an article or section on a line of its own is a heading."""
    parts = re.split(r"\n\s*\n", decoded(path.read_bytes()))
    found: list[FlowBlock] = []
    for part in parts:
        lines = [words for line in part.splitlines() if (words := clean(line).strip())]
        if lines and legal_unit(lines[0]):
            found.append(FlowBlock(text=lines.pop(0)))
        if lines:
            found.append(FlowBlock(text=_joined(lines)))
    if not found:
        raise Refused("no-text", "The file holds no text.", "Add a file with text in it.")
    title = found[0].text if len(found[0].text) < 120 else None
    return compose(with_unit_heads(found), title)


def decoded(data: bytes) -> str:
    """UTF-8 text, UTF-16 with its mark, or else Windows-1252; binary data is refused."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode()
    if b"\x00" in data[:4096]:
        raise Refused("wrong-type", "The file is binary, not text.", "Name it after what it is, or export it as PDF.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parsed(part: str | list[str]) -> Iterator[FlowBlock]:
    """A stretch of Markdown, or one row of a table."""
    parser = MarkdownIt("commonmark").enable("table")
    if isinstance(part, str):
        yield from _blocks(parser.parse(part))
    else:
        # a cell of one line is no block: "1." in it is no empty list
        tokens = [parser.parse(cell) if "\n" in cell else parser.parseInline(cell) for cell in part]
        cells = [" ".join(block.text for block in _blocks(one)) for one in tokens]
        if any(cells):
            yield FlowBlock(text="\t".join(cells), row=True)


def _blocks(tokens: list[Token]) -> Iterator[FlowBlock]:
    """Blocks in order, list items with their marks."""
    number = 0
    cells: list[str] | None = None
    depth = 0
    pending = ""
    while number < len(tokens):
        token = tokens[number]
        match token.type:
            case "heading_open":
                yield FlowBlock(text=_inline(tokens[number + 1]), level=int(token.tag[1]))
                number += 2
            case "tr_open":
                cells = []
            case "tr_close":
                if cells and any(cells):
                    yield FlowBlock(text="\t".join(cells), row=True)
                cells = None
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                pending = f"{token.info}{token.markup} " if token.info else "• "
            case "inline" if cells is not None:
                cells.append(_inline(token))
            case "inline":
                yield FlowBlock(text=pending + _inline(token), item=depth > 0)
                pending = ""
            case "code_block" | "fence":
                yield FlowBlock(text=clean(token.content).strip())
        number += 1


def _inline(token: Token) -> str:
    """The words without their marks; EUR-Lex's marks of amendments ("►M3 … ◄") are none."""
    lines = [""]
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            lines[-1] += child.content
        elif child.type in ("softbreak", "hardbreak"):
            lines.append("")
    return _joined([clean(_AMENDED.sub("", line)).strip() for line in lines])


def _joined(lines: list[str]) -> str:
    text = lines[0] if lines else ""
    for line in lines[1:]:
        text = join_lines(text, line)
    return text.strip()
