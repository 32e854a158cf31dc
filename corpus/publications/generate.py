"""Build the library's files from their sources: ``python -m corpus.publications.generate [SLUG …]``.

The same source gives the same bytes. ``report`` and ``columns`` become PDFs through Typst, ``page`` becomes HTML, ``notes``
stays Markdown.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.publications.entries import EditionEntry, PublicationEntry, read_catalogue
from corpus.publications.source import FOLDER, Source, read_source, stated
from corpus.publications.to_html import to_html
from corpus.publications.to_typst import to_typst
from corpus.publications.wording import IMPRINT, as_of

# of a marked sentence, so much is named: enough to find it
MARKED_WORDS = 90
# so alike two editions' sentences are, where both speak of one fact
ALIKE = 0.5


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


def expected(entry: EditionEntry, publication: PublicationEntry, folder: Path = FOLDER) -> str:
    """The file of expected questions beside an edition: under the words that state a fact, the questions it answers."""

    def rows(name: str) -> list[list[str]]:
        with (folder / "questions" / f"{name}.tsv").open(encoding="utf-8") as file:
            return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]

    asked: dict[int, list[str]] = {}
    for fact, language, question in rows(publication.slug):
        asked.setdefault(int(fact), []).append(f"{language}: {question}")
    words: dict[int, list[str]] = {}
    for number, text in _places(entry, publication, folder):
        if text[:MARKED_WORDS] not in words.setdefault(number, []):
            words[number].append(text[:MARKED_WORDS])
    open_ones = [f"{language}: {question}" for _, language, question in rows(f"unanswered/{publication.slug}")]
    blocks = [[*words[one], *asked[one]] for one in sorted(words) if one in asked] + [["(not answered)", *open_ones]]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _places(entry: EditionEntry, publication: PublicationEntry, folder: Path) -> Iterator[tuple[int, str]]:
    """Facts and the words that state them; in an older edition without marks, its sentences most like the newest one's."""
    source = read_source(folder / str(entry.source))
    if marked := list(stated(source)):
        yield from ((one.fact, one.text) for one in marked)
        return
    newest = max((one for one in publication.edition if one.language == entry.language), key=lambda one: one.issued)
    own = [(_words(text), text) for line in source.text.splitlines() for text in re.split(r"(?<=[.!?]) ", line) if text]
    for one in stated(read_source(folder / str(newest.source))):
        wanted = _words(one.text)
        share, text = max((2 * len(wanted & held) / (len(wanted) + len(held) or 1), text) for held, text in own)
        if share >= ALIKE:
            yield one.fact, text


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.lower()))


def main(slugs: list[str]) -> int:
    for publication in read_catalogue(FOLDER / "catalogue.toml", files=False).publication:
        for entry in publication.edition:
            if entry.source and (not slugs or publication.slug in slugs):
                data = build_entry(entry)
                (FOLDER / entry.file).write_bytes(data)
                questions = expected(entry, publication)
                (FOLDER / entry.file).with_suffix(".questions").write_text(questions, "utf-8")
                print(f"{entry.file}: {len(data):,} bytes, {questions.count(': ')} expected questions")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
