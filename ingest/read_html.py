"""A web page as a document: its article without navigation, notices and footer."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from corpus.model import Document
from ingest.flow import FlowBlock, compose
from ingest.pdf_pieces import clean
from ingest.read_markdown import decoded
from ingest.verdict import Refused

_UNSEEN = "nav, script, style, noscript, template, iframe, svg, [hidden], [aria-hidden=true]"
_AROUND = "header, footer, aside, form, dialog, [role=dialog]"
_BANNER = "banner|notice|bar|hint|hinweis|popup|overlay|layer|modal|dialog|box|settings|manager|law|consent"
_NOTICES = re.compile(
    rf"^cookies?$|(?:cookie|consent)s?[-_]?(?:{_BANNER})|usercentrics|onetrust|breadcrumb|skip-?link"
    r"|(?:^|[-_])(?:share|sharing|social)(?:$|[-_])|^nav|[-_]nav(?:$|[-_])|navigation|^toc$|table-of-contents",
    re.I,
)
_CONTAINERS = frozenset(["div", "section", "aside", "ul", "ol", "p", "span", "table", "dialog", "a"])
_BLOCKS = "p, li, dt, dd, blockquote, pre, figcaption, caption, address, summary"
_APART = frozenset(["br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "dd", "dt", "blockquote", "pre", "section"])
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read_html(path: Path) -> Document:
    """Headings with their anchors, paragraphs, list items and table rows of the page's main part."""
    soup = BeautifulSoup(decoded(path.read_bytes()), "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else None
    top = soup.find("h1")
    main = _main(soup)
    kept_title = top.get_text(" ", strip=True) if isinstance(top, Tag) else None
    _strip(main)
    found = list(_blocks(main))
    if kept_title and not any(block.level and block.text == clean(kept_title) for block in found):
        found.insert(0, FlowBlock(text=clean(kept_title), level=1))
    if not any(block.text and not block.level for block in found):
        raise Refused(
            "no-text", "The page holds no text.", "Save the page whole, after it has loaded, and add it again."
        )
    return compose(found, kept_title or title)


def _main(soup: BeautifulSoup) -> Tag:
    articles = soup.select("article")
    lone = articles[0] if len(articles) == 1 else None
    return soup.select_one("main, [role=main]") or lone or soup.select_one("#content, #main") or soup.body or soup


def _strip(main: Tag) -> None:
    """Take out what is not seen and what stands around the article; never what holds most of the text."""
    for tag in main.select(_UNSEEN):
        tag.decompose()
    most = len(main.get_text()) / 2
    named = (tag for tag in main.find_all(_CONTAINERS) if isinstance(tag, Tag) and _is_notice(tag))
    around = [*main.select(_AROUND), *named]
    for tag in around:
        if not tag.decomposed and len(tag.get_text()) < most:
            tag.decompose()


def _is_notice(tag: Tag) -> bool:
    names = [str(tag.get("id") or ""), *(tag.get("class") or [])]
    return any(_NOTICES.search(name) for name in names)


def _blocks(part: Tag) -> Iterator[FlowBlock]:
    loose: list[str] = []

    def flush() -> Iterator[FlowBlock]:
        text = clean("".join(loose)).strip()
        loose.clear()
        if text:
            yield FlowBlock(text=text)

    for child in part.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):
                loose.append(str(child))
            continue
        if not isinstance(child, Tag):
            continue
        if child.name in _HEADINGS:
            yield from flush()
            inner = child.find(id=True)
            anchor = child.get("id") or (inner.get("id") if isinstance(inner, Tag) else None)
            yield FlowBlock(text=_text(child), level=int(child.name[1]), anchor=str(anchor) if anchor else None)
        elif child.name == "tr" and not child.select_one("table, h1, h2, h3, h4"):
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
    yield FlowBlock(text=_mark(item) + _text(item), item=True)
    for nested in inner:
        for one in nested.find_all("li", recursive=False):
            yield from _item(one)


def _mark(item: Tag) -> str:
    """ "• ", "3. ", or "c) " where the list counts in letters."""
    listing = item.parent
    if listing is None or listing.name != "ol":
        return "• "
    try:
        number = int(
            str(item.get("value") or len(item.find_previous_siblings("li")) + int(str(listing.get("start") or 1)))
        )
    except ValueError:
        number = len(item.find_previous_siblings("li")) + 1
    if listing.get("type") in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(str(listing['type'])) + number - 1)}) "
    return f"{number}. "


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
    return clean("".join(_strings(tag))).strip()


def _strings(tag: Tag) -> Iterator[str]:
    """The words of a tag, apart where a block or a line ends."""
    for child in tag.children:
        if isinstance(child, Tag):
            apart = " " if child.name in _APART else ""
            yield apart
            yield from _strings(child)
            yield apart
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)
