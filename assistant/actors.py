"""Roles and authorities that a text names, German and English names as one; acronyms that no table knows count too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.laws import known_act, law_of
from assistant.roles import AUTHORITIES, TABLE

# acronyms that say what a thing is rather than who speaks
_COMMON = frozenset(
    [
        "EU",
        "EG",
        "EWG",
        "EC",
        "EEC",
        "EWR",
        "EEA",
        "US",
        "USA",
        "UK",
        "IT",
        "KI",
        "AI",
        "OK",
        "PDF",
        "FAQ",
        "ID",
        "QR",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "XII",
        "TV",
        "CEO",
        "GmbH",
        "AG",
        "UG",
        "MHz",
        "kHz",
        "kWh",
        "MWh",
        "GWh",
        "kW",
        "MW",
        "CO",
        "AC",
        "DC",
        "PV",
    ]
)
_NAME = re.compile(r"(?<![\w/])[A-ZÄÖÜa-zäöü][\w]*(?:-\w+)*")
# two capitals side by side, or a capital within the word: "MDR", "LkSG", "BfArM"
_SHORT = re.compile(r"[A-ZÄÖÜ]{2}|[a-zäöüß][A-ZÄÖÜ]")
_ROMAN = re.compile(r"[IVX]+[abmrsp]?")
_SHORTEST_PART = 6

ANY = "authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is named: every role that the name may stand for."""

    roles: frozenset[str]
    start: int
    end: int
    said: str


@lru_cache(maxsize=2)
def _names(*, within_words: bool) -> list[tuple[re.Pattern[str], frozenset[str]]]:
    names: dict[str, set[str]] = {}
    for line in TABLE.strip().splitlines():
        role, _, rest = line.partition(": ")
        for name in re.split(r", | \| ", rest):
            names.setdefault(name.strip(), set()).update({role, ANY} if role.endswith(ANY) else {role})
    longest = sorted(names, key=len, reverse=True)
    if within_words:
        # "Softwarehersteller", "Patientendaten": a compound speaks of the role too; an authority is named whole
        return [
            (re.compile(name.removeprefix("~"), re.I), frozenset(names[name]))
            for name in longest
            if name[0] == "~"
            or (not names[name] & AUTHORITIES and len(re.sub(r"\(\?:.*|[?].*", "", name)) >= _SHORTEST_PART)
        ]
    # German names begin with a capital: "ear" and "Rat" are no verbs; English ones may begin a sentence
    return [
        (re.compile(rf"(?<![\w-])(?:{_either(name)})(?!\w)", re.I if name[0] == "(" else 0), frozenset(names[name]))
        for name in longest
        if name[0] != "~"
    ]


def _either(name: str) -> str:
    return f"[{name[0].upper()}{name[0]}]{name[1:]}" if name[0].islower() else name


def actors(text: str) -> list[Actor]:
    """The roles and authorities of a text in its order; longer names before shorter ones within them."""
    found: list[Actor] = []
    rest = text
    for pattern, roles in _names(within_words=False):
        for match in pattern.finditer(rest):
            found.append(Actor(roles=roles, start=match.start(), end=match.end(), said=match.group(0)))
        rest = pattern.sub(lambda match: " " * len(match.group(0)), rest)
    return sorted(found, key=lambda one: one.start)


def _spoken_of(text: str) -> list[frozenset[str]]:
    """The roles that a text names, parts of its compounds among them."""
    parts = [roles for pattern, roles in _names(within_words=True) if pattern.search(text)]
    return [*(one.roles for one in actors(text)), *parts]


def _same(claimed: frozenset[str], held: frozenset[str]) -> bool:
    """ "The authority" is whichever authority the evidence names, never the other way round."""
    return bool(claimed & held) or (ANY in claimed and bool(held & AUTHORITIES))


def acronyms(text: str) -> Iterator[str]:
    """Short names of acts, bodies and things ("IVDR", "UDI", "LkSG"), acts by their one name."""
    for match in _NAME.finditer(text.replace("AI Act", "AI-Act")):
        if act := known_act(match.group(0)):
            yield act
            continue
        for part in match.group(0).split("-"):
            if _SHORT.search(part) and part not in _COMMON and not _ROMAN.fullmatch(part):
                yield part


def not_named(claimed: str, cited: str, around: str) -> list[str]:
    """Actors of the claimed text that the cited one does not name; what stands around counts where that names nobody."""
    held = _spoken_of(cited) if actors(cited) else _spoken_of(around)
    named = actors(claimed)
    strange = [one.said for one in named if not any(_same(one.roles, roles) for roles in held)]
    known = {law_of(name) or name for name in acronyms(f"{cited} {around}")}
    letters = re.sub(r"\W", "", f"{cited} {around}").lower()
    for name in acronyms(claimed):
        plain = re.sub(r"\W", "", name).lower()
        held_so = name in known or plain in letters or plain.removesuffix("s") in letters
        if not held_so and not any(name in one.said for one in named):
            strange.append(name)
    return strange
