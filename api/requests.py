"""What clients may send, checked before anything else sees it."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from assistant.answer import Question, Turn
from corpus.library import Scope

LONGEST_QUESTION = 2_000


def _question(text: str) -> str:
    trimmed = _clean(text.strip(" \t\r\n")).strip()
    if not trimmed:
        raise ValueError("The question is empty. Ask something in one to 2,000 characters")
    if len(trimmed) > LONGEST_QUESTION:
        raise ValueError(f"The question has {len(trimmed):,} characters. Shorten it to 2,000 at most")
    return trimmed


def _clean(text: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r" for letter in text):
        raise ValueError("The text holds control characters. Send plain text; line breaks are allowed")
    return text


def _day(value: object) -> object:
    if (
        value is None
        or isinstance(value, date)
        or (isinstance(value, str) and re.fullmatch(r"[0-9]{4}-\d\d-\d\d", value))
    ):
        return value
    raise ValueError("This is no day. Write it as 2026-11-24")


def _quoted(text: str) -> str:
    """An earlier answer quotes files, and files hold all sorts of characters: what has no shape becomes a space."""
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text)


def refusal(error: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong with a field, and what to do, from the first error that pydantic reports."""
    what, _, remedy = str(error["msg"]).removeprefix("Value error, ").partition(". ")
    place = ".".join(str(part) for part in error["loc"] if part != "body")
    return f"{place or 'body'}: {what}.", f"{remedy or 'Mend it and try again'}."


QuestionText = Annotated[StrictStr, AfterValidator(_question)]
EarlierQuestion = Annotated[StrictStr, Field(max_length=20_000), AfterValidator(_clean)]
EarlierAnswer = Annotated[StrictStr, Field(max_length=20_000), AfterValidator(_quoted)]
Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[StrictStr, Field(max_length=200), AfterValidator(_clean)]


class TurnBody(BaseModel):
    model_config = ConfigDict(extra="ignore")

    question: EarlierQuestion
    answer: EarlierAnswer = ""


class QuestionBody(BaseModel):
    """A question with the turns before it, which the client keeps."""

    model_config = ConfigDict(extra="ignore")

    question: QuestionText
    turns: list[TurnBody] = Field(default=[], max_length=50)
    language: Literal["de", "en"] | None = None
    topics: list[Name] = Field(default=[], max_length=100)
    as_of: Day | None = None

    def value(self) -> Question:
        turns = tuple(Turn(question=turn.question, answer=turn.answer) for turn in self.turns if turn.question.strip())
        topics = tuple(self.topics)
        return Question(text=self.question, turns=turns[-6:], language=self.language, as_of=self.as_of, topics=topics)


class SearchBody(BaseModel):
    model_config = ConfigDict(extra="ignore")

    question: QuestionText
    limit: StrictInt = Field(default=10, ge=1, le=50)
    language: Literal["de", "en"] | None = None
    topics: list[Name] = Field(default=[], max_length=100)
    publications: list[Name] = Field(default=[], max_length=500)
    as_of: Day | None = None
    explain: StrictBool = False

    def scope(self) -> Scope:
        return Scope(language=self.language, topics=self.topics, publications=self.publications)


class IngestBody(BaseModel):
    """Work that a command of the same machine hands over. No paths: the catalogue's library."""

    model_config = ConfigDict(extra="forbid")

    paths: list[StrictStr] = []
    publication: StrictStr | None = None
    dry_run: StrictBool = False
