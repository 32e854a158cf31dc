"""Words of a text as the lexical index holds them: folded, stemmed, without stop words."""

import re
from functools import lru_cache
from pathlib import Path

import snowballstemmer

from corpus.model import LANGUAGES

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*", re.UNICODE)
_STOP = {
    language: frozenset((Path(__file__).parent / f"stop_words.{language}.txt").read_text("utf-8").split())
    for language in LANGUAGES
}
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "á": "a", "’": "'"})
# how a German name is spelt where only plain letters may stand
UMLAUTS: dict[int, str] = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
_STEMMERS = {"de": snowballstemmer.stemmer("german"), "en": snowballstemmer.stemmer("english")}


def raw_words(text: str) -> list[str]:
    """Every word in its order, lower case, hyphenated ones whole and in their parts."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found.append(word)
        if "-" in word:
            found.extend(part for part in word.split("-") if part)
    return found


def fold(word: str) -> str:
    return word.translate(_FOLD)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A lower-case word's stem, umlauts and ß folded."""
    return fold(str(_STEMMERS[language].stemWord(word)))


def is_stop_word(word: str, language: str) -> bool:
    return word in _STOP[language]


def terms(text: str, language: str) -> list[str]:
    """The stems of a text's words in order, stop words left out."""
    stop = _STOP[language]
    return [stem(word.replace("-", ""), language) for word in raw_words(text) if word not in stop]
