"""Wrong statements made from right ones, one fact changed each; each maker knows one kind of fact and both languages.

A maker yields the changed text and the new fact as it is written, by which a mutant that its passage holds is told.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.publications.wording import MONTHS
from evals.mutant_words import ACTORS, ADD_NO, AUTHORITIES, BODIES, BOUNDS, MODALS, UNITS, WORDS, plain


@dataclass(frozen=True, slots=True)
class Mutant:
    kind: str
    text: str
    new: str


_COUNTED = re.compile(
    r"(?<![\w.,/(§-])\d{1,3}(?:[.,]\d{3})*(?:[.,]\d)?(?=\s?(?:%|Prozent|per cent|Euro|euros|Personen|persons|employees|Beschäftigte"
    r"|Tonnen|tonnes|Produkte|devices|Patienten|patients|kW|MWh|GWh|Mio|Millionen|million))"
)
Maker = Callable[[str, str, random.Random], Iterator[Mutant]]


def _put(text: str, match: re.Match[str], new: str, group: int = 0) -> str:
    return text[: match.start(group)] + new + text[match.end(group) :]


def numbers(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """Amounts, percentages and counts: another number of the same look."""
    for match in re.finditer(
        _COUNTED,
        text,
    ):
        new = _other_number(match.group(0), source)
        yield Mutant("number", _put(text, match, new), new)
    for match in re.finditer(r"(?<=EUR )\d{1,3}(?:,\d{3})*", text):
        new = _other_number(match.group(0), source)
        yield Mutant("number", _put(text, match, new), new)


def dates(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """Another day, month or year."""
    months = MONTHS[language]
    for match in re.finditer(rf"(\d{{1,2}})(\.?\s)({'|'.join(months)})(\s)(\d{{4}})", text):
        day, month, year = int(match.group(1)), match.group(3), int(match.group(5))
        part = source.choice("dmy")
        if part == "d":
            day = day % 28 + 1
        elif part == "m":
            month = months[(months.index(month) + source.randrange(1, 11)) % 12]
        else:
            year += source.choice((-2, -1, 1, 2))
        new = f"{day}{match.group(2)}{month} {year}"
        yield Mutant("date", _put(text, match, new), new)
    for match in re.finditer(r"(?<![\w./(-])(?:19|20)\d\d(?![\w/-]|\.\d)", text):
        new = str(int(match.group(0)) + source.choice((-3, -2, -1, 1, 2, 3)))
        yield Mutant("date", _put(text, match, new), new)


def durations(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """Another number of days or months, in digits or words; or another unit."""
    units = [unit for forms in UNITS[language] for unit in forms]
    number = rf"(\d{{1,3}}|{'|'.join(WORDS[language])})"
    for match in re.finditer(rf"\b{number}(\s)({'|'.join(units)})\b", text):
        word = match.group(1)
        other = (
            _other_number(word, source) if word.isdigit() else source.choice([w for w in WORDS[language] if w != word])
        )
        yield Mutant("duration", _put(text, match, other, 1), f"{other} {match.group(3)}")
        unit = source.choice([forms for forms in UNITS[language] if match.group(3) not in forms])
        form = next(forms for forms in UNITS[language] if match.group(3) in forms).index(match.group(3))
        yield Mutant("unit", _put(text, match, unit[form], 3), f"{word} {unit[form]}")
    for match in re.finditer(r"(?<=\d)\s?(?:%|Prozent|per cent)", text):
        new = " Euro" if language == "de" else " euros"
        yield Mutant("unit", _put(text, match, new), f"{text[max(0, match.start() - 3) : match.start()]}{new}")


def classes(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """Another risk class."""
    for match in re.finditer(r"\b(?:[Kk]lasse|[Cc]lass)\s(III|IIa|IIb|I|A|B|C|D)\b", text):
        ladder = ["I", "IIa", "IIb", "III"] if match.group(1)[0] == "I" else ["A", "B", "C", "D"]
        new = source.choice([one for one in ladder if one != match.group(1)])
        yield Mutant("class", _put(text, match, new, 1), new)


def references(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """Another article, section, paragraph, annex or rule; or the other sign."""
    for match in re.finditer(r"\b(Art\.|Article|§|Regel|Rule|Abschnitt|section)\s(\d{1,3})(?![\d.])", text):
        new = str(int(match.group(2)) + source.choice((-2, -1, 1, 2, 3)))
        if int(new) > 0:
            yield Mutant("reference", _put(text, match, new, 2), f"{match.group(1)} {new}")
    for match in re.finditer(r"§\s(\d{1,3})(?![\d.])", text):
        new = str(int(match.group(1)) + source.choice((1, 2, 3)))
        yield Mutant("reference", _put(text, match, new, 1), f"§ {new}")
    for match in re.finditer(r"(?:Abs\.\s(\d{1,2})\b|(?:Art\.|§)\s\d+[a-z]?\((\d{1,2})\))", text):
        group = 1 if match.group(1) else 2
        new = str(int(match.group(group)) + source.choice((11, 12, 13)))
        yield Mutant("reference", _put(text, match, new, group), new)
    for match in re.finditer(r"\b(?:Anhang|Annex)\s([IVX]+)\b", text):
        new = source.choice(
            [one for one in ("I", "II", "VII", "VIII", "IX", "X", "XIV", "XV") if one != match.group(1)]
        )
        yield Mutant("reference", _put(text, match, new, 1), f"{text[match.start() : match.start(1)]}{new}")
    for match in re.finditer(r"§(?=\s\d)", text):
        yield Mutant("reference", _put(text, match, "Art."), "")


def standards(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """Another standard, guidance or act number."""
    for match in re.finditer(
        r"\b(?:ISO|IEC|EN)\s(\d{4,5})\b|\bMDCG\s\d{4}-(\d{1,2})\b|\((?:EU|EG|EC)\)\s\d{4}/(\d{2,4})\b", text
    ):
        group = match.lastindex or 1
        new = str(int(match.group(group)) + source.choice((1, 2, 3, 10)))
        yield Mutant("standard", _put(text, match, new, group), new)
    for match in re.finditer(r"\b(MDR|IVDR|DSGVO|GDPR|MPDG|AMG|KI-VO|AI Act)\b", text):
        new = source.choice([one for one in ("MDR", "IVDR", "MPDG", "AMG", "HWG", "UWG") if one != match.group(1)])
        yield Mutant("act", _put(text, match, new, 1), new)


def authorities(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """Another authority."""
    names = AUTHORITIES
    for match in re.finditer(rf"(?<![\w-])({'|'.join(names)})(?![\w-])", text):
        new = source.choice([one for one in names if one != match.group(1)])
        yield Mutant("authority", _put(text, match, new), new)
    for match in re.finditer(rf"(?<![\w-])({'|'.join(BODIES[language])})(?![\w-])", text):
        new = source.choice([one for one in BODIES[language] if one != match.group(1)])
        yield Mutant("authority", _put(text, match, new), new)


def actors(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """Another actor; or two actors in each other's place."""
    names = "|".join(ACTORS[language])
    ending = "(s|n|en)?" if language == "de" else "(s)?"
    found = list(re.finditer(rf"(?<![\w-])({names}){ending}(?![\w-])", text))
    for match in found:
        new = source.choice([one for one in ACTORS[language] if one != match.group(1)])
        yield Mutant(
            "actor",
            _put(text, match, new + ("en" if new == "Importeur" and match.group(2) == "n" else match.group(2) or "")),
            new,
        )
    for one, two in zip(found, found[1:], strict=False):
        between = text[one.end() : two.start()]
        if one.group(1) != two.group(1) and not re.fullmatch(
            r"\W*(?:\w+\W+)?(?:und|oder|and|or|bzw\.|sowie|,|/)\W*(?:\w+\W+){0,2}", between
        ):
            changed = text[: one.start()] + two.group(0) + between + one.group(0) + text[two.end() :]
            yield Mutant("actors exchanged", changed, "")


def negations(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """A no put in, or taken away."""
    adds = list(re.finditer(ADD_NO[language], text))
    if adds:
        match = source.choice(adds)
        no = " nicht" if language == "de" else " not"
        yield Mutant("negation", _put(text, match, match.group(0) + no), "")
    if language == "de":
        for match in re.finditer(r"\b(?:nicht\s(?!nur|invasiv|implantierbar)|k(?=eine?\b))", text):
            yield Mutant("negation", _put(text, match, ""), "")
    else:
        for match in re.finditer(r"\b(?:not\s(?!only|later|more|less)|no\s(?=[a-z]))", text):
            yield Mutant("negation", _put(text, match, "a " if match.group(0) == "no " else ""), "")
    for match in re.finditer(r"\b(?:nur|only)\s", text):
        yield Mutant("limit", _put(text, match, ""), "")
    for match in re.finditer(r"\b(?:es sei denn|unless)\b", text):
        yield Mutant("limit", _put(text, match, "vor allem wenn" if language == "de" else "above all if"), "")


def modals(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """A duty where there is a choice, and the other way round."""
    for old, new in MODALS[language]:
        for match in re.finditer(rf"\b{old}\b(?!\s(?:nicht|not|kein|only|nur))", text):
            yield Mutant("modality", _put(text, match, new), "")
            break
    for old, new in (("must not", "need not"), ("may not", "need not"), ("need not", "must not")):
        for match in re.finditer(rf"\b{old}\b", text):
            yield Mutant("modality", _put(text, match, new), "")


def bounds(text: str, language: str, source: random.Random) -> Iterator[Mutant]:
    """At most where it says at least, before where it says after a date."""
    for old, new in BOUNDS[language]:
        for match in re.finditer(rf"\b{old}\b(?=\s\d)", text, re.I):
            yield Mutant("bound", _put(text, match, new), "")


MAKERS: Sequence[Maker] = (
    numbers, dates, durations, classes, references, standards, authorities, actors, negations, modals, bounds,
)  # fmt: skip


def holds(mutant: Mutant, language: str, original: str, passage: str, said: str) -> bool:
    """Does the passage say the new fact too, or the text what it said before? Such a mutant may not be wrong."""
    if mutant.text == original:
        return True
    if not mutant.new:
        return False
    return f" {plain(mutant.new, language)} " in f" {plain(passage, said)} "


def _other_number(written: str, source: random.Random) -> str:
    """Another number with as many digits, at another place than the last too."""
    digits = [
        place
        for place, letter in enumerate(written)
        if letter.isdigit() and (place == 0 or len(written) < 3 or letter != "0")
    ]
    while True:
        place = source.choice(digits)
        new = written[:place] + source.choice("123456789") + written[place + 1 :]
        if new != written:
            return new
