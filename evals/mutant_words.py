"""Words that mutants are made of, German and English, and a form in which both languages can be compared."""

import re

from corpus.publications.wording import MONTHS

UNITS = {
    "de": (("Tage", "Tagen"), ("Wochen", "Wochen"), ("Monate", "Monaten"), ("Jahre", "Jahren"), ("Stunden", "Stunden")),
    "en": (("days", "day"), ("weeks", "week"), ("months", "month"), ("years", "year"), ("hours", "hour")),
}
WORDS = {
    "de": ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"],
    "en": ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
}
# the same in both languages
AUTHORITIES = (
    *("BfArM", "Paul-Ehrlich-Institut", "BSI", "Bundesnetzagentur", "BAFA"),
    *("Umweltbundesamt", "EMA", "ECHA", "G-BA"),
)
BODIES = {
    "de": ["benannte Stelle", "Kommission", "Ethik-Kommission"],
    "en": ["notified body", "Commission", "ethics committee"],
}
ACTORS = {
    "de": ["Hersteller", "Händler", "Betreiber", "Anbieter", "Importeur", "Bevollmächtigte", "Sponsor"],
    "en": ["manufacturer", "distributor", "operator", "provider", "importer", "authorised representative", "sponsor"],
}
ADD_NO = {
    "de": r"\b(muss|müssen|ist|sind|gilt|gelten|wird|werden|kann|können|darf|dürfen|braucht|brauchen|hat|haben|entscheidet|gehört|fällt|endet)\b(?!\s+(?:nicht|kein|nur))",
    "en": r"\b(must|is|are|may|can|will|had to|has to|have to|were|was)\b(?!\s+(?:not|no|only|none))",
}
MODALS = {
    "de": [
        ("muss", "kann"),
        ("müssen", "können"),
        ("darf", "muss"),
        ("dürfen", "müssen"),
        ("kann", "muss"),
        ("können", "müssen"),
        ("soll", "muss"),
    ],
    "en": [
        ("must", "may"),
        ("may", "must"),
        ("can", "must"),
        ("should", "must"),
        ("must", "should"),
        ("has to", "may"),
        ("have to", "may"),
    ],
}
BOUNDS = {
    "de": [
        ("mindestens", "höchstens"),
        ("höchstens", "mindestens"),
        ("mehr als", "weniger als"),
        ("weniger als", "mehr als"),
        ("vor dem", "nach dem"),
        ("nach dem", "vor dem"),
        ("bis zum", "ab dem"),
        ("ab dem", "bis zum"),
    ],
    "en": [
        ("at least", "at most"),
        ("at most", "at least"),
        ("more than", "less than"),
        ("less than", "more than"),
        ("before", "after"),
        ("after", "before"),
        ("until", "from"),
    ],
}

_ENGLISH = {
    **{german.lower(): english.lower() for german, english in zip(ACTORS["de"], ACTORS["en"], strict=True)},
    **{german.lower(): english.lower() for german, english in zip(BODIES["de"], BODIES["en"], strict=True)},
    **{german.lower(): english.lower() for german, english in zip(MONTHS["de"], MONTHS["en"], strict=True)},
    **{form.lower(): UNITS["en"][place][0] for place, forms in enumerate(UNITS["de"]) for form in forms},
    **{one: many for many, one in UNITS["en"]},
    "regel": "rule",
    "abschnitt": "section",
    "anhang": "annex",
    "artikel": "art",
    "article": "art",
    "jahr": "years",
    "monat": "months",
    "tag": "days",
    "woche": "weeks",
    "stunde": "hours",
}


def plain(text: str, language: str) -> str:
    """Words of one kind in both languages: digits without separators, small numbers and names as the English has them."""
    text = re.sub(r"(?<=\d)[.,\u202f\u00a0](?=\d)", "", " ".join(text.lower().split()))
    for german, english in _ENGLISH.items():
        if " " in german:
            text = text.replace(german, english)
    words = re.findall(r"[\w-]+|§|%", text)
    numbers = {word: str(place + 2) for place, word in enumerate(WORDS[language])}
    return " ".join(numbers.get(word, _ENGLISH.get(word, word)) for word in words)
