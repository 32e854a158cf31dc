"""The SQL database under the catalogue: SQLite in a data folder, and writes that happen whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, IntegrityError

from corpus.errors import GuidanceError

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")


def sqlite(folder: Path) -> Engine:
    """The engine for a folder's catalogue file, which is made with the first connection."""
    # parameters hold words of questions: an error in a log must not show them
    engine = create_engine(
        f"sqlite:///{folder / 'catalogue.sqlite'}", connect_args={"check_same_thread": False}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _set(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One write, whole or not at all; GuidanceError when the database refuses it (a full disk, a damaged file)."""
    try:
        with engine.begin() as connection:
            yield connection
    except IntegrityError:
        raise
    except DatabaseError as error:
        raise GuidanceError(
            f"The catalogue cannot be written: {error.orig}.",
            "Free disk space in the data folder and run `guide ingest` again; what is published stays as it was.",
        ) from error
