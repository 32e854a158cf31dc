"""What a clause does to its content: denies, obliges, allows, forbids, exempts, limits. German and English alike."""

import re
from dataclasses import dataclass

_MARKERS = {
    # "not only": neither a denial nor a limit
    "none": (
        r"nicht\s+(?:nur|erst|allein|ausschließlich|bloß)|not\s+(?:only|solely|just|merely)|nicht\s+zuletzt|"
        r"not\s+least|nicht\s+mehr\s+als|not\s+more\s+than|no\s+more\s+than|no\s+later\s+than|"
        r"not\s+later\s+than|nicht\s+später\s+als|ohne\s+weiteres|No,(?=\s)|no\.(?=\s*\d)|nos?\.?(?=\s*\d)|"
        r"gegebenenfalls|kein\w*\s+später\w*|nicht\s+unter|not\s+less\s+than|no\s+less\s+than|nicht\s+weniger|"
        r"whether\s+or\s+not|In-vitro|in\s+vitro|May(?=\s+(?:19|20)\d\d)|\d\.?\s+May|Kann-\w+|need\s+for|"
        r"if\s+(?:need\s+be|necessary|required)|May(?=\s+\d)|for\s+example\s+only|second\s+only|as\s+may\s+be|"
        r"without\s+(?:undue\s+)?delay|without\s+(?:limit|\w+\s+limit)|"
        r"nicht\s+(?!alle|jede|diese|eine|ihre|solche|andere|die|der|das|mehr|ohne|weitere)(?-i:[a-zäöüß]{4,}e[nrsm]?(?=\s+[A-ZÄÖÜ]))|"
        r"nicht\s+(?:invasiv|implantierbar|aktiv|steril)\w*|"
        r"(?:nur|ausschließlich)\s+(?:aus\s+)?eine[rn]?\s+(?:einzigen\s+)?(?:Quelle|Seite)"
    ),
    "lack": (
        r"fehl(?:t|en|end\w*|te)|lack\w*|missing|kaum|hardly|\w+los(?:e[nmrs]?)?|"
        r"(?!unless|nonetheless|regardless|nevertheless)\w+less|\w*frei(?:e[nmrs]?)?|free\s+of|unbe\w+|nein"
    ),
    "except": (
        r"es\s+sei\s+denn|außer\b(?!\s*dem|ordentlich|halb)|ausgenommen\w*|mit\s+Ausnahme|ausnahmsweise|"
        r"soweit\s+nicht|sofern\s+nicht|wenn\s+nicht|unless|except\w*|apart\s+from|other\s+than|save\s+for|"
        r"excluding|bis\s+auf\b|abgesehen\s+von|\w*[Aa]usnahmen?\w*|exemptions?"
    ),
    "exempt": (
        r"(?:muss|müssen|musste\w*|müsse\w*|braucht|brauchen|brauchte\w*|bedarf|bedürfen)\b(?:(?!\b(?:sondern|aber|und|oder|nur|darf|"
        r"kann)\b)[^,;.]){0,80}?\b(?:nicht|kein\w*)\b|"
        r"(?:nicht|kein\w*)\b[^,;.]{0,40}?\b(?:müssen|muss|musste\w*|braucht|brauchen|nötig|notwendig|erforderlich|verpflichtet|verpflichtend|"
        r"vorgeschrieben|verlangt|gefordert|Pflicht)\b|"
        r"(?:nicht|kein\w*)\s+(?:(?!sondern)\w+\s+){0,4}zu\s+(?!\w+\s+(?:ist|sind))\w+en\b(?=\s+(?:hat|haben|braucht|brauchen))|"
        r"need(?:s|ed)?\s+(?:not|no)\b|(?:do|does|did)(?:\s+not|n['’]t)\s+(?:have|need)\b(?:\s+to)?|"
        r"(?:is|are|was|were|be)(?:\s+not|n['’]t)\s+(?:\w+\s+){0,2}?(?:required|obliged|necessary|needed|mandatory|compulsory|bound)|"
        r"without\s+having\s+to|no\s+(?:\w+\s+){0,2}(?:is|are|was|were)\s+(?:required|needed|necessary)|"
        r"no\s+(?:duty|obligation)|keine\s+(?:\w+\s+)?(?:Pflicht|Verpflichtung)|freiwillig\w*|voluntar\w+|"
        r"befreit\w*|frees|freed|relieved|exempt(?:ed)?\b"
    ),
    "forbid": (
        r"(?:darf|dürfen|durfte\w*)\b(?:(?!\b(?:sondern|aber|und|oder|nur|muss)\b)[^,;.]){0,90}?\b(?:nicht|kein\w*|nie|niemals|weder)\b|"
        r"(?:nicht|kein\w*|weder)\b[^,;.]{0,60}?\b(?:darf|dürfen|durfte\w*)\b|"
        r"(?:must|may|shall|can)\s*(?:not|never)\b|cannot|(?:must|may|shall)\s+(?:neither)\b|"
        r"no\s+\w+(?:\s+\w+){0,3}\s+(?:may|must|shall)\b|(?:kann|können)\s+(?:\w+\s+){0,6}?nicht\b|"
        r"nicht\s+(?:\w+\s+){0,4}?(?:kann|können)\b|verboten\w*|untersagt\w*|unzulässig\w*|"
        r"nicht\s+(?:erlaubt|zulässig|gestattet)|Verbot(?:e[ns]?|s)?\b|bans?\b|prohibit\w*|forbid\w*|forbidden|banned|"
        r"not\s+(?:allowed|permitted|lawful)|unlawful"
    ),
    "only": (r"nur|lediglich|ausschließlich|allein|alone|erst|only|solely|exclusively"),
    "deny": (
        r"nicht|kein(?:e[nmrs]?|s)?|nie|niemals|nirgends|weder|ohne|niemand\w*|nichts|not|n['’]t\b|no(?!\w)|"
        r"none|never|neither|nor|without|nobody|nothing|nowhere"
    ),
    "oblige": (
        r"muss|müssen|musste\w*|müsse|(?:hat|haben|ist|sind|war|waren)\s+[^.;]{0,140}?\bzu\s+\w+en\b|"
        r"(?:hat|haben|ist|sind|war|waren)\s+[^.;]{0,140}?\b\w{2,}zu\w{3,}en\b|verpflichtet\w*|verpflichtend\w*|"
        r"Pflicht(?:en)?\b|vorgeschrieben\w*|zwingend\w*|erforderlich\w*|notwendig\w*|nötig\w*|braucht|brauchen|"
        r"benötig\w+|verlangt|bedarf|bedürfen|\w+pflichtig\w*|must|shall|ha(?:s|ve|d)\s+to|obliged|obligat\w+|"
        r"required|requires?|mandatory|compulsory|need(?:s|ed)?\b|necessary|dut(?:y|ies)|to\s+be\s+\w+ed\b"
    ),
    "allow": (
        r"darf|dürfen|durfte\w*|kann|können|konnte\w*|erlaubt\w*|zulässig\w*|gestattet\w*|"
        r"möglich(?!st|erweise)\w*|genügt|reicht|may|can|could|might|allowed|permitted|allows?|permits?|"
        r"possible|enough|suffices?"
    ),
    "advise": (r"soll(?:te)?(?:n)?|empfiehlt|empfohlen\w*|ratsam|should|recommends?|recommended|ought\s+to|advisable"),
    "least": (
        r"mindestens|wenigstens|mehr\s+als|more\s+than|at\s+least|minimum|minimal|frühestens|"
        r"at\s+the\s+earliest|not\s+less\s+than|no\s+less\s+than|nicht\s+weniger\s+als|exceed\w*|übersteig\w+|"
        r"überschreit\w+|oberhalb|above|over(?=\s+\d)|über(?=\s+\d)"
    ),
    "most": (
        r"höchstens|maximal|bis\s+zu|at\s+most|up\s+to|maximum|not?\s+more\s+than|nicht\s+mehr\s+als|spätestens|"
        r"at\s+the\s+latest|no\s+later\s+than|not\s+later\s+than|weniger\s+als|less\s+than|fewer\s+than|"
        r"unterhalb|below|under(?=\s+\d)|unter(?=\s+\d)|binnen|innerhalb|within"
    ),
}
# bounds are looked for apart: "not more than" is a bound and no denial
_BOUNDS = ("least", "most")
_PATTERNS = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I) for name, words in _MARKERS.items()}
_DENYING = frozenset({"deny", "forbid", "exempt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    kind: str
    start: int
    end: int
    said: str


def markers(text: str) -> list[Marker]:
    """The markers of a text in its order; "must not" is one that forbids, "nicht nur" none."""
    found: list[Marker] = []
    for name in _BOUNDS:
        found += [_marker(name, match) for match in _PATTERNS[name].finditer(text)]
    rest = text
    for name, pattern in _PATTERNS.items():
        if name in _BOUNDS:
            continue
        for match in pattern.finditer(rest):
            if name != "none":
                found.append(_marker(name, match))
        rest = pattern.sub(lambda match: "\u2007" * len(match.group(0)), rest)
    return sorted(found, key=lambda one: one.start)


def _marker(name: str, match: re.Match[str]) -> Marker:
    return Marker(kind=name, start=match.start(), end=match.end(), said=match.group(0))


def denies(kinds: set[str] | frozenset[str]) -> bool:
    return bool(kinds & _DENYING)
