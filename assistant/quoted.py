"""Where a quote stands in a passage, whatever hyphens, ligatures, spaces and quotation marks it is written with."""

import re
import unicodedata

from corpus.sentences import sentences

_QUOTATION = frozenset("\"'„“”‚‘’«»‹›`´")
_DASHES = frozenset("-‐‑‒–—−")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def fold(text: str) -> str:
    """Text as it is compared: no hyphens or spaces at line ends, one kind of quotation mark, lower case."""
    return _folded(text, hyphens=True)[0]


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text; first with its hyphens as they are, then without any."""
    for hyphens in (True, False):
        wanted = _folded(quote, hyphens=hyphens)[0]
        letters, offsets = _folded(text, hyphens=hyphens)
        at = letters.find(wanted) if wanted else -1
        if at >= 0:
            return offsets[at], offsets[at + len(wanted) - 1] + 1
    return None


def sentences_of(span: tuple[int, int], text: str) -> list[str]:
    """The whole sentences that a span touches: half a sentence may say the opposite of the whole."""
    start, end = span
    return [text[one:two] for one, two in sentences(text) if one < end and start < two]


def is_whole(span: tuple[int, int], text: str) -> bool:
    """Is a span made of whole sentences, but for a bullet before and a full stop after them?"""
    start, end = span
    touched = [(one, two) for one, two in sentences(text) if one < end and start < two]
    if not touched:
        return False
    before, after = text[touched[0][0] : start], text[end : touched[-1][1]]
    return not re.search(r"[^\W_]", before) and not re.search(r"[^\W_]", after)


def _folded(text: str, *, hyphens: bool) -> tuple[str, list[int]]:
    """The folded text and, for each of its letters, where it stood."""
    letters: list[str] = []
    offsets: list[int] = []
    skip_to = 0
    for offset, character in enumerate(text):
        if offset < skip_to or character in _UNSEEN:
            continue
        if character in _DASHES:
            broken = re.compile(r"\s*\n\s*").match(text, offset + 1)
            if broken and character in "-‐":
                skip_to = broken.end()
                continue
            if not hyphens:
                continue
            character = "-"
        if character in _QUOTATION:
            character = '"'
        elif character.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                offsets.append(offset)
            continue
        elif "ﬀ" <= character <= "ﬆ":
            character = unicodedata.normalize("NFKC", character)
        for letter in character.lower():
            letters.append(letter)
            offsets.append(offset)
    while letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return "".join(letters), offsets
