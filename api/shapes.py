"""The JSON of hits, answers and publications, as every client gets it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from assistant.answer import Answer, Citation, Statement
from corpus.model import Edition, Hit, Page, Passage, Publication

Json = dict[str, Any]


def hit(one: Hit, *, explain: bool = False) -> Json:
    """``explain``: with ``why``, what each feature adds to the rank, the weightiest first."""
    passage, edition = one.passage, one.edition
    why = sorted(((name, value) for name, value in one.parts if value), key=lambda pair: -abs(pair[1]))
    return {
        "passage": passage.id,
        "publication": edition.publication,
        "title": edition.title,
        "edition": edition.id,
        "language": edition.language,
        "topic": edition.topic,
        "issued": day(edition.issued),
        "pages": pages(passage.first_page, passage.last_page, passage.label),
        "heading": list(passage.heading),
        "text": passage.text,
        "score": round(one.score, 6),
        "url": original(edition, passage, passage.first_page),
        **({"rank": round(one.rank, 3), "why": {name: round(value, 3) for name, value in why}} if explain else {}),
    }


def citation(one: Citation) -> Json:
    edition = one.edition
    return {
        "id": one.id,
        "publication": edition.publication,
        "title": edition.title,
        "edition": edition.id,
        "issued": day(edition.issued),
        "language": edition.language,
        "pages": pages(one.first_page, one.last_page, one.label),
        "heading": list(one.passage.heading),
        "quote": one.quote,
        "url": original(edition, one.passage, one.first_page),
        "passage": one.passage.id,
        "picture": picture(one),
    }


def statement(one: Statement) -> Json:
    return {"text": one.text, "citations": [citation.id for citation in one.citations]}


def answer(one: Answer) -> Json:
    return {
        "id": one.id,
        "outcome": one.outcome.value,
        "language": one.language,
        "statements": [statement(part) for part in one.statements],
        "citations": [citation(part) for part in one.citations],
        "message": one.message,
        "notices": list(one.notices),
        "considered": [hit(part) for part in one.considered],
        "generated": one.generated,
        "model": one.model,
        "as_of": day(one.as_of),
        "disclosure": one.disclosure,
        "confidence": round(one.confidence, 4),
        "contact": one.contact,
    }


def publications(
    titles: Iterable[Publication],
    editions: Sequence[Edition],
    in_force: Mapping[str, Edition],
    pages_of: Mapping[str, Sequence[Page]],
    today: date,
) -> list[Json]:
    """Every publication with its held editions; one has state ``published``, older ones ``superseded``, later ones ``upcoming``."""
    found: list[Json] = []
    for one in titles:
        own = [edition for edition in editions if edition.publication == one.slug]
        rows = [
            {
                "id": edition.id,
                "language": edition.language,
                "title": edition.title,
                "issued": day(edition.issued),
                "media_type": edition.media_type,
                "state": state(edition, in_force, today),
                "pages": len(pages_of[edition.id]),
                "labels": [page.label or "" for page in pages_of[edition.id]],
                "file": f"/v1/editions/{quote(edition.id)}/file",
            }
            for edition in own
        ]
        if rows:
            found.append(
                {
                    "slug": one.slug,
                    "title": one.title,
                    "topic": one.topic,
                    "sector": one.sector,
                    "issuer": one.issuer,
                    "home_url": one.home_url,
                    "editions": rows,
                }
            )
    return found


def state(edition: Edition, in_force: Mapping[str, Edition], today: date) -> str:
    if edition.id in in_force:
        return "published"
    return "upcoming" if edition.valid_from > today else "superseded"


def passage(one: Passage, edition: Edition) -> Json:
    return {
        "passage": one.id,
        "publication": edition.publication,
        "title": edition.title,
        "edition": edition.id,
        "language": edition.language,
        "topic": edition.topic,
        "issued": day(edition.issued),
        "pages": pages(one.first_page, one.last_page, one.label),
        "heading": list(one.heading),
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "url": original(edition, one, one.first_page),
    }


def pages(first: int, last: int, label: str | None) -> Json:
    return {"first": first, "last": last, "label": label}


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def original(edition: Edition, passage: Passage, page: int) -> str:
    """The original file, opened at the page or the heading."""
    address = f"/v1/editions/{quote(edition.id)}/file"
    if edition.media_type == "application/pdf":
        return f"{address}#page={page}"
    return f"{address}#{quote(passage.anchor)}" if passage.anchor else address


def picture(one: Citation) -> str:
    """The page as a picture with the quote marked."""
    return (
        f"/v1/editions/{quote(one.edition.id)}/pages/{one.first_page}.png"
        f"?passage={quote(one.passage.id)}&start={one.start}&end={one.end}"
    )
