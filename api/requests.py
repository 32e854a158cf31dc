"""What clients may send, checked before anything else sees it."""

import unicodedata
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr

from assistant.answer import Question, Turn
from corpus.library import Scope

LONGEST_QUESTION = 2_000


def _question(text: str) -> str:
    trimmed = text.strip()
    if not trimmed:
        raise ValueError("The question is empty. Ask something in one to 2,000 characters")
    if len(trimmed) > LONGEST_QUESTION:
        raise ValueError(f"The question has {len(trimmed):,} characters. Shorten it to 2,000 at most")
    return _clean(trimmed)


def _clean(text: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r" for letter in text):
        raise ValueError("The text holds control characters. Send plain text; line breaks are allowed")
    return text


def _question_or_empty(text: str) -> str:
    return _clean("".join(letter if letter != "\t" else " " for letter in text))


QuestionText = Annotated[StrictStr, AfterValidator(_question)]
EarlierText = Annotated[StrictStr, Field(max_length=20_000), AfterValidator(_question_or_empty)]
Name = Annotated[StrictStr, Field(max_length=200), AfterValidator(_clean)]


class TurnBody(BaseModel):
    model_config = ConfigDict(extra="ignore")

    question: EarlierText
    answer: EarlierText = ""


class QuestionBody(BaseModel):
    """A question with the turns before it, which the client keeps."""

    model_config = ConfigDict(extra="ignore")

    question: QuestionText
    turns: list[TurnBody] = Field(default=[], max_length=50)
    language: Literal["de", "en"] | None = None
    as_of: date | None = None

    def value(self) -> Question:
        turns = tuple(Turn(question=turn.question, answer=turn.answer) for turn in self.turns if turn.question.strip())
        return Question(text=self.question, turns=turns[-6:], language=self.language, as_of=self.as_of)


class SearchBody(BaseModel):
    model_config = ConfigDict(extra="ignore")

    question: QuestionText
    limit: int = Field(default=10, ge=1, le=50)
    language: Literal["de", "en"] | None = None
    topics: list[Name] = Field(default=[], max_length=100)
    publications: list[Name] = Field(default=[], max_length=500)
    as_of: date | None = None

    def scope(self) -> Scope:
        return Scope(language=self.language, topics=self.topics, publications=self.publications)


class IngestBody(BaseModel):
    """Work that a command of the same machine hands over. No paths: the catalogue's library."""

    model_config = ConfigDict(extra="forbid")

    paths: list[str] = []
    publication: str | None = None
    dry_run: bool = False
