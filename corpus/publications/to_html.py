"""A source as a web page, with the frame that real pages have: navigation, notice and footer around the article."""

import html
import re

from markdown_it import MarkdownIt

from corpus.publications.source import Source
from corpus.publications.wording import CONTENTS, IMPRINT, as_of
from corpus.words import UMLAUTS

_HOME = {"de": "Startseite", "en": "Home"}
_FRAME = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="date" content="{date}">
<style>
body {{ font: 1rem/1.55 Georgia, serif; margin: 0 auto; max-width: 46rem; padding: 1rem; color: #1b1b1b; background: #fff; }}
nav, footer {{ font: 0.85rem/1.4 system-ui, sans-serif; color: #555; }}
table {{ border-collapse: collapse; }} td, th {{ border: 1px solid #bbb; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }}
</style>
</head>
<body>
<nav><p>{home} › {title}</p></nav>
<main>
<article>
<h1>{title}</h1>
<p>{subtitle}.</p>
<p>{as_of}.</p>
<nav><p>{contents}</p><ul>
{links}
</ul></nav>
{body}</article>
</main>
<footer><p>{imprint} {as_of}.</p></footer>
</body>
</html>
"""


def to_html(source: Source) -> str:
    """The page; each heading has an id to link to."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(source.text)
    seen: dict[str, int] = {}
    links: list[str] = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            title = tokens[number + 1].content
            anchor = _anchor(title)
            seen[anchor] = seen.get(anchor, 0) + 1
            if seen[anchor] > 1:
                anchor += f"-{seen[anchor]}"
            token.attrSet("id", anchor)
            if token.tag == "h2":
                links.append(f'<li><a href="#{anchor}">{html.escape(title)}</a></li>')
    return _FRAME.format(
        language=source.language,
        title=html.escape(source.title),
        subtitle=html.escape(source.subtitle),
        date=source.as_of.isoformat(),
        as_of=html.escape(as_of(source)),
        home=_HOME[source.language],
        contents=CONTENTS[source.language],
        imprint=html.escape(IMPRINT[source.language]),
        links="\n".join(links),
        body=parser.renderer.render(tokens, parser.options, {}),
    )


def _anchor(title: str) -> str:
    folded = title.lower().translate(UMLAUTS)
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].rstrip("-") or "section"
