"""One run of the pipeline: wanted editions → plan → read, split, embed, write, publish → report."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.compounds import Compounds, vocabulary
from corpus.errors import GuidanceError
from corpus.language import language_of
from corpus.library import SPLITTER_VERSION, Library
from corpus.model import Document, Edition, Passage
from ingest.child import read_file
from ingest.diff import Hashed, plan
from ingest.read import MEDIA_TYPES, from_json
from ingest.report import Report, Verdict
from ingest.split import passages
from ingest.verdict import Refused
from ingest.wanted import Wanted

LARGEST_FILE = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Passages embedded of all, and the file at work."""

    done: int
    total: int
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    hashed: Hashed
    data: bytes
    document: Document
    edition: Edition
    passages: tuple[Passage, ...]


def run(
    library: Library,
    wanted: Sequence[Wanted],
    *,
    whole: bool,
    dry_run: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Hold what is wanted. One bad file never stops the others, and never touches what is published."""
    report = Report()
    hashed = [one for item in wanted if (one := _hash(item, report))]
    steps = plan(hashed, library.catalogue.editions(), library.catalogue.fingerprints(), whole=whole)
    for same in steps.unchanged:
        report.add(Verdict.of(same.wanted, "unchanged"))
    held = {(e.publication, e.language, e.valid_from): e.id for e in library.catalogue.editions()}
    if dry_run:
        for step in steps.make:
            key = (step.wanted.publication.slug, step.wanted.language, step.wanted.valid_from)
            report.add(Verdict.of(step.wanted, "replaced" if key in held else "added"))
    else:
        _make(library, steps.make, held, report, progress)
        library.withdraw([edition.id for edition in steps.withdraw])
    for edition in steps.withdraw:
        report.add(
            Verdict(
                file=edition.file_name, publication=edition.publication, language=edition.language, verdict="withdrawn"
            )
        )
    return report


def _make(
    library: Library,
    steps: Sequence[Hashed],
    held: dict[tuple[str, str, date], str],
    report: Report,
    progress: Callable[[Progress], None],
) -> None:
    with ThreadPoolExecutor(2) as pool:
        read = [one for one in pool.map(lambda step: _read(step, report), steps) if one]
    if not read:
        return
    texts = [passage.text for one in read if one.edition.language == "de" for passage in one.passages]
    compounds = Compounds(vocabulary(texts) | library.finder.vocabulary("de"))
    total = sum(len(one.passages) for one in read)
    done = 0
    for one in read:

        def embedded(count: int, file: str = one.edition.file_name) -> None:
            nonlocal done
            done += count
            progress(Progress(done=done, total=total, file=file))

        key = (one.edition.publication, one.edition.language, one.edition.valid_from)
        replaces = [held[key]] if key in held else []
        publication = one.hashed.wanted.publication
        if not publication.title:
            publication = replace(publication, title=one.edition.title)
        try:
            library.add(
                publication,
                one.edition,
                one.document,
                one.passages,
                one.data,
                fingerprint=one.hashed.fingerprint,
                origin=one.hashed.wanted.origin,
                replaces=replaces,
                compounds=compounds,
                embedded=embedded,
            )
        except GuidanceError as error:
            report.add(Verdict.of(one.hashed.wanted, "failed", error.what, error.remedy))
            continue
        report.add(
            replace(
                Verdict.of(one.hashed.wanted, "replaced" if replaces else "added"),
                language=one.edition.language,
                pages=len(one.document.pages),
                passages=len(one.passages),
            )
        )


def _hash(wanted: Wanted, report: Report) -> Hashed | None:
    try:
        if wanted.path.stat().st_size > LARGEST_FILE:
            raise Refused("too-large", "The file is larger than 100 MB.", "Split it or export it smaller.")
        digest = hashlib.sha256(wanted.path.read_bytes()).hexdigest()
    except OSError as error:
        report.add(
            Verdict.of(wanted, "unreadable", f"The file cannot be opened: {error.strerror}.", "Check its rights.")
        )
        return None
    except Refused as refused:
        report.add(Verdict.of(wanted, refused.verdict, refused.what, refused.remedy))
        return None
    parts = (
        *(digest, SPLITTER_VERSION, wanted.publication.slug, wanted.language, wanted.title, wanted.path.suffix.lower()),
        *(str(wanted.issued), str(wanted.valid_from), wanted.publication.topic or "", wanted.publication.title),
    )
    return Hashed(wanted=wanted, sha256=digest, fingerprint=hashlib.sha256("\0".join(parts).encode()).hexdigest())


def _read(step: Hashed, report: Report) -> _Read | None:
    wanted = step.wanted
    try:
        document = from_json(read_file(wanted.path))
        data = wanted.path.read_bytes()
        language = wanted.language or language_of(document.text[:20_000])
        edition = Edition(
            id=f"{wanted.publication.slug}-{language}-{step.fingerprint[:10]}",
            publication=wanted.publication.slug,
            language=language,
            title=wanted.title or _title(document, wanted.path),
            topic=wanted.publication.topic,
            issued=wanted.issued,
            valid_from=wanted.valid_from,
            media_type=MEDIA_TYPES[wanted.path.suffix.lower()],
            file_name=wanted.path.name,
            sha256=step.sha256,
            state="writing",
        )
        found = tuple(passages(document, edition.id))
        if not found:
            raise Refused("no-text", "The file holds no text to answer from.", "Add a file with text in it.")
    except Refused as refused:
        report.add(Verdict.of(wanted, refused.verdict, refused.what, refused.remedy))
        return None
    return _Read(hashed=step, data=data, document=document, edition=edition, passages=found)


def _title(document: Document, path: Path) -> str:
    title = (document.title or "").strip()
    return title if 3 <= len(title) <= 200 else path.stem.replace("_", " ").replace("-", " ")
