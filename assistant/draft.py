"""What a chat model returns: statements with keys and quotes in a closed schema, and a question made to stand alone."""

import json
from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.chat_model import ChatFailure

LARGEST_REPLY = 100_000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class DraftEvidence(_Strict):
    key: str = Field(max_length=8)
    quote: str = Field(max_length=2_000)


class DraftStatement(_Strict):
    text: str = Field(max_length=1_000)
    evidence: list[DraftEvidence] = Field(max_length=8)


class Draft(_Strict):
    """A model's answer before anything of it is believed."""

    answerable: bool
    statements: list[DraftStatement] = Field(max_length=12)
    missing: str | None = Field(max_length=500)


class StandAlone(_Strict):
    """A follow-up as a model makes it stand alone, before anything of it is believed."""

    question: str = Field(max_length=2_000)


_Shape = TypeVar("_Shape", Draft, StandAlone)


def read(shape: type[_Shape], reply: str, name: str) -> _Shape:
    """The reply as the shape that was asked for; ChatFailure when it is anything else."""
    try:
        if len(reply) > LARGEST_REPLY:
            raise ValueError("too long")
        return shape.model_validate(json.loads(reply))
    except (ValueError, ValidationError, RecursionError) as error:
        raise ChatFailure(
            f"The chat model {name} returned something that is no {shape.__name__}.",
            "Try another GUIDE_CHAT_METHOD (json_schema, json_mode, function_calling) or another model.",
            passing=True,
        ) from error


def schema_of(shape: type[BaseModel]) -> Mapping[str, object]:
    """The schema with every property required, as strict structured output wants it."""
    schema = shape.model_json_schema()

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
