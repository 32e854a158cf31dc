"""German or English?"""

from collections.abc import Callable
from functools import lru_cache

from corpus.model import LANGUAGES
from corpus.words import is_stop_word, raw_words


@lru_cache(maxsize=1)
def _classify() -> Callable[[str], tuple[str, float]]:
    from py3langid import langid

    langid.set_languages(list(LANGUAGES))
    classify: Callable[[str], tuple[str, float]] = langid.classify
    return classify


def language_of(text: str, prior: str = "de") -> str:
    """``de`` or ``en``; function words decide, then character statistics; ``prior`` for a text too short to tell."""
    words = raw_words(text)
    german = sum(is_stop_word(word, "de") for word in words)
    english = sum(is_stop_word(word, "en") for word in words)
    if german != english:
        return "de" if german > english else "en"
    if any(letter in text.lower() for letter in "äöüß"):
        return "de"
    if len(words) < 3:
        return prior
    return str(_classify()(text)[0])
