"""The catalogue: what is held and what is in force. It is the truth; every index can be rebuilt from it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from corpus import rows, schema
from corpus.database import sqlite, transaction
from corpus.errors import GuidanceError
from corpus.model import Document, Edition, ExpectedQuestion, Page, Passage, Publication

UNDATED = date(1, 1, 1)
SCHEMA_VERSION = "2"
_BATCH = 500


class Catalogue:
    """Publications, editions, pages and passages in one SQL database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # reading -------------------------------------------------------------------------------------------------

    def fact(self, key: str) -> str | None:
        """A fact about the index itself (embedder, splitter version …)."""
        with self.engine.connect() as connection:
            return connection.scalar(select(schema.facts.c.value).where(schema.facts.c.key == key))

    def publications(self) -> list[Publication]:
        with self.engine.connect() as connection:
            found = connection.execute(select(schema.publications).order_by(schema.publications.c.slug))
            return [Publication(**row) for row in found.mappings()]

    def editions(self) -> list[Edition]:
        """Every held edition, by publication, language and date."""
        table, publication = schema.editions, schema.publications
        query = (
            select(*(table.c[name] for name in rows.EDITION), publication.c.topic)
            .join(publication, publication.c.slug == table.c.publication)
            .where(table.c.state == "held")
            .order_by(table.c.publication, table.c.language, table.c.valid_from)
        )
        with self.engine.connect() as connection:
            return [rows.edition(row) for row in connection.execute(query).mappings()]

    def in_force(self, as_of: date) -> dict[str, Edition]:
        """By id, the one edition of each publication and language that is in force on a day."""
        newest: dict[tuple[str, str], Edition] = {}
        for edition in self.editions():
            if edition.valid_from <= as_of:
                newest[edition.publication, edition.language] = edition
        return {edition.id: edition for edition in newest.values()}

    def pages(self, edition: str) -> list[Page]:
        table = schema.pages
        query = select(table.c.number, table.c.label, table.c.start, table.c.end).where(table.c.edition == edition)
        with self.engine.connect() as connection:
            return [Page(**row) for row in connection.execute(query.order_by(table.c.number)).mappings()]

    def text(self, edition: str) -> str:
        with self.engine.connect() as connection:
            return connection.scalar(select(schema.editions.c.text).where(schema.editions.c.id == edition)) or ""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids; one that is gone is left out."""
        found: dict[str, Passage] = {}
        with self.engine.connect() as connection:
            for start in range(0, len(ids), _BATCH):
                batch = ids[start : start + _BATCH]
                held = connection.execute(select(schema.passages).where(schema.passages.c.id.in_(batch)))
                found.update({row["id"]: rows.passage(row) for row in held.mappings()})
        return found

    def passages_of(self, edition: str) -> list[Passage]:
        table = schema.passages
        with self.engine.connect() as connection:
            found = connection.execute(select(table).where(table.c.edition == edition).order_by(table.c.start))
            return [rows.passage(row) for row in found.mappings()]

    def section(self, section: str) -> list[Passage]:
        """The passages under one heading."""
        table = schema.passages
        with self.engine.connect() as connection:
            found = connection.execute(select(table).where(table.c.section == section).order_by(table.c.start))
            return [rows.passage(row) for row in found.mappings()]

    def expected_of(self, edition: str) -> list[ExpectedQuestion]:
        table = schema.expected_questions
        with self.engine.connect() as connection:
            found = connection.execute(select(table).where(table.c.edition == edition).order_by(table.c.id))
            return [rows.expected(row) for row in found.mappings()]

    def vectors_wanted(self) -> dict[str, int]:
        """By edition, how many passages, sections and expected questions it has: each has a vector."""
        passage, question = schema.passages, schema.expected_questions
        passages = select(passage.c.edition, func.count() + func.count(passage.c.section.distinct()))
        questions = select(question.c.edition, func.count())
        found: Counter[str] = Counter()
        with self.engine.connect() as connection:
            for query, edition in ((passages, passage.c.edition), (questions, question.c.edition)):
                for name, count in connection.execute(query.group_by(edition)):
                    found[name] += count
        return dict(found)

    def expected(self) -> list[ExpectedQuestion]:
        """The expected questions of every held edition."""
        table, held = schema.expected_questions, schema.editions
        query = select(table).join(held, held.c.id == table.c.edition).where(held.c.state == "held")
        with self.engine.connect() as connection:
            return [rows.expected(row) for row in connection.execute(query.order_by(table.c.id)).mappings()]

    def files(self) -> list[tuple[str, str]]:
        """Hash and file name of every edition's original, whatever the edition's state."""
        table = schema.editions
        with self.engine.connect() as connection:
            return [
                (row.sha256, row.file_name) for row in connection.execute(select(table.c.sha256, table.c.file_name))
            ]

    def fingerprints(self) -> dict[str, tuple[str, str]]:
        """Fingerprint and origin of every held edition, by id."""
        table = schema.editions
        with self.engine.connect() as connection:
            found = connection.execute(
                select(table.c.id, table.c.fingerprint, table.c.origin).where(table.c.state == "held")
            )
            return {row.id: (row.fingerprint, row.origin) for row in found}

    # writing -------------------------------------------------------------------------------------------------

    def set_fact(self, key: str, value: str) -> None:
        with transaction(self.engine) as connection:
            connection.execute(delete(schema.facts).where(schema.facts.c.key == key))
            connection.execute(insert(schema.facts).values(key=key, value=value))

    def write(
        self,
        publication: Publication,
        edition: Edition,
        document: Document,
        passages: Sequence[Passage],
        expected: Sequence[ExpectedQuestion] = (),
        *,
        fingerprint: str,
        origin: str,
        also: Callable[[Connection, Sequence[Passage], Sequence[int]], None],
    ) -> None:
        """Write an edition whole but unpublished, in one transaction that ``also`` joins with the passages' numbers."""
        with transaction(self.engine) as connection:
            known = select(schema.publications.c.slug).where(schema.publications.c.slug == publication.slug)
            if connection.scalar(known) is None:
                connection.execute(insert(schema.publications).values(**rows.publication_row(publication)))
            connection.execute(
                insert(schema.editions).values(
                    id=edition.id,
                    publication=edition.publication,
                    language=edition.language,
                    title=edition.title,
                    issued=edition.issued.isoformat() if edition.issued else None,
                    valid_from=edition.valid_from.isoformat(),
                    media_type=edition.media_type,
                    file_name=edition.file_name,
                    sha256=edition.sha256,
                    fingerprint=fingerprint,
                    origin=origin,
                    state="writing",
                    text=document.text,
                )
            )
            pages = [
                {"edition": edition.id, "number": p.number, "label": p.label, "start": p.start, "end": p.end}
                for p in document.pages
            ]
            connection.execute(insert(schema.pages), pages)
            if passages:
                connection.execute(
                    insert(schema.passages), [rows.passage_row(passage, edition.language) for passage in passages]
                )
            if expected:
                connection.execute(insert(schema.expected_questions), [rows.expected_row(one) for one in expected])
            table = schema.passages
            written = connection.execute(select(table.c.id, table.c.number).where(table.c.edition == edition.id))
            number_of = {row.id: row.number for row in written}
            also(connection, passages, [number_of[passage.id] for passage in passages])

    def publish(self, publication: Publication, edition: str, replaces: Iterable[str]) -> None:
        """Move the pointer in one transaction: the edition counts from now on, those it replaces no more."""
        table = schema.editions
        with transaction(self.engine) as connection:
            connection.execute(update(table).where(table.c.id.in_(list(replaces))).values(state="gone"))
            connection.execute(update(table).where(table.c.id == edition).values(state="held"))
            connection.execute(
                update(schema.publications)
                .where(schema.publications.c.slug == publication.slug)
                .values(**rows.publication_row(publication))
            )

    def withdraw(self, ids: Iterable[str]) -> None:
        with transaction(self.engine) as connection:
            table = schema.editions
            connection.execute(update(table).where(table.c.id.in_(list(ids))).values(state="gone"))

    def unwanted(self, states: Iterable[str]) -> list[str]:
        """The editions in these states (``writing``: left half-written; ``gone``: replaced or withdrawn)."""
        table = schema.editions
        with self.engine.connect() as connection:
            return list(connection.scalars(select(table.c.id).where(table.c.state.in_(list(states)))))

    def remove(self, edition: str, also: Callable[[Connection, Sequence[int]], None]) -> None:
        """Delete an edition's rows for good, with what ``also`` holds under its passages' numbers."""
        table = schema.passages
        with transaction(self.engine) as connection:
            numbers = list(connection.scalars(select(table.c.number).where(table.c.edition == edition)))
            also(connection, numbers)
            connection.execute(delete(table).where(table.c.edition == edition))
            for other in (schema.expected_questions, schema.pages):
                connection.execute(delete(other).where(other.c.edition == edition))
            connection.execute(delete(schema.editions).where(schema.editions.c.id == edition))
            used = select(schema.editions.c.publication)
            connection.execute(delete(schema.publications).where(schema.publications.c.slug.not_in(used)))


def open_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a data folder, made if it is missing; GuidanceError when the file is no catalogue."""
    engine = sqlite(folder)
    try:
        schema.metadata.create_all(engine)
        catalogue = Catalogue(engine)
        version = catalogue.fact("schema")
    except DBAPIError as error:
        raise GuidanceError(
            f"The catalogue in {folder} cannot be opened: {error.orig}.",
            "Free disk space or restore catalogue.sqlite from a backup; or move the folder away and run `guide ingest`.",
        ) from error
    if version is None:
        catalogue.set_fact("schema", SCHEMA_VERSION)
    elif version != SCHEMA_VERSION:
        raise GuidanceError(
            f"The catalogue in {folder} has layout {version}, this program needs {SCHEMA_VERSION}.",
            "Move the data folder away and run `guide ingest`.",
        )
    return catalogue
