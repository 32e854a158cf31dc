"""Build the library's files from their sources: ``python -m corpus.publications.generate [SLUG …]``.

The same source gives the same bytes. ``report`` and ``columns`` become PDFs through Typst, ``page`` becomes HTML, ``notes``
stays Markdown.
"""

import sys
from pathlib import Path

from corpus.publications.entries import EditionEntry, read_catalogue
from corpus.publications.source import FOLDER, Source, read_source
from corpus.publications.to_html import to_html
from corpus.publications.to_typst import to_typst
from corpus.publications.wording import IMPRINT, as_of


def build(source: Source, layout: str) -> bytes:
    """The file of one source."""
    match layout:
        case "report" | "columns":
            import typst

            font_free = to_typst(source, columns=2 if layout == "columns" else 1)
            return bytes(typst.compile(font_free.encode(), format="pdf", ignore_system_fonts=True))
        case "page":
            return to_html(source).encode()
        case _:
            imprint = f"*{IMPRINT[source.language]} {as_of(source)}.*"
            return f"# {source.title}\n\n{source.subtitle}.\n\n{imprint}\n\n{source.text}".encode()


def build_entry(entry: EditionEntry, folder: Path = FOLDER) -> bytes:
    return build(read_source(folder / str(entry.source)), entry.layout)


def main(slugs: list[str]) -> int:
    for publication in read_catalogue(FOLDER / "catalogue.toml", files=False).publication:
        for entry in publication.edition:
            if entry.source and (not slugs or publication.slug in slugs):
                data = build_entry(entry)
                (FOLDER / entry.file).write_bytes(data)
                print(f"{entry.file}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
