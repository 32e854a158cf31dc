"""Build the library's files from their sources: ``python -m corpus.publications.generate [SLUG …]``.

The same source gives the same bytes. ``report`` and ``columns`` become PDFs through Typst, ``page`` becomes HTML, ``notes``
stays Markdown.
"""

import csv
import sys
from pathlib import Path

from corpus.publications.entries import EditionEntry, read_catalogue
from corpus.publications.source import FOLDER, Source, read_source, stated
from corpus.publications.to_html import to_html
from corpus.publications.to_typst import to_typst
from corpus.publications.wording import IMPRINT, as_of

# of a marked sentence, so much is named: enough to find it
MARKED_WORDS = 90


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


def expected(entry: EditionEntry, slug: str, folder: Path = FOLDER) -> str:
    """The file of expected questions beside an edition: under the words that state a fact, the questions it answers."""

    def rows(name: str) -> list[list[str]]:
        with (folder / "questions" / f"{name}.tsv").open(encoding="utf-8") as file:
            return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]

    asked: dict[int, list[str]] = {}
    for fact, language, question in rows(slug):
        asked.setdefault(int(fact), []).append(f"{language}: {question}")
    words: dict[int, list[str]] = {}
    for one in stated(read_source(folder / str(entry.source))):
        start = one.text[:MARKED_WORDS]
        if start not in words.setdefault(one.fact, []):
            words[one.fact].append(start)
    blocks = ["\n".join([*words[fact], *asked[fact]]) for fact in sorted(words) if fact in asked]
    blocks.append("\n".join(["(not answered)", *(f"{language}: {q}" for _, language, q in rows("unanswered/" + slug))]))
    return "\n\n".join(blocks) + "\n"


def main(slugs: list[str]) -> int:
    for publication in read_catalogue(FOLDER / "catalogue.toml", files=False).publication:
        for entry in publication.edition:
            if entry.source and (not slugs or publication.slug in slugs):
                data = build_entry(entry)
                (FOLDER / entry.file).write_bytes(data)
                questions = expected(entry, publication.slug)
                (FOLDER / entry.file).with_suffix(".questions").write_text(questions, "utf-8")
                print(f"{entry.file}: {len(data):,} bytes, {questions.count(': ')} expected questions")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
