"""Kinds of question that the publications do not answer however near their words: each a pattern over the question.

A kind counts only where the nearest passages do not speak of it themselves.
"""

import re


def _words(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b", re.I)


OUTSIDE = {
    # law of another country, or an authority of one
    "foreign": _words(
        r"USA|Vereinigte\w* Staaten|United States|Americans?|amerikanisch\w*|FDA|510\(?k\)?|CLIA|California|Kalifornien|Texas|New York|Boston|CMS",
        r"UK|Großbritannien|britisch\w*|British|Britain|England|English law|United Kingdom|MHRA|UKCA|London|Schottland|Scotland",
        r"Schweiz\w*|Switzerland|Swiss|Swissmedic|swissdamed|Zürich|Zurich|Basel|Bern|EDÖB",
        r"Österreich\w*|Austrian?|Wien|Vienna|AGES|Frankreich|France|French|französisch\w*|Paris|PECAN|ANSM|Italien\w*|Ital(?:y|ian)|Mailand|Milan",
        r"Spanien|Spain|Spanish|spanisch\w*|Polen|Poland|polnisch\w*|Niederlande|niederländisch\w*|Netherlands|Dutch|Belgien|Belgium|Dänemark|Denmark",
        r"Schweden|Swed(?:en|ish)|Norwegen|Norway|Finnland|Finland|Portugal|Griechenland|Greece|Tschechien|Czech\w*|Ungarn|Hungary|Luxemburg|Luxembourg",
        r"Irland|Ireland|Irish|Japan\w*|PMDA|China|chinesisch\w*|Chinese|NMPA|Indien|India|Kanada|Canad(?:a|ian)|Australien|Australia\w*|TGA",
        r"Brasilien|Brazil\w*|ANVISA|Türkei|Turkey|Israel\w*|Südkorea|Korea\w*|Singapur|Singapore|Russland|Russian?|Mexiko|Mexico|Saudi\w*|Dubai",
        r"Ukraine|Malaysia|Thailand|Vietnam|Südafrika|South Africa|Ägypten|Egypt",
    ),
    # somebody's health
    "advice": _words(
        r"soll (?:ich|er|sie|mein \w+) (?:\w+ ){0,4}(?:einnehmen|nehmen|absetzen|operieren|entfernen|behandeln)|tabletten?|dosis für (?:mich|meine?)",
        r"schmerz\w*|fieber|nebenwirkung\w* bei mir|mein arzt|meine ärztin|mein(?:e|em|en|er)? (?:mutter|vater|kind|sohn|tochter|oma|opa|blutdruck|herz)",
        r"should (?:i|he|she|my \w+) (?:\w+ ){0,4}(?:take|stop|remove|have|get)|safe for me|my doctor|painkiller\w*|headache|fever|chest pain|my symptoms",
        r"my (?:mother|father|child|son|daughter|blood pressure|heart|pain)|i (?:take|had|feel|suffer)|bin krank|i am ill|diagnose (?:me|mich)",
    ),
    # orders to the assistant
    "order": _words(
        r"ignorier\w*|ignore|vergiss|forget|disregard|system ?prompt|previous instructions|your (?:rules|instructions|prompt)",
        r"(?:deine|ihre) (?:regeln|anweisungen)|anweisungen (?:von oben|vorher)|pretend|tu so|act as|jailbreak|developer mode|du bist jetzt|you are now",
        r"schreib(?:e|en sie)? (?:mir |uns )?(?:ein|einen|eine) (?:gedicht|witz|geschichte|lied|bewerbung|code)|write (?:me |us )?(?:a|an) (?:poem|joke|story|song|essay)",
        r"bestätige (?:einfach|mir)|just confirm|antworte nur mit|answer only with|say that",
    ),
    # what a private firm charges or pays
    "private_price": _words(
        r"anwalt\w*|anwält\w*|kanzlei\w*|berater\w*|beratung\w*|agentur\w*|consultants?|consultancy|lawyers?|law firms?|DPO",
        r"TÜV(?: \w+)?|DEKRA|BSI Group|SGS|prüflabor\w*|dienstleister|versicher\w+|prämie\w*|premium|insurers?|gehalt|gehälter|salary|salaries|wages?|verdient",
    ),
    # who, by name
    "person": _words(
        r"wie heißt|telefonnummer|durchwahl|e-?mail-?adresse|namen? (?:der|des|von)|phone number|e-?mail|who heads|who runs|head of|leitet|chef\w*|linkedin",
    ),
    # counts of what has happened, and what is on next
    "statistics": _words(
        r"letztes jahr|voriges jahr|im schnitt|durchschnittlich|im durchschnitt|bisher|aktuell noch|derzeit noch|statistik\w*|erfolgsquote|marktanteil",
        r"last year|on average|average|so far|currently on|success (?:rate|odds)|market share|statistics",
        r"nächste[nrs]? (?:termin|sitzung|messe|infotag|treffen)|tagt|next (?:meeting|info day|session|event|fair|call|meet)|meet next",
    ),
}
