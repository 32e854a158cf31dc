"""What a model says is missing from its answer: its words, so they are shown only where they can do no harm."""

import re
import unicodedata

from corpus.model import LANGUAGES
from corpus.words import is_stop_word, raw_words, stem

LONGEST = 120
# words in which a question may be taken up again without saying anything new
_ABOUT = frozenset(
    re.findall(
        r"\w+",
        "angabe angaben antwort aussage aussagen dauer einzelheiten frage fragen frist fristen höhe information informationen "
        "kosten teil zeitpunkt answer amount cost costs deadline deadlines detail details duration part question",
    )
)
_SAYS_MORE = re.compile(
    r"\b(?:kein\w*|nicht|nie|nur|ohne|muss|müssen|darf|dürfen|soll\w*|verboten|erlaubt|not|no|never|none|only|without|must"
    r"|may|shall|should|allowed|forbidden|prohibited)\b",
    re.I,
)


def harmless(missing: str | None, question: str) -> str | None:
    """The words on what is missing, where every one of them is the asker's own: else None.

    No figure, no address, no mark, no word that allows or forbids, one short line; nothing that the question did not say.
    """
    text = (missing or "").strip().rstrip(".")
    if not 0 < len(text) <= LONGEST or _SAYS_MORE.search(text):
        return None
    if any(letter not in " ,-()" and unicodedata.category(letter)[0] != "L" for letter in text):
        return None
    new = _content(text) - _content(question) - _ABOUT
    return None if new or not _content(text) else text


def _content(text: str) -> set[str]:
    words = [word for word in raw_words(text) if not any(is_stop_word(word, one) for one in LANGUAGES)]
    return {word if word in _ABOUT else stem(word, "de") for word in words}
