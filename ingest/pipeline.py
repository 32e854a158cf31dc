"""One run of the pipeline: wanted editions → plan → read, split, embed, write, publish → report."""

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.compounds import Compounds, vocabulary
from corpus.errors import GuidanceError
from corpus.language import language_of
from corpus.library import SPLITTER_VERSION, Library
from corpus.model import Document, Edition, ExpectedQuestion, Passage
from ingest.child import read_file
from ingest.diff import Hashed, Slot, plan
from ingest.expected import expected_questions, questions_file
from ingest.read import MEDIA_TYPES, from_json
from ingest.report import Report, Verdict
from ingest.split import passages
from ingest.verdict import Refused, closed, gone
from ingest.wanted import CATALOGUE, Wanted

_NO_TITLE = re.compile(r"^(?:microsoft \w+ - |untitled|unbenannt|document ?\d*$|dokument ?\d*$)|\.[a-z]{2,4}$", re.I)
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
    expected: tuple[ExpectedQuestion, ...]
    notes: tuple[str, ...]


def run(
    library: Library,
    wanted: Sequence[Wanted],
    *,
    whole: bool,
    dry_run: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Hold what is wanted; ``whole``: it is all of the catalogue's library, what else came from there is withdrawn.

    One bad file never stops the others, and never touches what is published.
    """
    report = Report()
    editions, marks = library.catalogue.editions(), library.catalogue.fingerprints()
    taken = {one.publication for one in editions if marks[one.id][1] == CATALOGUE}
    hashed = [one for item in wanted if (one := _hash(item, taken, report))]
    keep = {(one.publication.slug, one.language, one.valid_from) for one in wanted} if whole else None
    steps = plan(hashed, editions, marks, keep)
    for same in steps.unchanged:
        report.add(Verdict.of(same.wanted, "unchanged"))
    held = {(one.publication, one.language, one.valid_from): one.id for one in editions}
    if dry_run:
        for step in steps.make:
            report.add(Verdict.of(step.wanted, "replaced" if _stands_in(step.wanted, held) else "added"))
    else:
        _make(library, steps.make, held, report, progress)
    refused = {(one.publication, one.language) for one in report.verdicts if not one.good}
    withdraw = [one for one in steps.withdraw if (one.publication, one.language) not in refused]
    if not dry_run:
        library.withdraw([edition.id for edition in withdraw])
    for edition in withdraw:
        report.add(
            Verdict(
                file=edition.file_name, publication=edition.publication, language=edition.language, verdict="withdrawn"
            )
        )
    return report


def _stands_in(wanted: Wanted, held: Collection[Slot]) -> bool:
    """Is an edition held that this one takes the place of? A file's language is only known when it is read."""
    return any(
        slot[0] == wanted.publication.slug and wanted.language in ("", slot[1]) and slot[2] == wanted.valid_from
        for slot in held
    )


def _make(
    library: Library,
    steps: Sequence[Hashed],
    held: Mapping[Slot, str],
    report: Report,
    progress: Callable[[Progress], None],
) -> None:
    with ThreadPoolExecutor(2) as pool:
        read = [one for one in pool.map(lambda step: _read(step, report), steps) if one]
    if not read:
        return
    leftover = set(library.catalogue.unwanted(("writing", "gone")))
    if leftover & {one.edition.id for one in read}:
        library.sweep()
    texts = [passage.text for one in read if one.edition.language == "de" for passage in one.passages]
    compounds = Compounds(vocabulary(texts) | library.finder.vocabulary("de"))
    total = sum(len(one.passages) + len(one.expected) for one in read)
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
                one.expected,
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
                what=" ".join(one.notes),
                pages=len(one.document.pages),
                passages=len(one.passages),
            )
        )


def _hash(wanted: Wanted, taken: Collection[str], report: Report) -> Hashed | None:
    """The file's fingerprint; ``taken``: slugs of the catalogue's publications, which a file by itself cannot have."""
    publication = wanted.publication
    try:
        if wanted.origin != CATALOGUE and publication.slug in taken:
            raise Refused("name-taken", f"The library holds a publication {publication.slug}.", "Rename the file.")
        digest = hashlib.sha256(_bytes(wanted.path)).hexdigest()
    except Refused as refused:
        report.add(Verdict.of(wanted, refused.verdict, refused.what, refused.remedy))
        return None
    parts = (
        *(digest, SPLITTER_VERSION, publication.slug, wanted.language, wanted.title, wanted.path.suffix.lower()),
        *(str(wanted.issued), str(wanted.valid_from), publication.topic or "", publication.title),
        *(publication.sector, publication.issuer, publication.home_url, questions_file(wanted.path)),
    )
    return Hashed(wanted=wanted, sha256=digest, fingerprint=hashlib.sha256("\0".join(parts).encode()).hexdigest())


def _read(step: Hashed, report: Report) -> _Read | None:
    wanted = step.wanted
    try:
        document = from_json(read_file(wanted.path))
        data = _bytes(wanted.path)
        if hashlib.sha256(data).hexdigest() != step.sha256:
            raise Refused("changed", "The file was changed while it was read.", "Run `guide ingest` again.")
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
    expected, notes = expected_questions(found, language, questions_file(wanted.path))
    return _Read(
        hashed=step,
        data=data,
        document=document,
        edition=edition,
        passages=found,
        expected=expected,
        notes=(*document.notes, *notes),
    )


def _bytes(path: Path) -> bytes:
    """What the file holds; Refused when that is not to be had."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("too-large", "The file is larger than 100 MB.", "Split it or export it smaller.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise gone() from error
    except OSError as error:
        raise closed(error) from error


def _title(document: Document, path: Path) -> str:
    """The document's own title; its file's name where it has none that a person wrote."""
    title = " ".join((document.title or "").split())
    return title if 3 <= len(title) <= 200 and not _NO_TITLE.search(title) else re.sub(r"[-_]+", " ", path.stem)
