"""Short names of acts and things, German and English ones of the same as one."""

import re

_ONE_ACT = [
    "DSGVO GDPR DS-GVO",
    "KI-VO KI-Verordnung KIVO AI-Act AIA AI-Verordnung",
    "DSFA DPIA",
    "KMU SME SMEs",
    "GVO GMO GMOs",
    "DSB DPO",
    "MRT MRI",
    "EKG ECG",
    "AVV DPA",
    "ePA EHR EPA",
    "EFRE ERDF",
    "MwSt USt VAT Mehrwertsteuer Umsatzsteuer",
    "EHDS EHDS-VO EHDS-Verordnung",
]
_NAMES = {name.lower(): names.split()[0] for names in _ONE_ACT for name in names.split()}
# short names in capitals or with a capital at the end ("MPBetreibV", "LkSG"), also of two words
LAW = r"(?:AI Act|SGB\s+[IVX]+|(?:[A-ZÄÖÜ][\w-]*[A-ZÄÖÜ]\w*)(?:-Verordnung|-Richtlinie)?(?![\w/]))"
_NOT_AN_ACT = frozenset(["EU", "EG", "EWG", "ISO", "IEC", "DIN", "EN", "BfArM", "PEI", "BMG"])


def known_act(name: str) -> str | None:
    """The one short name of an act that has several; None for any other name."""
    return _NAMES.get(re.sub(r"\s+", "-", name.strip()).lower())


def law_of(name: str) -> str:
    """The act's one short name; empty when the name is no act's."""
    name = re.sub(r"\s+", "-", name.strip())
    if name in _NOT_AN_ACT or re.fullmatch(r"[IVX]+[abmrsp]?", name):
        return ""
    return _NAMES.get(name.lower(), name)
