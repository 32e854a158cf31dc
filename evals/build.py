"""Libraries for measuring, kept in ``build/evals`` between runs: the project's own, the laws, and sets of given passages."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.guide import Guide
from assistant.compose import open_assistant
from corpus.compounds import Compounds, vocabulary
from corpus.library import Library, open_library
from corpus.model import Document, Edition, Page, Passage, Publication
from corpus.settings import Settings
from ingest.pipeline import run
from ingest.wanted import Wanted, from_catalogue, from_paths

FOLDER = Path(__file__).parents[1] / "build" / "evals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A text whose passages are given, not split by us."""

    slug: str
    language: str
    title: str
    passages: tuple[str, ...]


@contextmanager
def guide(name: str, fill: Callable[[Library, Settings], None]) -> Iterator[Guide]:
    """A guide over ``build/evals/<name>``, filled if it is not."""
    settings = Settings(data=FOLDER / name, chat_model="")
    library, folder = open_library(settings)
    try:
        fill(library, settings)
        library.sweep()
        yield Guide(library, open_assistant(library, settings), settings)
    finally:
        folder.release()


def own_library(library: Library, settings: Settings) -> None:
    _run(library, from_catalogue(settings.library))


def files(paths: Sequence[Path]) -> Callable[[Library, Settings], None]:
    return lambda library, _: _run(library, from_paths(list(paths)))


def _run(library: Library, wanted: list[Wanted]) -> None:
    report = run(library, wanted, whole=False)
    bad = [one for one in report.verdicts if not one.good]
    if bad:
        raise SystemExit(f"{bad[0].file}: {bad[0].what}")


def given(texts: Iterable[Given]) -> Callable[[Library, Settings], None]:
    """Hold texts with the passages they come with; a text that is held already is left alone."""

    def fill(library: Library, _: Settings) -> None:
        held = {edition.id for edition in library.catalogue.editions()}
        wanted = list(texts)
        compounds = Compounds(vocabulary(p for one in wanted if one.language == "de" for p in one.passages))
        for one in wanted:
            document, passages = document_of(one)
            if passages[0].edition not in held:
                hold(library, one, document, passages, compounds)

    return fill


def document_of(one: Given) -> tuple[Document, list[Passage]]:
    """The text of the given passages, and the passages as slices of it."""
    digest = hashlib.sha256("\0".join(one.passages).encode()).hexdigest()[:10]
    edition = f"{one.slug}-{one.language}-{digest}"
    text, passages = "", []
    for number, words in enumerate(one.passages, start=1):
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{words}" if text else words
        passages.append(
            Passage(
                id=f"{edition}.{number:04}",
                edition=edition,
                start=start,
                end=len(text),
                first_page=1,
                last_page=1,
                label=None,
                heading=(),
                anchor=None,
                text=words,
                section=f"{edition}.0001",
            )
        )
    return Document(text=text, pages=(Page(number=1, label=None, start=0, end=len(text)),)), passages


def hold(library: Library, one: Given, document: Document, passages: list[Passage], compounds: Compounds) -> None:
    """Publish a given text."""
    edition = passages[0].edition
    data = document.text.encode()
    library.add(
        Publication(slug=one.slug, title=one.title, topic=None, sector="", issuer="", home_url=""),
        Edition(
            id=edition,
            publication=one.slug,
            language=one.language,
            title=one.title,
            topic=None,
            issued=None,
            valid_from=date.min,
            media_type="text/plain",
            file_name=f"{one.slug}.txt",
            sha256=hashlib.sha256(data).hexdigest(),
            state="writing",
        ),
        document,
        passages,
        data,
        fingerprint=edition,
        origin="file",
        replaces=(),
        compounds=compounds,
    )
