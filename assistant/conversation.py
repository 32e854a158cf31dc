"""A follow-up question made to stand alone, by rules: what it leaves out is taken from the question before."""

import re
from collections.abc import Sequence

from assistant.answer import Turn
from corpus.words import is_stop_word, raw_words

MOST_TURNS = 6
_POINTS_BACK = re.compile(
    r"^(?:und|oder|aber|also|dann|and|or|but|so|then|what about|how about|wie sieht es|gilt das|does that|is that|is it|what if)\b"
    r"|\b(?:das|dies|davon|dafür|dazu|damit|dabei|daran|darauf|dort|solche[rsn]?|diese[rsmn]?|es|it|that|this|those|these|they|them|there|one)\b",
    re.I,
)
_FEW_WORDS = 4


def stand_alone(question: str, turns: Sequence[Turn]) -> str:
    """The question itself, or with the question before it where it points back or says too little alone."""
    if not turns:
        return question
    content = [word for word in raw_words(question) if not is_stop_word(word, "de") and not is_stop_word(word, "en")]
    if _POINTS_BACK.search(question) or len(content) < _FEW_WORDS:
        return f"{turns[-1].question.strip()[:500]} {question}"
    return question
