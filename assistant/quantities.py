"""Numbers with what they measure: amounts, percentages, durations, counts; in digits or in words, German or English."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.detail import Detail
from assistant.units import BASE, LOOSE, NUMBER_WORDS, ONLY_WITH_UNIT, ORDINALS, SCALES, TIMES, UNITS

_DIGITS = r"\d+(?:[.,\u202f\u00a0 ’']\d{3})*(?:[.,]\d+)?"
_WORD = "|".join(sorted(map(re.escape, NUMBER_WORDS), key=len, reverse=True))
_GLUED = r"(?=(?:stellig|tägig|wöchig|monatig|jährig|stündig|minütig|fach|mal\b))"
_NUMBER = re.compile(rf"(?<![\w.,])(?:(?P<digits>{_DIGITS})|(?P<word>{_WORD})(?:(?!\w)|{_GLUED}))", re.I)
_SCALE = re.compile(
    r"[\s-]*(?:" + "|".join(f"(?P<s{n}>{words})" for n, words in enumerate(SCALES.values())) + r")(?!\w)", re.I
)
_UNIT = re.compile(
    r"[\s-]*(?:" + "|".join(f"(?P<u{n}>{words})" for n, (_, _, words) in enumerate(UNITS.values())) + r")(?!\w)"
)
_ADJECTIVE = re.compile(
    r"\s+\(?(?!und|and|oder|or|bis|of|von|in|im|per|pro|zu|to|for)[a-zäöü]{1,}(?:e|en|er|ive|ed|al|ar|ther|onal|ull)\)?(?=\s)"
)
# no amount is larger; a longer row of digits is one all the same, and no error
_LARGEST = 1e18
_CURRENCY = re.compile(r"(EUR|€|USD|\$)\s?$")
_AGE = re.compile(r"(?:\baged?|\bage of|Alter von)\s*$", re.I)
_RANGE = re.compile(r"\s*(?:-|–|bis zu|bis|to|und|and|oder|or|,|/|bzw\.|beziehungsweise|up to)\s*(?:EUR|€)?\s*", re.I)
_TIMES_WORD = re.compile(rf"\b(?:{'|'.join(TIMES)})\b", re.I)
# third parties and third countries, seconds and second-hand goods are no places in a row
_ORDINAL = re.compile(
    rf"\b(?:({'|'.join(ORDINALS)})(?:e[nrms]?)?)\b(?!\s+(?:part(?:y|ies)|countr|person)|-)(?![a-zäöü])", re.I
)


def quantities(text: str, language: str, *, claimed: bool) -> Iterator[Detail]:
    """Each quantity; ``claimed``: leave out what may be an article ("a year") rather than a number."""
    found: list[Detail] = []
    for match in _TIMES_WORD.finditer(text):
        number = TIMES[match.group(0).lower()]
        if number != "1":
            yield _detail("measure", f"{number} times", number, match.start(), match.end(), text)
    position = 0
    while number_at := _NUMBER.search(text, position):
        one = _read(text, number_at, language, claimed)
        position = one.end if one else number_at.end()
        if one:
            found.append(one)
    for index in range(len(found) - 2, -1, -1):
        found[index] = _shared(text, found[index], found[index + 1])
    for index in range(1, len(found)):
        before, one = found[index - 1], found[index]
        gap = text[before.end : one.start]
        if (
            one.kind == "count"
            and before.kind == "money"
            and _RANGE.fullmatch(gap)
            and gap.strip() not in (",", "und", "and")
        ):
            found[index] = _with_unit(one, before)
    yield from found
    for match in _ORDINAL.finditer(text):
        if re.search(
            r"\b(?:one|a|ein|two|zwei)[\s-]$", text[max(0, match.start() - 6) : match.start()]
        ) and match.group(0).endswith("th"):
            continue
        word = match.group(1).lower()
        if match.group(0)[0].isupper() and word == "dritt":
            continue
        if word == "acht" and len(match.group(0)) < 5:
            continue
        yield _detail("ordinal", ORDINALS[word], ORDINALS[word], match.start(), match.end(), text)


def _read(text: str, match: re.Match[str], language: str, claimed: bool) -> Detail | None:
    word = (match["word"] or "").lower()
    digits = match["digits"]
    if digits and (split := _apart(digits)):
        digits = split
    end = match.start() + len(digits) if digits else match.end()
    number = _number(digits, language) if digits else NUMBER_WORDS[word]
    # "half a year"
    if word == "half" and (article := re.compile(r"[\s-]+an?\b").match(text, end)):
        end = article.end()
    if word in ("ein", "eine", "einem", "einen", "eines") and (
        half := re.compile(r"\s+halbe[snmr]?\b").match(text, end)
    ):
        number, end = 0.5, half.end()
    scale = _SCALE.match(text, end)
    if scale:
        number *= next(list(SCALES)[int(name[1:])] for name, hit in scale.groupdict().items() if hit)
        end = scale.end()
    unit = _UNIT.match(text, end)
    if unit is None and (between := _ADJECTIVE.match(text, end)):
        unit = _UNIT.match(text, between.end())
    name = next((list(UNITS)[int(n[1:])] for n, hit in unit.groupdict().items() if hit), "") if unit else ""
    if name and unit and UNITS[name][0] == "measure" and word:
        name = name if name in ("times",) or len(unit.group(0).strip()) > 3 else ""
    if not name and (before := _CURRENCY.search(text[max(0, match.start() - 6) : match.start()])):
        name = "USD" if before.group(1) in ("USD", "$") else "EUR"
        unit = None
    if not name and _AGE.search(text[max(0, match.start() - 14) : match.start()]):
        name, unit = "year", None
    if word in ONLY_WITH_UNIT and (not name or UNITS[name][0] != "duration") and not scale:
        return None
    if claimed and word in LOOSE:
        return None
    if unit and name:
        end = unit.end()
    if not name and not scale and digits and len(digits) == 4 and 1900 <= number <= 2100:
        return replace(_detail("year", digits, digits, match.start(), end, text))
    return _of(number, name, match.start(), end, text)


def _of(number: float, unit: str, start: int, end: int, text: str) -> Detail:
    plain = _plain(number)
    if not unit:
        return _detail("count", plain, plain, start, end, text)
    kind, factor, _ = UNITS[unit]
    return _detail(kind, f"{_plain(number * factor)} {BASE.get(unit, unit)}", plain, start, end, text)


def _shared(text: str, one: Detail, after: Detail) -> Detail:
    """ "10 bis 15 Tage": the first number has the second one's unit."""
    gap = text[one.end : after.start]
    if one.kind not in ("count", "year") or after.kind in ("count", "year") or not _RANGE.fullmatch(gap):
        return one
    return _with_unit(one, after)


def _with_unit(one: Detail, other: Detail) -> Detail:
    value, _, unit = other.value.partition(" ")
    factor = float(value) / (float(other.number) or 1.0)
    number = float(one.number)
    # "1 bis 2 Millionen": a small number beside a large one is of its scale
    if (
        factor == 1
        and other.kind == "money"
        and number < 1_000 <= float(other.number)
        and re.search(r"[A-Za-z]{2}\.?\s", other.said)
    ):
        scale = next((size for size, words in SCALES.items() if re.search(rf"\b(?:{words})", other.said, re.I)), 1.0)
        number *= scale
    return replace(one, kind=other.kind, value=f"{_plain(number * factor)} {unit}", number=_plain(number))


def _apart(digits: str) -> str | None:
    """ "2026 500": a space groups thousands only where the first group has at most three digits."""
    head = re.match(r"\d+", digits)
    if head and len(head.group(0)) > 3 and len(digits) > len(head.group(0)):
        rest = digits[len(head.group(0)) :]
        decimals = re.match(r"[.,]\d+$", rest)
        return None if decimals else head.group(0)
    return None


def _number(digits: str, language: str) -> float:
    """The value; a separator's meaning is the language's, unless its place leaves no doubt."""
    digits = re.sub(r"[\u202f\u00a0 ’']", "", digits)
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal = max(".", ",", key=digits.rfind)
    elif dots + commas == 1:
        sign = "." if dots else ","
        thousands = "." if language == "de" else ","
        groups = re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits)
        decimal = "" if groups and sign == thousands else sign
    else:
        decimal = ""
    if decimal and digits.count(decimal) > 1:
        decimal = ""
    whole = "".join("." if letter == decimal else letter for letter in digits if letter.isdigit() or letter == decimal)
    return min(float(whole), _LARGEST)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.6g}"


def _detail(kind: str, value: str, number: str, start: int, end: int, text: str) -> Detail:
    return Detail(kind=kind, value=value, number=number, start=start, end=end, said=text[start:end])
