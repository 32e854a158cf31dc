"""A small catalogue, and an embedder that knows what it was asked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.embedder import HashEmbedder
from corpus.errors import GuidanceError
from corpus.library import Library
from ingest.report import Report
from ingest.wanted import Wanted, from_catalogue

Write = Callable[[str, str | bytes], Path]
ENTRY = """
[[publication]]
slug = "{slug}"
title = "{slug}"
topic = "t"
sector = "s"
issuer = "i"
home_url = "https://a.de{home}"
edition = [{{language = "de", title = "{slug}", issued = {issued}, file = "{slug}.md"}}]
"""
TEXTS = {
    "fristen": "# Fristen\n\nDie Übergangsfrist für Bestandsprodukte endet am 31. Dezember 2027.\n",
    "klassen": "# Klassen\n\nSoftware für Diagnosen ist nach Regel 11 mindestens Klasse IIa.\n",
    "meldung": "# Meldung\n\nHersteller melden schwerwiegende Vorkommnisse spätestens nach 15 Tagen.\n",
}


class Counting(HashEmbedder):
    """Knows which texts it was given; fails at a word."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.fails_at = ""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.fails_at and any(self.fails_at in text for text in texts):
            raise GuidanceError("The embedding service is gone.", "Wait and try again.")
        self.texts += texts
        return super().embed_documents(texts)


@pytest.fixture
def embedder(library: Library) -> Iterator[Counting]:
    counting = Counting()
    library.embedder = library._cache._embedder = counting  # type: ignore[attr-defined]
    yield counting


@pytest.fixture
def catalogue(write: Write) -> Callable[..., list[Wanted]]:
    """Writes a catalogue of these publications with their files; what it wants."""

    def make(*slugs: str, home: str = "", issued: str = "2026-01-01") -> list[Wanted]:
        for slug in slugs:
            if not (path := write("library/catalogue.toml", "").parent / f"{slug}.md").exists():
                path.write_text(TEXTS[slug], "utf-8")
        entries = "".join(ENTRY.format(slug=slug, home=home, issued=issued) for slug in slugs)
        return from_catalogue(write("library/catalogue.toml", entries))

    return make


def verdicts(report: Report) -> dict[str, str]:
    return {one.publication: one.verdict for one in report.verdicts}
