"""Numbers, dates and legal references of a German or English text in one normal form.

"26. Mai 2021", "26.05.2021" and "26 May 2021" are all ``2021-05-26``; "1.000,50" (German) and "1,000.50" (English) are
``1000.5``; "Art. 10 Abs. 9" and "Article 10(9)" both hold ``10`` and ``9``; "Klasse IIa" holds ``IIa``.
"""

import re
from collections.abc import Iterator

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan jänner",
            "februar february feb",
            "märz march mar mär maerz",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY_MONTH_YEAR = re.compile(rf"\b(\d{{1,2}})(?:\.|st|nd|rd|th)?\s+({_MONTH}),?\s+(\d{{4}})\b", re.I)
_MONTH_DAY_YEAR = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,\s+(\d{{4}})\b", re.I)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:\.|st|nd|rd|th)?\s+({_MONTH})(?!\s+\d{{4}})", re.I)
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\s+(\d{{4}})\b", re.I)
_DOTTED = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
# "bis zum 27.11.": the words before it tell it from a section's number
_DOTTED_DAY = re.compile(r"\b(?:am|ab|bis|zum|vom|seit|by|on|from|until)\s+(\d{1,2})\.(\d{1,2})\.(?![\d.])", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
# pattern, normal form, and the groups that hold year, month and day (0: none)
_DATES = (
    (_ISO, "{y}-{m:02}-{d:02}", 1, 2, 3),
    (_DAY_MONTH_YEAR, "{y}-{m:02}-{d:02}", 3, 2, 1),
    (_MONTH_DAY_YEAR, "{y}-{m:02}-{d:02}", 3, 1, 2),
    (_DOTTED, "{y}-{m:02}-{d:02}", 3, 2, 1),
    (_DOTTED_DAY, "{m:02}-{d:02}", 0, 2, 1),
    (_MONTH_YEAR, "{y}-{m:02}", 2, 1, 0),
    (_DAY_MONTH, "{m:02}-{d:02}", 0, 2, 1),
)
_GERMAN_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+(?![\d])")
_ENGLISH_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d])")
_GERMAN_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,])")
_NUMBER = re.compile(r"\d+(?:\.\d+)*(?:[a-z](?![a-z]))?")
_ROMAN = re.compile(r"\b(?=[IVX]{2,}|[VX]\b|I[ab]\b)(X{0,2}(?:IX|IV|V?I{0,3}))([abrsm]?)\b(?!-(?:ray|Ray))")
_WORDS = {
    word: str(number)
    for number, words in {
        0: "null zero",
        1: "ein eine einen einem einer eines one",
        2: "zwei zweite zweiten zweier two second twice zweimal beide beiden both",
        3: "drei dritte dritten dreier three third dreimal",
        4: "vier vierte vierten four fourth viermal",
        5: "fünf fünfte fünften five fifth",
        6: "sechs sechste sechsten six sixth",
        7: "sieben siebte siebten seven seventh",
        8: "acht achte achten eight eighth",
        9: "neun neunte neunten nine ninth",
        10: "zehn zehnte zehnten ten tenth",
        11: "elf elfte elften eleven eleventh",
        12: "zwölf zwölfte zwölften twelve twelfth",
    }.items()
    for word in words.split()
}


def dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and normal form of each date: ``2021-05-26``, ``2028-05`` or ``05-31`` (no year); fuller ones first."""
    for pattern, shape, year, month, day in _DATES:
        for match in pattern.finditer(text):
            value = match.group(month)
            number = int(value) if value.isdigit() else _MONTHS[value.lower().rstrip(".")]
            if 1 <= number <= 12:
                written = shape.format(
                    y=match.group(year) if year else "", m=number, d=int(match.group(day)) if day else 0
                )
                yield match.start(), match.end(), written
                text = blanked(text, match.start(), match.end())


def blanked(text: str, start: int, end: int) -> str:
    """The text with a span made white space, every offset kept."""
    return text[:start] + " " * (end - start) + text[end:]


def figures(text: str, language: str) -> set[str]:
    """Every number, date, roman class or annex number that stands in digits (or roman capitals) in ``text``."""
    text = text.replace("\u00ad", "")
    found: set[str] = set()
    for start, end, written in list(dates(text)):
        found.add(written)
        text = blanked(text, start, end)
    thousands = _GERMAN_THOUSANDS if language == "de" else _ENGLISH_THOUSANDS
    text = thousands.sub(lambda match: re.sub(r"\D", "", match.group(0)), text)
    if language == "de":
        text = _GERMAN_DECIMAL.sub(r"\1.\2", text)
    for match in _NUMBER.finditer(text):
        found.add(_plain(match.group(0)))
    found.update(match.group(0) for match in _ROMAN.finditer(text))
    return found - {""}


def figures_in_words(text: str) -> set[str]:
    """Small numbers written out ("sechs", "six") as digits: what a figure may also be matched by."""
    return {_WORDS[word] for word in re.findall(r"[a-zäöüß]+", text.lower()) if word in _WORDS}


def _plain(number: str) -> str:
    if re.fullmatch(r"\d+\.\d+", number):
        whole, part = number.split(".")
        part = part.rstrip("0")
        return f"{int(whole)}.{part}" if part else str(int(whole))
    return number.lstrip("0") or "0"
