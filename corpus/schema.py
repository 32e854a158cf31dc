"""The catalogue's tables, in SQL that SQLite and PostgreSQL both speak."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

facts = Table("facts", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

publications = Table(
    "publications",
    metadata,
    Column("slug", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("topic", String),
    Column("sector", String, nullable=False),
    Column("issuer", String, nullable=False),
    Column("home_url", String, nullable=False),
)

# state: writing (not whole yet), held (may be answered from), gone (waits to be swept)
editions = Table(
    "editions",
    metadata,
    Column("id", String, primary_key=True),
    Column("publication", ForeignKey("publications.slug"), nullable=False),
    Column("language", String(2), nullable=False),
    Column("title", Text, nullable=False),
    Column("issued", String(10)),
    Column("valid_from", String(10), nullable=False),
    Column("media_type", String, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("origin", String, nullable=False),
    Column("state", String, nullable=False),
    Column("text", Text, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    Column("edition", ForeignKey("editions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", String),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("edition", ForeignKey("editions.id"), nullable=False),
    Column("language", String(2), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first_page", Integer, nullable=False),
    Column("last_page", Integer, nullable=False),
    Column("label", String),
    Column("heading", Text, nullable=False),
    Column("anchor", String),
    Column("text", Text, nullable=False),
    Column("section", String, nullable=False),
)
Index("passages_by_edition", passages.c.edition)
Index("passages_by_section", passages.c.section)

# passages: their ids as a JSON list; origin: heading, staff or model
expected_questions = Table(
    "expected_questions",
    metadata,
    Column("id", String, primary_key=True),
    Column("edition", ForeignKey("editions.id"), nullable=False),
    Column("language", String(2), nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", String, nullable=False),
    Column("passages", Text, nullable=False),
)
Index("expected_questions_by_edition", expected_questions.c.edition)

# embeddings already made, by the hash of embedder and embedded text
vectors = Table(
    "vectors",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
