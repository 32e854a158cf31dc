"""What kind of thing a question asks for, and whether a text holds one: dates, durations, amounts, classes, authorities."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Words of a question that ask for a kind of thing, and the shape of that thing in a text."""

    name: str
    asks: re.Pattern[str]
    holds: re.Pattern[str]


def _ask(name: str, asks: str, holds: str) -> Ask:
    return Ask(name=name, asks=re.compile(asks, re.I), holds=re.compile(holds))


ASKS = (
    _ask(
        "definition",
        r"^(?:was (?:ist|sind|heißt|bedeutet|versteht)|what (?:is|are|does \w+ mean)|define|definition|begriff)\b",
        r"\b(?:ist|sind|heißt|bedeutet) (?:ein\w*|der|die|das)\b|\b(?:is|are|means) (?:an?|the|every|any)\b|\((?:[A-ZÄÖÜ][\w-]+|[a-zäöü]+)(?: [\w-]+){1,6}\)",
    ),
    _ask(
        "date",
        r"\b(?:wann|ab wann|stichtag|frist\w*|datum|when|deadline|what date|until when|by when|since when)\b",
        r"\b(?:19|20)\d\d\b",
    ),
    _ask(
        "duration",
        r"\b(?:wie lange?|wie schnell|dauert|dauer|innerhalb|zeit|how long|how fast|how soon|how quickly|how much time|how often|wie oft)\b",
        r"\b(?:\d+|ein\w*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
        r"[\s-](?:\w+ )?(?:Tag|Monat|Jahr|Woche|Stunde|Minute|Werktag|Arbeitstag|day|month|year|week|hour|minute|working|calendar)",
    ),
    _ask(
        "amount",
        r"\b(?:wie ?viele?|wie hoch|wie groß|ab welche\w*|how many|how much|how high|how big|which percentage|what percentage|prozent|percent|grenze|threshold|limit)\b",
        r"\d",
    ),
    _ask(
        "money",
        r"\b(?:kostet|kosten|preise?|gebühr\w*|bußgeld\w*|geldbuße|strafe\w*|zuschuss|förder\w*|teuer|geld"
        r"|cost|costs|price|prices|fees?|fine|fined|penalt\w+|grant"
        r"|funding|money|pay|expensive)\b",
        r"\b(?:Euro|EUR)\b|€|\d\s?(?:%|Prozent|per cent|percent)",
    ),
    _ask(
        "class",
        r"\b(?:klasse\w*|class|classes|einstuf\w+|eingestuft|risikoklasse)\b",
        r"\b(?:Klassen?|class|classes)\b",
    ),
    _ask(
        "authority",
        r"\b(?:wer|wem|who|whom|which (?:authority|body|office|agency)|welche\w* (?:behörde|stelle|amt)|zuständig\w*|wohin|an wen|where do)\b",
        r"\b(?:BfArM|PEI|Paul-Ehrlich\w*|Regierungspräsidi\w+|Kommission|Commission|notified bod\w+|[Bb]enannten? Stellen?|Behörden?|authorit\w+|BSI|ZLG|BIOPRO"
        r"|Bundesnetzagentur|Umweltbundesamt|BAFA|stiftung|register|Register|Gewerbeaufsicht|LUBW|LfDI|BMG|KfW|L-Bank|Kammer|chamber)\b",
    ),
    _ask(
        "yes_no",
        r"^(?:und |and |also |so )?"
        r"(?:ist|sind|darf|dürfen|muss|müssen|kann|können|brauch\w*|gilt|gelten|reicht|zählt|fällt|haben|hat"
        r"|is|are|may|must|can|do|does|did|will|has|have|should|am)\b",
        r"\b(?:Ja|Nein|Yes|No|nicht|kein\w*|not|no|muss|müssen|must|darf|dürfen|may|kann|can)\b",
    ),
)


def asked(question: str) -> list[Ask]:
    """The kinds of thing that a question asks for."""
    return [one for one in ASKS if one.asks.search(question)]
