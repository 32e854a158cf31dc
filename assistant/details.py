"""Every detail of a text: dates, provisions, standards and quantities, each once, in the order of the text."""

import re
import unicodedata

from assistant.detail import Detail
from assistant.provisions import provisions
from assistant.quantities import quantities
from corpus.figures import blanked, dates

_SIDES = re.compile(
    r"(?P<until>\b(?:bis(?:\s+(?:zum|einschließlich|spätestens))?|spätestens(?:\s+(?:am|bis|zum))?|vor(?:\s+dem)?"
    r"|until|till|by|before|up to|no later than|not later than|at the latest by)\s+(?:the\s+|and including\s+)?)$"
    r"|(?P<start>\b(?:ab(?:\s+dem)?|seit(?:\s+dem)?|nach(?:\s+dem)?|frühestens(?:\s+(?:am|ab))?"
    r"|since|after|from|starting|as of|as from)\s+(?:the\s+)?)$",
    re.I,
)
# how far back what belongs to a figure is looked for
_NEAR = 40
_ORDINAL_PARTS = re.compile(
    r"\b(first|second|third|fourth|erste[rnms]?|zweite[rnms]?|dritte[rnms]?|vierte[rnms]?)\s+(subparagraph|sentence|Unterabsatz|Satz)\b",
    re.I,
)
_PLACES = ("first erst", "second zweit", "third dritt", "fourth viert")
_HYPHENS = re.compile(r"(?<=[a-zäöüß])[-‐]\s*\n\s*(?=[a-zäöüß])")


def readable(text: str) -> str:
    """The text as details are read from it: ligatures, invisible hyphens and broken lines resolved."""
    text = re.sub(r"[ﬀ-ﬆ]", lambda match: unicodedata.normalize("NFKC", match.group(0)), text)
    text = re.sub(r"[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
    text = _HYPHENS.sub("", text)
    text = re.sub(r"[‐‑−]", "-", text)
    text = re.sub(r"\s+", " ", text)
    return _ORDINAL_PARTS.sub(lambda match: f"{match.group(2)} {_place(match.group(1))}", text)


def _place(word: str) -> int:
    return next(
        number for number, words in enumerate(_PLACES, 1) if any(word.lower().startswith(w) for w in words.split())
    )


def details(text: str, language: str, *, claimed: bool) -> list[Detail]:
    """The details of a readable text; ``claimed``: only what is surely one."""
    found: list[Detail] = []
    rest = text
    for start, end, value in list(dates(rest)):
        side = _SIDES.search(text[max(0, start - _NEAR) : start])
        kind = "" if side is None else "until" if side["until"] else "from"
        found.append(Detail(kind="date", value=value, start=start, end=end, said=text[start:end], side=kind))
        rest = blanked(rest, start, end)
    for one in provisions(rest):
        found.append(one)
        rest = blanked(rest, one.start, one.end)
    found += quantities(rest, language, claimed=claimed)
    return sorted(found, key=lambda one: (one.start, one.end))
