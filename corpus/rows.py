"""Rows of the catalogue's tables as the values they stand for, and back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from corpus.model import Edition, ExpectedQuestion, Passage, Publication

EDITION = (
    *("id", "publication", "language", "title", "issued", "valid_from"),
    *("media_type", "file_name", "sha256", "state"),
)


def edition(row: Mapping[Any, Any]) -> Edition:
    values: dict[str, Any] = dict(row)
    issued = values.pop("issued")
    return Edition(
        **{**values, "valid_from": date.fromisoformat(values["valid_from"])},
        issued=date.fromisoformat(issued) if issued else None,
    )


def publication_row(publication: Publication) -> dict[str, str | None]:
    return {
        "slug": publication.slug,
        "title": publication.title,
        "topic": publication.topic,
        "sector": publication.sector,
        "issuer": publication.issuer,
        "home_url": publication.home_url,
    }


def passage_row(passage: Passage, language: str) -> dict[str, str | int | None]:
    return {
        "id": passage.id,
        "edition": passage.edition,
        "language": language,
        "start": passage.start,
        "end": passage.end,
        "first_page": passage.first_page,
        "last_page": passage.last_page,
        "label": passage.label,
        "heading": json.dumps(passage.heading, ensure_ascii=False),
        "anchor": passage.anchor,
        "text": passage.text,
        "section": passage.section,
    }


def passage(row: Mapping[Any, Any]) -> Passage:
    values: dict[str, Any] = dict(row)
    del values["number"], values["language"]
    return Passage(**{**values, "heading": tuple(json.loads(values["heading"]))})


def expected_row(question: ExpectedQuestion) -> dict[str, str]:
    return {
        "id": question.id,
        "edition": question.edition,
        "language": question.language,
        "text": question.text,
        "origin": question.origin,
        "passages": json.dumps(question.passages),
    }


def expected(row: Mapping[Any, Any]) -> ExpectedQuestion:
    values: dict[str, Any] = dict(row)
    return ExpectedQuestion(**{**values, "passages": tuple(json.loads(values["passages"]))})
