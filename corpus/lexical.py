"""The lexical index: BM25 over stems, compound parts, headings and legal references, one table a language."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from corpus.compounds import Compounds
from corpus.model import LANGUAGES, Passage
from corpus.references import references
from corpus.words import raw_words, terms

# weight of a word found in: text, parts of compounds, title and headings, legal references
WEIGHTS = (1.0, 0.4, 0.8, 1.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A passage as words: what FTS5 holds of it, each field a string of tokens."""

    body: str
    parts: str
    heading: str
    refs: str


def entry(passage: Passage, title: str, language: str, compounds: Compounds) -> Entry:
    """The words of a passage in its context."""
    above = " ".join((title, *passage.heading))
    parts = compounds.parts(raw_words(f"{above} {passage.text}")) if language == "de" else []
    return Entry(
        body=" ".join(terms(passage.text, language)),
        parts=" ".join(parts),
        heading=" ".join(terms(above, language)),
        refs=" ".join(references(f"{above}\n{passage.text}")),
    )


def match_expression(question: str, language: str, compounds: Compounds) -> str:
    """The question as an FTS5 expression: any of its words in any field; empty when it holds none."""
    words = list(dict.fromkeys(terms(question, language)))
    parts = list(dict.fromkeys(compounds.parts(raw_words(question)))) if language == "de" else []
    refs = references(question)
    clauses = [f'{{body parts heading}} : "{word}"' for word in words]
    clauses += [f'{{body parts heading}} : "{part}"' for part in parts if part not in words]
    clauses += [f'refs : "{ref}"' for ref in refs]
    return " OR ".join(clauses)


class LexicalIndex(Protocol):
    """Finds passages by their words."""

    def add(self, connection: Connection, language: str, numbers: Sequence[int], entries: Sequence[Entry]) -> None:
        """Write entries under the passages' numbers, in the caller's transaction."""

    def remove(self, connection: Connection, numbers: Sequence[int]) -> None:
        """Forget passages, in the caller's transaction."""

    def frequencies(self, language: str) -> dict[str, float]:
        """The share of a language's passages that hold each term."""

    def search(self, expression: str, language: str, editions: Collection[str], limit: int) -> list[tuple[str, float]]:
        """Ids of the best passages of these editions with their BM25 score, best first; ties by id."""


class Fts5:
    """The lexical index in the catalogue's own SQLite file (https://sqlite.org/fts5.html)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with engine.begin() as connection:
            for language in LANGUAGES:
                connection.execute(
                    text(
                        f"CREATE VIRTUAL TABLE IF NOT EXISTS lexical_{language} USING fts5("
                        "body, parts, heading, refs, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
                    )
                )
                connection.execute(
                    text(
                        f"CREATE VIRTUAL TABLE IF NOT EXISTS lexical_{language}_terms USING fts5vocab("
                        f"lexical_{language}, 'row')"
                    )
                )

    def add(self, connection: Connection, language: str, numbers: Sequence[int], entries: Sequence[Entry]) -> None:
        rows = [
            {"number": number, "body": one.body, "parts": one.parts, "heading": one.heading, "refs": one.refs}
            for number, one in zip(numbers, entries, strict=True)
        ]
        if rows:
            connection.execute(
                text(
                    f"INSERT INTO lexical_{language}(rowid, body, parts, heading, refs) "
                    "VALUES (:number, :body, :parts, :heading, :refs)"
                ),
                rows,
            )

    def remove(self, connection: Connection, numbers: Sequence[int]) -> None:
        rows = [{"number": number} for number in numbers]
        if rows:
            for language in LANGUAGES:
                connection.execute(text(f"DELETE FROM lexical_{language} WHERE rowid = :number"), rows)

    def frequencies(self, language: str) -> dict[str, float]:
        with self._engine.connect() as connection:
            count = connection.scalar(text(f"SELECT count(*) FROM lexical_{language}")) or 1
            rows = connection.execute(text(f"SELECT term, doc FROM lexical_{language}_terms"))
            return {row.term: row.doc / count for row in rows}

    def search(self, expression: str, language: str, editions: Collection[str], limit: int) -> list[tuple[str, float]]:
        if not expression or not editions:
            return []
        names = {f"e{n}": edition for n, edition in enumerate(sorted(editions))}
        weights = ", ".join(str(weight) for weight in WEIGHTS)
        query = text(
            f"SELECT p.id AS id, -bm25(lexical_{language}, {weights}) AS score FROM lexical_{language} "
            f"JOIN passages p ON p.number = lexical_{language}.rowid "
            f"WHERE lexical_{language} MATCH :expression AND p.edition IN ({', '.join(':' + n for n in names)}) "
            "ORDER BY score DESC, p.id LIMIT :limit"
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query, {"expression": expression, "limit": limit, **names})
            return [(row.id, float(row.score)) for row in rows]
