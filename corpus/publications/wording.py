"""The few words that the generator adds to a source, in both languages."""

from corpus.publications.source import Source

IMPRINT = {
    "de": "Arbeitsnotiz dieses Projekts, keine Veröffentlichung der BIOPRO Baden-Württemberg GmbH. "
    "Die Notiz informiert und ersetzt keine Rechtsberatung.",
    "en": "A note of this project, not a publication of BIOPRO Baden-Württemberg GmbH. "
    "The note informs and does not replace legal advice.",
}
CONTENTS = {"de": "Inhalt", "en": "Contents"}
MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def as_of(source: Source) -> str:
    """ "Stand: 24. November 2026" / "As of 24 November 2026"."""
    day, month = source.as_of.day, MONTHS[source.language][source.as_of.month - 1]
    if source.language == "de":
        return f"Stand: {day}. {month} {source.as_of.year}"
    return f"As of {day} {month} {source.as_of.year}"
