"""A source as Typst markup: cover and contents with roman page labels, then the text with arabic ones."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.publications.source import Source
from corpus.publications.wording import CONTENTS, IMPRINT, as_of

_HEAD = """\
#set document(title: {title}, author: "Project notes", date: datetime(year: {y}, month: {m}, day: {d}))
#set text(lang: "{language}", size: 10pt, hyphenate: true, font: "Libertinus Serif")
#set par(justify: true, leading: 0.62em, spacing: 1em)
#set heading(numbering: none)
#show heading.where(level: 1): it => block(above: 1.8em, below: 0.9em, text(size: 14pt, it.body))
#show heading.where(level: 2): it => block(above: 1.4em, below: 0.7em, text(size: 11.5pt, it.body))
#show table: set par(justify: false)
#set table(stroke: 0.4pt + gray, inset: 5pt, align: left)
#set page(
  paper: "a4", margin: (x: 2.4cm, y: 2.6cm), numbering: "i",
  header: context if here().page() > 1 [#text(size: 8pt, fill: luma(90))[{running} #h(1fr) {as_of}]],
  footer: context align(center, text(size: 8pt, counter(page).display(here().page-numbering()))),
)
#v(5cm)
#par(justify: false, text(size: 24pt, weight: "bold", hyphenate: false, {title}))
#v(0.6em)
#par(justify: false, text(size: 13pt, {subtitle}))
#v(1.2em)
#text(size: 11pt)[{as_of}]
#v(1fr)
#text(size: 9pt)[{imprint}]
#pagebreak()
#outline(title: {contents}, depth: 2)
#set page(numbering: "1", columns: {columns})
#counter(page).update(1)
"""


def to_typst(source: Source, *, columns: int = 1) -> str:
    head = _HEAD
    for name, value in {
        "title": _string(source.title),
        "subtitle": _string(source.subtitle),
        "language": source.language,
        "running": _escape(source.title),
        "as_of": _escape(as_of(source)),
        "imprint": _escape(IMPRINT[source.language]),
        "contents": _string(CONTENTS[source.language]),
        "columns": str(columns),
        "y": str(source.as_of.year),
        "m": str(source.as_of.month),
        "d": str(source.as_of.day),
    }.items():
        head = head.replace("{" + name + "}", value)
    tokens = MarkdownIt("commonmark").enable("table").parse(source.text)
    return head + _blocks(tokens, wide=columns == 1)


def _blocks(tokens: Sequence[Token], *, wide: bool) -> str:
    out: list[str] = []
    depth = 0
    for token in tokens:
        match token.type:
            case "heading_open":
                out.append("\n" + "=" * (int(token.tag[1]) - 1) + " ")
            case "heading_close":
                out.append("\n\n")
            case "paragraph_close":
                out.append("\n" if depth else "\n\n")
            case "bullet_list_open":
                depth += 1
            case "bullet_list_close":
                depth -= 1
                out.append("\n")
            case "list_item_open":
                out.append("  " * (depth - 1) + "- ")
            case "inline":
                out.append(_inline(token))
            case "table_open":
                out.append("#{TABLE")
            case "thead_open":
                out.append("table.header(")
            case "thead_close":
                out.append("),")
            case "th_open" | "td_open":
                out.append("[")
            case "th_close" | "td_close":
                out.append("],")
            case "table_close":
                out.append(")\n\n")
    return _size_tables("".join(out), small=not wide)


def _size_tables(markup: str, *, small: bool) -> str:
    """Give each table as many columns as its header has; the first columns narrower than the longest one."""
    parts = markup.split("#{TABLE")
    for number in range(1, len(parts)):
        header = parts[number].partition("),")[0]
        count = header.count("],")
        size = "7.5pt" if small else "9pt"
        widths = ", ".join(["1fr"] * count)
        parts[number] = f"#block(breakable: true, {{ set text(size: {size}); table(columns: ({widths}), " + parts[
            number
        ].replace(")\n\n", ") })\n\n", 1)
    return "".join(parts)


def _inline(token: Token) -> str:
    out = []
    for child in token.children or []:
        match child.type:
            case "text":
                out.append(_escape(child.content))
            case "strong_open" | "strong_close":
                out.append("*")
            case "em_open" | "em_close":
                out.append("_")
            case "softbreak":
                out.append(" ")
            case "code_inline":
                out.append(_escape(child.content))
    text = "".join(out)
    # a line that begins with a number and a full stop would become a numbered list
    return re.sub(r"^(\d+)\.", r"\1\\.", text)


def _escape(text: str) -> str:
    escaped = re.sub(r"([\\#*_`$<>@\[\]~\"'])", r"\\\1", text)
    return re.sub(r"^([-+/=])", r"\\\1", escaped).replace("//", "\\/\\/").replace("--", "\\-\\-")


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
