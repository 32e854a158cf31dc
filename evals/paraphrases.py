"""Right paraphrases of right statements: figures, dates and references written otherwise, clauses in another order, shorter."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.publications.wording import MONTHS
from evals.mutant_words import WORDS

_SHORT = {
    "de": ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
}
_SYNONYMS = {
    "de": [
        ("innerhalb von", "binnen"),
        ("unverzüglich", "umgehend"),
        ("mindestens", "wenigstens"),
        ("höchstens", "maximal"),
        ("zum Beispiel", "etwa"),
        ("in der Regel", "normalerweise"),
        ("außerdem", "zudem"),
        ("spätestens", "bis spätestens"),
        ("nur", "ausschließlich"),
        ("Firmen", "Unternehmen"),
        ("Firma", "Unternehmen"),
        ("Geldbuße", "Bußgeld"),
        ("es sei denn", "außer wenn"),
        ("erforderlich", "nötig"),
        ("Bescheinigung", "Zertifikat"),
    ],
    "en": [
        ("as a rule", "normally"),
        ("for example", "for instance"),
        ("without undue delay", "without delay"),
        ("at least", "a minimum of"),
        ("companies", "firms"),
        ("firms", "companies"),
        ("company", "firm"),
        ("only", "solely"),
        ("must not", "may not"),
        ("is required", "is needed"),
        ("in addition", "also"),
        ("unless", "except where"),
        ("need not", "does not have to"),
        ("fine of up to", "fine up to"),
        ("above all", "mainly"),
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paraphrase:
    kind: str
    text: str


# a half that begins so, or holds it, says nothing without the other
_LEANS = re.compile(r"\b(?:sondern|aber|jedoch|nur|only|but|except|unless|außer|sonst|otherwise)\b")
Maker = Callable[[str, str], Iterator[Paraphrase]]


def dates(text: str, language: str) -> Iterator[Paraphrase]:
    """26.05.2021, 2021-05-26, May 26, 2021, 26 Aug 2021."""
    months = MONTHS[language]
    pattern = re.compile(rf"(\d{{1,2}})\.?\s({'|'.join(months)})\s(\d{{4}})")

    def written(shape: str) -> str:
        def write(match: re.Match[str]) -> str:
            day, number, year = int(match.group(1)), months.index(match.group(2)), match.group(3)
            return shape.format(d=day, m=number + 1, y=year, month=months[number], short=_SHORT[language][number])

        return pattern.sub(write, text)

    if pattern.search(text):
        shapes = (
            ("{d:02}.{m:02}.{y}", "{d}. {short} {y}") if language == "de" else ("{month} {d}, {y}", "{d} {short} {y}")
        )
        for shape in (*shapes, "{y}-{m:02}-{d:02}"):
            yield Paraphrase("dates", written(shape))


def numbers(text: str, language: str) -> Iterator[Paraphrase]:
    """Digits for words and words for digits; other spaces, signs and places of the currency; 12 months as a year."""
    words = WORDS[language]
    units = (
        "Tage|Tagen|Monate|Monaten|Jahre|Jahren|Wochen|Stunden" if language == "de" else "days|months|years|weeks|hours"
    )
    spelt = re.sub(rf"\b({'|'.join(words)})(?=\s(?:{units})\b)", lambda m: str(words.index(m.group(1)) + 2), text)
    digits = re.sub(rf"(?<![\w.,/])([2-9]|1[0-2])(?=\s(?:{units})\b)", lambda m: words[int(m.group(1)) - 2], text)
    if language == "de":
        money = re.sub(r"(\d{1,3}(?:\.\d{3})+) Euro", r"EUR \1", text)
        spaced = re.sub(r"(?<![\d.])(\d{1,3})\.(\d{3}) Euro", r"\1 \2 Euro", text)
        plain = re.sub(r"(?<![\d.])(\d{1,3})\.(\d{3}) Euro", r"\1\2 €", text)
        percent = re.sub(r"(\d) ?%", r"\1 Prozent", text) if "%" in text else re.sub(r"(\d) Prozent", r"\1 %", text)
        year = re.sub(r"\b(?:zwölf|12) Monaten?\b", "einem Jahr", text)
    else:
        money = re.sub(r"EUR (\d{1,3}(?:,\d{3})+)", r"\1 euros", text)
        spaced = re.sub(r"(\d{1,3}(?:,\d{3})+) euros", r"EUR \1", text)
        plain = re.sub(r"EUR (\d{1,3}),(\d{3})(?![,\d])", r"€\1\2", text)
        percent = re.sub(r"(\d) ?%", r"\1 per cent", text) if "%" in text else re.sub(r"(\d) per cent", r"\1%", text)
        year = re.sub(r"\b(?:twelve|12) months\b", "one year", text)
    for one in dict.fromkeys((spelt, digits, money, spaced, plain, percent, year)):
        yield Paraphrase("numbers", one)


def references(text: str, language: str) -> Iterator[Paraphrase]:
    """Art. 10 Abs. 9, Artikel 10 Absatz 9, Art. 10(9), Article 10(9), Section 6(2) of the MPDG."""
    if language == "de":
        long = re.sub(r"\bAbs\. (?=\d)", "Absatz ", re.sub(r"\bArt\. (?=\d)", "Artikel ", text))
        yield Paraphrase("references", re.sub(r"\bNr\. (?=\d)", "Nummer ", long))
        yield Paraphrase(
            "references",
            re.sub(r"\b((?:Art\.|§) \d+[a-z]?) Abs\. (\d+[a-z]?)(?!\w|\s?(?:bis|und|–|,|oder))", r"\1(\2)", text),
        )
        yield Paraphrase("references", re.sub(r"\bKlasse (I|IIa|IIb|III|[A-D])\b", r"Risikoklasse \1", text))
    else:
        yield Paraphrase("references", re.sub(r"\bArt\. (?=\d)", "Article ", text))
        yield Paraphrase(
            "references", re.sub(r"\b([A-Z]{3,}) Art\. (\d+[a-z]?(?:\(\w+\))*)(?=[);.])", r"Article \2 \1", text)
        )
        yield Paraphrase(
            "references", re.sub(r"\b([A-Z]\w+[A-Z]) § (\d+[a-z]?(?:\(\w+\))*)(?=[);.])", r"Section \2 of the \1", text)
        )
        yield Paraphrase("references", re.sub(r"Art\. (\d+)\((\d+)\)(?=[);.])", r"Article \1 paragraph \2", text))


def shorter(text: str, language: str) -> Iterator[Paraphrase]:
    """Without the source in brackets, or only what stands before or after a semicolon."""
    yield Paraphrase("without the source", re.sub(r"\s\([^()]*(?:\([^()]*\)[^()]*)*\)(?=\.$)", "", text))
    parts = re.split(r";\s", text)
    whole = len(parts) == 2 and all(part.count("(") == part.count(")") for part in parts)
    if whole and not _LEANS.search(parts[1]):
        yield Paraphrase("one clause", parts[0].rstrip(".") + ".")
        yield Paraphrase("one clause", parts[1][0].upper() + parts[1][1:])


def reordered(text: str, language: str) -> Iterator[Paraphrase]:
    """The condition last instead of first, or first instead of last; the last half before the first."""
    if language == "en":
        match = re.fullmatch(r"If ([^,;()]+), ([^;]+?)( \([^;]*\))?\.", text)
        if match and not match.group(2).startswith("then"):
            yield Paraphrase(
                "order", f"{match.group(2)[0].upper()}{match.group(2)[1:]} if {match.group(1)}{match.group(3) or ''}."
            )
        match = re.fullmatch(r"([^,;()]+?) if ([^,;()]+)( \([^;]*\))?\.", text)
        if match:
            yield Paraphrase(
                "order", f"If {match.group(2)}, the following holds: {match.group(1)}{match.group(3) or ''}."
            )
    else:
        match = re.fullmatch(r"([^,;()]+), wenn ([^,;()]+)( \([^;]*\))?\.", text)
        if match:
            yield Paraphrase("order", f"Wenn {match.group(2)}, gilt: {match.group(1)}{match.group(3) or ''}.")
    parts = re.split(r";\s", text.rstrip("."))
    if len(parts) == 2 and all(part.count("(") == part.count(")") for part in parts):
        yield Paraphrase("order", f"{parts[1][0].upper()}{parts[1][1:]}; {parts[0]}.")


def synonyms(text: str, language: str) -> Iterator[Paraphrase]:
    """One word of the field or of everyday for another."""
    for old, new in _SYNONYMS[language]:
        yield Paraphrase("synonym", re.sub(rf"\b{old}\b", new, text))
    lead = "Kurz gesagt: " if language == "de" else "In short: "
    yield Paraphrase("led in", lead + text)


def voice(text: str, language: str) -> Iterator[Paraphrase]:
    """Active for passive where a plain sentence has both its actors."""
    if language == "en":
        match = re.fullmatch(
            r"([A-Z][\w\s-]{3,60}?) (must|may|can) be (\w+ed) by (the [\w\s-]{3,40}?|[A-Z]\w+)( \(.*\))?\.", text
        )
        if match:
            thing, modal, done, actor, source = match.groups()
            actor = actor[0].upper() + actor[1:]
            plain = re.sub(r"ied$", "y", done) if done.endswith("ied") else re.sub(r"e?d$", "", done)
            yield Paraphrase("voice", f"{actor} {modal} {plain} {thing[0].lower()}{thing[1:]}{source or ''}.")


MAKERS: Sequence[Maker] = (dates, numbers, references, shorter, reordered, synonyms, voice)
