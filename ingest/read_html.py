"""A web page as a document: its article without navigation, notices and footer."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PreformattedString

from corpus.model import Document
from ingest.flow import FlowBlock, compose
from ingest.pdf_pieces import clean
from ingest.read_markdown import decoded
from ingest.verdict import Refused

_BOILERPLATE = (
    "nav, header, footer, aside, script, style, noscript, template, form, iframe, svg, [hidden], [aria-hidden=true]"
)
_NOTICES = re.compile(r"cookie|consent|breadcrumb|skip-?link|share|social", re.I)
_BLOCKS = "p, li, dt, dd, blockquote, pre, figcaption, caption, address, summary"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read_html(path: Path) -> Document:
    """Headings with their anchors, paragraphs, list items and table rows of the page's main part."""
    soup = BeautifulSoup(decoded(path.read_bytes()), "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else None
    top = soup.find("h1")
    main = soup.select_one("main, article, [role=main], #content, #main") or soup.body or soup
    kept_title = top.get_text(" ", strip=True) if isinstance(top, Tag) else None
    for tag in main.select(_BOILERPLATE):
        tag.decompose()
    for tag in [tag for tag in main.find_all(True) if isinstance(tag, Tag) and not tag.decomposed and _is_notice(tag)]:
        if not tag.decomposed:
            tag.decompose()
    found = list(_blocks(main))
    if kept_title and not any(block.level and block.text == clean(kept_title) for block in found):
        found.insert(0, FlowBlock(text=clean(kept_title), level=1))
    if not any(block.text and not block.level for block in found):
        raise Refused(
            "no-text", "The page holds no text.", "Save the page whole, after it has loaded, and add it again."
        )
    return compose(found, kept_title or title)


def _is_notice(tag: Tag) -> bool:
    names = [str(tag.get("id") or ""), *(tag.get("class") or [])]
    return any(_NOTICES.search(name) for name in names)


def _blocks(part: Tag) -> Iterator[FlowBlock]:
    loose: list[str] = []

    def flush() -> Iterator[FlowBlock]:
        text = clean(" ".join(loose)).strip()
        loose.clear()
        if text:
            yield FlowBlock(text=text)

    for child in part.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, Comment | PreformattedString):
                loose.append(str(child))
            continue
        if not isinstance(child, Tag):
            continue
        if child.name in _HEADINGS:
            yield from flush()
            inner = child.find(id=True)
            anchor = child.get("id") or (inner.get("id") if isinstance(inner, Tag) else None)
            yield FlowBlock(text=_text(child), level=int(child.name[1]), anchor=str(anchor) if anchor else None)
        elif child.name == "tr":
            yield from flush()
            cells = [_text(cell) for cell in child.find_all(["td", "th"])]
            if any(cells):
                yield FlowBlock(text="\t".join(cells), row=True)
        elif child.name == "dl":
            yield from flush()
            yield from _definitions(child)
        elif child.name == "li":
            yield from flush()
            yield from _item(child)
        elif child.select_one(",".join((*_HEADINGS, "p", "li", "tr", "dl", "div", "section"))):
            yield from flush()
            yield from _blocks(child)
        elif child.name in _BLOCKS.split(", ") or child.name in ("div", "section", "article", "td", "th"):
            yield from flush()
            yield FlowBlock(text=_text(child))
        elif child.name == "br":
            loose.append(" ")
        else:
            loose.append(_text(child))
    yield from flush()


def _item(item: Tag) -> Iterator[FlowBlock]:
    """A list item with its mark; lists inside it follow as items of their own."""
    inner = [nested.extract() for nested in item.find_all(["ul", "ol"], recursive=False)]
    mark = "• "
    if item.parent is not None and item.parent.name == "ol":
        mark = f"{len(item.find_previous_siblings('li')) + int(str(item.parent.get('start') or 1))}. "
    yield FlowBlock(text=mark + _text(item), item=True)
    for nested in inner:
        for one in nested.find_all("li", recursive=False):
            yield from _item(one)


def _definitions(listing: Tag) -> Iterator[FlowBlock]:
    """Terms with what is said of them, on one line each."""
    term = ""
    for child in listing.find_all(["dt", "dd"]):
        if child.name == "dt":
            term = _text(child)
        else:
            yield FlowBlock(text=f"{term} {_text(child)}".strip(), item=True)
            term = ""


def _text(tag: Tag) -> str:
    return clean(tag.get_text(" " if tag.find(["br", "p", "div"]) else "")).strip()
