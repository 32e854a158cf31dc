"""The catalogue file: which publications there are, in which editions, from which files."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import GuidanceError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EditionEntry(_Strict):
    """One edition: its file, beside the catalogue, and since when it is in force (``issued`` if not said)."""

    language: Literal["de", "en"]
    title: str = Field(min_length=1)
    issued: date
    valid_from: date | None = None
    file: str = Field(min_length=1)
    follows: date | None = None
    source: str | None = None
    layout: Literal["report", "columns", "page", "notes"] = "report"


class PublicationEntry(_Strict):
    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    topic: str
    sector: str
    issuer: str
    home_url: str = Field(pattern=r"^https?://")
    edition: list[EditionEntry] = Field(min_length=1)


class SourceEntry(_Strict):
    """A page of others that staff may fetch (``guide ingest URL``) where there is a network; nothing of it is kept here."""

    url: str = Field(pattern=r"^https?://")
    owner: str
    title: str = Field(min_length=1)
    language: Literal["de", "en"]
    about: str
    dated: str


class CatalogueFile(_Strict):
    publication: list[PublicationEntry]
    source: list[SourceEntry] = []


def read_catalogue(path: Path, *, files: bool = True) -> CatalogueFile:
    """The validated catalogue; GuidanceError names the entry that is wrong. ``files``: each file must be there."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise GuidanceError(
            f"The catalogue file {path} cannot be read: {error.strerror}.", "Set GUIDE_LIBRARY to a catalogue file."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GuidanceError(f"The catalogue file {path} is no TOML: {error}.", "Mend that line.") from error
    try:
        catalogue = CatalogueFile.model_validate(raw)
    except ValidationError as error:
        raise GuidanceError(
            f"The catalogue file {path.name} has a wrong entry: {_first(error, raw)}.",
            "Mend that entry; nothing was changed.",
        ) from error
    for slug, count in Counter(one.slug for one in catalogue.publication).items():
        if count > 1:
            raise GuidanceError(
                f"Two publications of {path.name} have the slug {slug}.", "Give each publication a slug of its own."
            )
    for publication in catalogue.publication:
        _check_editions(publication, path, files=files)
    return catalogue


def _check_editions(publication: PublicationEntry, path: Path, *, files: bool) -> None:
    where = f"the entry {publication.slug} of {path.name}"
    days = [(one.language, one.valid_from or one.issued) for one in publication.edition]
    for (language, day), count in Counter(days).items():
        if count > 1:
            raise GuidanceError(
                f"In {where}, two editions in {language} are in force from {day}.", "Give them different dates."
            )
    for one in publication.edition:
        if one.follows and not any(
            other.language == one.language and other.issued == one.follows for other in publication.edition
        ):
            raise GuidanceError(
                f"In {where}, an edition follows one of {one.follows} that is not listed.", "List it or drop `follows`."
            )
        if files and not (path.parent / one.file).is_file():
            raise GuidanceError(f"In {where}, the file {one.file} is missing.", "Put it there or take out the entry.")


def _first(error: ValidationError, raw: dict[str, object]) -> str:
    problem = error.errors()[0]
    place = list(problem["loc"])
    name = ""
    entries = raw.get("publication")
    if len(place) > 1 and place[0] == "publication" and isinstance(entries, list) and isinstance(place[1], int):
        name = f"{entries[place[1]].get('slug', f'number {place[1] + 1}')}: "
        place = place[2:]
    return f"{name}{' '.join(str(part) for part in place)}: {problem['msg']}"
