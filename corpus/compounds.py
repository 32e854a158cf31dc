"""Parts of German compounds, cut where the library's own words allow it.

"Übergangsfrist" splits into "übergang" and "frist" when both stand in the library as words of their own. The dictionary
is the library's vocabulary, so it grows with it and needs no word list of anybody else.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from corpus.words import is_stop_word, raw_words, stem

_SHORTEST, _LONGEST = 4, 80
_LINKS = ("", "s", "es", "n", "en", "e", "er")


class Compounds:
    """Splits words along a vocabulary of lower-case words."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = frozenset(
            word for word in vocabulary if len(word) >= _SHORTEST and word.isalpha() and not is_stop_word(word, "de")
        )
        self.split = lru_cache(maxsize=100_000)(self._split)

    def parts(self, words: Iterable[str]) -> list[str]:
        """The stems of the parts of every compound among ``words``."""
        return [stem(part, "de") for word in words for part in self.split(word)]

    def _split(self, word: str) -> tuple[str, ...]:
        if not 2 * _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return ()
        best: tuple[str, ...] = ()
        for cut in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
            head, tail = word[:cut], word[cut:]
            if (part := self._known(head)) is None:
                continue
            rest = (tail,) if tail in self._words else self.split(tail)
            if rest and (not best or len(rest) + 1 < len(best)):
                best = (part, *rest)
        return best

    def _known(self, head: str) -> str | None:
        for link in _LINKS:
            bare = head[: len(head) - len(link)] if link else head
            if head.endswith(link) and len(bare) >= _SHORTEST and bare in self._words:
                return bare
        return None


def vocabulary(texts: Iterable[str], *, least: int = 3) -> set[str]:
    """The words that at least ``least`` of the texts hold: rarer ones are too often broken pieces."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(raw_words(text)))
    return {word for word, count in counts.items() if count >= least}
