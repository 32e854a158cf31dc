"""Is everything as it should be?"""

import os
from datetime import date
from pathlib import Path

from corpus.errors import GuidanceError
from corpus.lock import owner_of
from corpus.settings import Settings


def examine(settings: Settings) -> int:
    """Print settings and checks; 0 when all is well, 1 when something needs a hand, 2 when nothing can be opened."""
    print("Settings")
    for name, value, source in _settings(settings):
        print(f"   {name} = {value}  ({source})")
    print("Checks")
    try:
        bad = _checks(settings)
    except GuidanceError as error:
        print(f"   wrong: {error.what} {error.remedy}")
        return 2
    return 1 if bad else 0


def _settings(settings: Settings) -> list[tuple[str, str, str]]:
    in_file = _names_in(Path(".env"))
    rows = []
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"GUIDE_{name.upper()}")
        value = getattr(settings, name)
        secret = name.endswith("api_key")
        source = "environment" if variable in os.environ else ".env" if variable in in_file else "default"
        rows.append((variable, ("***" if value else "not set") if secret else str(value), source))
    return rows


def _names_in(path: Path) -> set[str]:
    if not path.exists():
        return set()
    return {line.split("=")[0].strip() for line in path.read_text("utf-8").splitlines() if "=" in line}


def _checks(settings: Settings) -> int:
    owner = owner_of(settings.data)
    if owner and owner.url:
        print(f"   good: a server (process {owner.pid}) owns the data folder and answers at {owner.url}")
        print("   note: what follows reads the catalogue beside it")
        from corpus.catalogue import open_catalogue

        editions = open_catalogue(settings.data).in_force(date.today())
        return _say(bool(editions), f"{len(editions)} editions are in force", "Run `guide ingest`.")
    from corpus.library import open_library

    library, folder = open_library(settings, check=False)
    try:
        held, vectors = library.catalogue.editions(), library.counts()
        in_force = library.editions()
        bad = _say(bool(in_force), f"{len(in_force)} of {len(held)} held editions are in force", "Run `guide ingest`.")
        half = library.catalogue.unwanted(("writing",))
        bad += _say(not half, f"{len(half)} editions are half-written", "The next `guide ingest` removes them.")
        for edition in held:
            wanted = library.vectors_of(edition.id)
            if vectors.get(edition.id, 0) != wanted:
                what = f"{edition.id}: {vectors.get(edition.id, 0)} vectors where there should be {wanted}"
                bad += _say(False, what, "The next start rebuilds them from the catalogue.")
            if not library.file(edition).exists():
                bad += _say(False, f"{edition.id}: the original file is gone", "Run `guide ingest --rebuild`.")
        total = sum(vectors.values())
        bad += _say(
            True, f"the vector index holds {total} vectors of {len(vectors)} editions ({library.embedder.name})", ""
        )
        return bad
    finally:
        folder.release()


def _say(good: bool, what: str, remedy: str) -> int:
    print(f"   good: {what}" if good else f"   wrong: {what}. {remedy}")
    return 0 if good else 1
