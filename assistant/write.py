"""With a model: statements from the evidence, each shown only when it verifies."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from assistant.answer import Citation, Statement, Turn
from assistant.chat_model import ChatModel, system_prompt, user_prompt
from assistant.draft import Draft
from assistant.quotes import cite
from assistant.verify import find_quote, objection
from corpus.errors import GuidanceError
from corpus.model import Hit, Page

LARGEST_REPLY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stood the test. ``refused``: the model says that the evidence does not answer."""

    statements: tuple[Statement, ...]
    dropped: int
    missing: bool
    refused: bool


def write(
    model: ChatModel,
    question: str,
    turns: Sequence[Turn],
    hits: Sequence[Hit],
    language: str,
    pages: Mapping[str, Sequence[Page]],
) -> Written:
    """One draft, verified; GuidanceError when the model gives nothing that can be read."""
    evidence = {f"E{number}": hit for number, hit in enumerate(hits, start=1)}
    draft = _draft(model.complete(system_prompt(language), user_prompt(question, turns, evidence), SCHEMA), model.name)
    if not draft.answerable:
        return Written(statements=(), dropped=0, missing=False, refused=True)
    good = [one for one in draft.statements if objection(one, evidence, language) is None]
    names = (f"c{number}" for number in range(1, 1_000))
    statements = []
    for one in good:
        citations: list[Citation] = []
        for part in one.evidence:
            hit = evidence[part.key]
            span = find_quote(part.quote, hit.passage.text)
            if span:
                citations.append(cite(next(names), hit, *span, pages[hit.edition.id]))
        statements.append(Statement(text=one.text, citations=tuple(citations)))
    return Written(
        statements=tuple(statements),
        dropped=len(draft.statements) - len(good),
        missing=bool(draft.missing),
        refused=False,
    )


def _draft(reply: str, name: str) -> Draft:
    try:
        if len(reply) > LARGEST_REPLY:
            raise ValueError("too long")
        return Draft.model_validate(json.loads(reply))
    except (ValueError, ValidationError, RecursionError) as error:
        raise GuidanceError(
            f"The chat model {name} returned something that is no draft.",
            "Try another GUIDE_CHAT_METHOD (json_schema, json_mode, function_calling) or another model.",
        ) from error


def _closed(schema: dict[str, object]) -> dict[str, object]:
    """The schema with every property required, as strict structured output wants it."""

    def close(part: object) -> None:
        if isinstance(part, dict):
            if "properties" in part:
                part["required"] = list(part["properties"])
                part["additionalProperties"] = False
            for drop in ("title", "maxLength", "maxItems", "description"):
                if not isinstance(part.get(drop), dict):
                    part.pop(drop, None)
            for value in list(part.values()):
                close(value)
        elif isinstance(part, list):
            for value in part:
                close(value)

    close(schema)
    return schema


SCHEMA: Mapping[str, object] = _closed(Draft.model_json_schema())
