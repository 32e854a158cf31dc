"""What a chat model returns: statements with keys and quotes in a closed schema."""

from pydantic import BaseModel, ConfigDict, Field


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
