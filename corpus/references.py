"""Legal references of a German or English text as tokens of one form.

"Art. 120 Abs. 3c MDR" and "MDR Article 120(3c)" both give ``art_120`` and ``art_120_3c``; "§ 4 DiGAV" gives ``par_4`` and
``par_4_digav``; "Anhang VIII", "Annex VIII" give ``annex_viii``; "Regel 11", "Rule 11" ``rule_11``; "Klasse IIa", "class IIa"
``class_iia``; "(EU) 2017/745" ``eu_2017_745``; "MDCG 2019-11" ``mdcg_2019_11``; "ISO 13485" ``iso_13485``.
"""

import re

LAWS = {
    law.lower(): law
    for law in [
        "MDR",
        "IVDR",
        "MDD",
        "IVDD",
        "AIMDD",
        "MPDG",
        "MPAMIV",
        "MPBetreibV",
        "MPEUAnpG",
        "DiGAV",
        "DiPAV",
        "DVG",
        "DigiG",
        "GDNG",
        "SGB",
        "DSGVO",
        "GDPR",
        "BDSG",
        "EHDS",
        "NIS2",
        "CRA",
        "AMG",
        "AMWHV",
        "HWG",
        "HeilMWerbG",
        "UWG",
        "TFG",
        "GenTG",
        "LkSG",
        "CSDDD",
        "CSRD",
        "VSME",
        "EUDR",
        "PPWR",
        "VerpackG",
        "VerpackDG",
        "ElektroG",
        "BattG",
        "BattDG",
        "BFSG",
        "KrWG",
        "KSG",
        "EnEfG",
        "REACH",
        "RoHS",
        "CLP",
        "ChemG",
        "ESPR",
        "WEEE",
        "HinSchG",
        "ProdHaftG",
        "BSIG",
        "HGB",
        "BMGBGebV",
    ]
}
_LAW = r"(?:\s+(?:der|des|the|of)?\s*(?P<law>" + "|".join(sorted(LAWS, key=len, reverse=True)) + r")\b)?"
_ARTICLE = re.compile(
    r"\b(?:Art(?:ikels?|icles?|s)?\.?)\s*(?P<n>\d+[a-z]{0,2})\b"
    r"(?:\s*\(\s*(?P<p1>\d+[a-z]?)\s*\)|\s*Abs(?:atz|\.)?\s*(?P<p2>\d+[a-z]?))?" + _LAW,
    re.I,
)
_SECTION = re.compile(
    r"§{1,2}\s*(?P<n>\d+[a-z]?)\b"
    r"(?:\s*\(\s*(?P<p1>\d+[a-z]?)\s*\)|\s*Abs(?:atz|\.)?\s*(?P<p2>\d+[a-z]?))?" + _LAW,
    re.I,
)
_BEFORE = re.compile(r"\b(?P<law>" + "|".join(LAWS) + r")\s+(?:Art(?:icle|ikel)?\.?|§{1,2})\s*(?P<n>\d+[a-z]?)\b", re.I)
_ANNEX = re.compile(r"\b(?:Annex|Anhangs?|Anlage)\s+(?P<n>[IVX]{1,5}|\d{1,2}[a-z]?)\b", re.I)
_RULE = re.compile(r"\b(?:Rule|Regel)\s+(?P<n>\d{1,2}[a-z]?)\b", re.I)
_CLASS = re.compile(r"\b(?:[Cc]lass|[Kk]lassen?|CLASS|KLASSE)[\s-]+(?P<n>[IVX]{1,4}[a-z]?|[A-Z]|\d)\b")
_CLASS_AFTER = re.compile(r"\b(?P<n>III|II[ab])-(?:Produkt|Medizinprodukt|Implantat|device)", re.I)
_EU = re.compile(r"\b(?P<y>(?:19|20)\d\d)/(?P<n>\d{2,4})\b")
_MDCG = re.compile(r"\bMDCG[\s-]*(?P<y>20\d\d)[-/](?P<n>\d{1,2})\b", re.I)
_STANDARD = re.compile(
    r"\b(?P<o>ISO|IEC|EN|DIN)(?:[\s/-](?:ISO|IEC|EN))*[\s/-]*(?P<n>\d{4,5})(?:-(?P<part>\d{1,2})\b)?"
)


def references(text: str) -> list[str]:
    """The reference tokens of ``text``, each once, in order of kind."""
    found: dict[str, None] = {}
    for pattern, kind in ((_ARTICLE, "art"), (_SECTION, "par")):
        for match in pattern.finditer(text):
            number = match["n"].lower()
            found[f"{kind}_{number}"] = None
            paragraph = match["p1"] or match["p2"]
            if paragraph:
                found[f"{kind}_{number}_{paragraph.lower()}"] = None
            if match["law"]:
                found[f"{kind}_{number}_{match['law'].lower()}"] = None
    for match in _BEFORE.finditer(text):
        kind = "par" if "§" in match.group(0) else "art"
        found[f"{kind}_{match['n'].lower()}"] = None
        found[f"{kind}_{match['n'].lower()}_{match['law'].lower()}"] = None
    for pattern, kind in ((_ANNEX, "annex"), (_RULE, "rule"), (_CLASS, "class"), (_CLASS_AFTER, "class")):
        for match in pattern.finditer(text):
            found[f"{kind}_{match['n'].lower()}"] = None
    for match in _EU.finditer(text):
        found[f"eu_{match['y']}_{match['n']}"] = None
    for match in _MDCG.finditer(text):
        found[f"mdcg_{match['y']}_{match['n']}"] = None
    for match in _STANDARD.finditer(text):
        found[f"iso_{match['n']}"] = None
        if match["part"]:
            found[f"iso_{match['n']}_{match['part']}"] = None
    return list(found)
