"""Which editions are wanted: from the catalogue file, or from files and folders that somebody names."""

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from corpus.catalogue import UNDATED
from corpus.errors import GuidanceError
from corpus.model import Publication
from corpus.publications.entries import SourceEntry, read_catalogue
from corpus.words import UMLAUTS
from ingest.fetch import fetch
from ingest.read import MEDIA_TYPES

CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An edition to be held. ``language`` and ``title`` empty: taken from the text."""

    publication: Publication
    path: Path
    language: str = ""
    title: str = ""
    issued: date | None = None
    valid_from: date = UNDATED
    origin: str


def from_catalogue(path: Path) -> list[Wanted]:
    """Every edition of a catalogue file, in its order."""
    found = []
    for entry in read_catalogue(path).publication:
        publication = Publication(
            slug=entry.slug,
            title=entry.title,
            topic=entry.topic,
            sector=entry.sector,
            issuer=entry.issuer,
            home_url=entry.home_url,
        )
        found += [
            Wanted(
                publication=publication,
                path=path.parent / edition.file,
                language=edition.language,
                title=edition.title,
                issued=edition.issued,
                valid_from=edition.valid_from or edition.issued,
                origin=CATALOGUE,
            )
            for edition in entry.edition
        ]
    return found


def from_paths(paths: list[Path]) -> list[Wanted]:
    """Each file, and each readable file in a folder, as a publication whose slug is its file name."""
    found: dict[str, Wanted] = {}
    for path in paths:
        if not path.exists():
            raise GuidanceError(f"There is no file or folder {path}.", "Check the path.")
        files = _readable(path) if path.is_dir() else [path]
        if not files:
            raise GuidanceError(f"The folder {path} holds no file that can be read.", "Add PDF, HTML, MD or TXT files.")
        for file in files:
            slug = slug_of(file)
            if slug in found:
                raise GuidanceError(
                    f"{found[slug].path.name} and {file.name} would both be the publication {slug}.",
                    "Rename one of them.",
                )
            found[slug] = Wanted(
                publication=Publication(slug=slug, title="", topic=None, sector="", issuer="", home_url=""),
                path=file,
                origin="file",
            )
    return list(found.values())


def _readable(folder: Path) -> list[Path]:
    """The files that readers take, and the folders that may not be looked into: their verdict says so."""
    closed: list[Path] = []
    found = [
        Path(place) / name
        for place, _, names in os.walk(folder, onerror=lambda error: closed.append(Path(str(error.filename))))
        for name in names
        if not name.startswith(".") and Path(name).suffix.lower() in MEDIA_TYPES
    ]
    return sorted([*found, *closed])


def from_address(address: str, folder: Path, sources: Mapping[str, SourceEntry], hosts: Collection[str]) -> Wanted:
    """A page or file fetched into ``folder``, with title and language from the catalogue's source of that address."""
    fetched = fetch(address, hosts)
    source = sources.get(address)
    parts = urlsplit(address)
    slug = slug_of(Path(f"{parts.hostname}-{parts.path.strip('/').replace('.', '-')}"))[:100].strip("-")
    path = folder / f"{slug}{fetched.suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fetched.data)
    return Wanted(
        publication=Publication(
            slug=slug,
            title=source.title if source else "",
            topic=None,
            sector="",
            issuer=source.owner if source else "",
            home_url=address,
        ),
        path=path,
        language=source.language if source else "",
        title=source.title if source else "",
        origin="address",
    )


def slug_of(path: Path) -> str:
    """A file name as a slug: lower case, umlauts spelt out, hyphens between words."""
    folded = path.stem.lower().translate(UMLAUTS)
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "publication"
