"""A follow-up question made to stand alone, by rules: what it leaves out is taken from the question before."""

import re
from collections.abc import Sequence

from assistant.answer import Turn
from corpus.words import is_stop_word, raw_words

_LEADS_ON = re.compile(
    r"^(?:und|oder|aber|also|dann|and|or|but|so|then|what about|how about|what if|wie sieht es|gilt das|does that|is that|is it)\b",
    re.I,
)
# words that stand for something said before: not the article ("das Gerät", "das neue Gesetz"), not the relative pronoun
# ("software that monitors"), not the empty subject ("gibt es", "is there")
_POINTS_BACK = re.compile(
    r"\b[Dd]as(?!\s+(?:(?!ein|kein|auch\b)[a-zäöüß]+(?:e|en|er|es)\s+)?[A-ZÄÖÜ0-9])\b"
    r"|\b(?i:dies|davon|dafür|dazu|damit|dabei|daran|darauf|dort|solche[rsn]?|diese[rsmn]?)\b"
    r"|(?<!gibt )\b(?i:es)\b(?! gibt)"
    r"|\b(?i:this|those|these|they|them)\b|(?<!there)\b(?i:it)\b(?! takes?\b)"
    r"|\b(?i:does|is|of|for|about|after|before|with|to|do|in) that\b(?! [a-z]+s\b)"
)
_FEW_WORDS = 3
_NAME = re.compile(r"\b\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*\b")


def points_back(question: str, turns: Sequence[Turn]) -> bool:
    """Whether a question needs the one before it: it points back, or says too little alone."""
    return bool(turns) and bool(_LEADS_ON.search(question) or _POINTS_BACK.search(question) or _says_little(question))


def stand_alone(question: str, turns: Sequence[Turn]) -> str:
    """The question itself, or with the question before it where it points back."""
    return f"{turns[-1].question.strip()[:500]} {question}" if points_back(question, turns) else question


def _says_little(question: str) -> bool:
    """Fewer than _FEW_WORDS words of its own, and none that is the name of a thing (UDI, DiGA, MDR)."""
    content = [word for word in raw_words(question) if not is_stop_word(word, "de") and not is_stop_word(word, "en")]
    return len(content) < _FEW_WORDS and not _NAME.search(question)
