"""A follow-up question made to stand alone by a chat model; the result is data, searched with and never shown."""

import unicodedata
from collections.abc import Callable, Sequence

from assistant.answer import Turn
from assistant.chat_model import ChatFailure, ChatModel
from assistant.draft import StandAlone, read, schema_of
from assistant.prompt import question_block, system_prompt, turn_blocks
from corpus.model import LANGUAGES
from corpus.words import is_stop_word, raw_words, stem

# the evidence waits for it
SECONDS = 2.5
LONGEST = 500
# above every question from outside the field (at most .848 to 44 follow-ups with the question before), e5 as it ships
NEAR = 0.85
SCHEMA = schema_of(StandAlone)


def made_to_stand_alone(
    model: ChatModel,
    question: str,
    turns: Sequence[Turn],
    language: str,
    nearness: Callable[[str, str], float],
) -> str | None:
    """The question in words that need no turns; None when the model fails or writes what has nothing to do with it.

    ``nearness``: the cosine of two texts' embeddings.
    """
    user = "\n".join([*turn_blocks(turns), question_block(question)])
    try:
        reply = model.complete(system_prompt(f"follow_up.{language}"), user, SCHEMA, SECONDS)
        written = read(StandAlone, reply, model.name).question.strip()
    except ChatFailure:
        return None
    return written if _plain(written) and _related(written, question, turns, nearness) else None


def _plain(text: str) -> bool:
    """One line of visible characters, no longer than a question."""
    kinds = {unicodedata.category(letter) for letter in text}
    return 0 < len(text) <= LONGEST and not any(kind[0] == "C" or kind in ("Zl", "Zp") for kind in kinds)


def _related(written: str, question: str, turns: Sequence[Turn], nearness: Callable[[str, str], float]) -> bool:
    """It shares a word of its own with the conversation, or is near to the last questions in meaning."""
    said = " ".join([question, *(f"{turn.question} {turn.answer}" for turn in turns)])
    if _content(written) & _content(said):
        return True
    return nearness(written, f"{turns[-1].question[-LONGEST:]} {question}") >= NEAR


def _content(text: str) -> set[str]:
    words = [word for word in raw_words(text) if not any(is_stop_word(word, one) for one in LANGUAGES)]
    return {stem(word, language) for word in words for language in LANGUAGES}
