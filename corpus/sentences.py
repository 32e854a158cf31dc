"""Sentences of a German or English text as spans; table rows, list items and paragraphs end one too."""

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        "abs art abschn anl bzw ca d.h dr ebd eg etc e.g evtl f ff ggf i.d.r i.e inkl insb jr kap lit max min "
        "mio mrd nr no nos o.g p pp prof rn rev s sog st str tab tel u.a usw v v.a vgl vs z.b ziff approx cf "
        "ch co dept ed eds est fig inc ltd para paras ref refs reg sec sect vol bl bgbl abl dgl einschl gem "
        "ges i.s.d i.v.m lt sachg tz u.u z.t zzgl buchst unterabs",
    )
)
# "Klasse I.", "Art. 26.", "Annex A.": the number or letter is a name, the full stop ends the sentence
_NAMED = frozenset(
    re.findall(
        r"\S+",
        "abs absatz abschnitt anhang anlage annex appendix art artikel article band buchst buchstabe chapter class code "
        "kapitel klasse klassen level lit module modul no nr nummer number para paragraph part phase punkt regel "
        "rule satz section sections stufe teil title titel type typ unterabsatz war weg ziffer § §§",
    )
)
# "die 3. Auflage", "am 1. Advent", "bis zum 31. Dezember": the full stop makes an ordinal
_BEFORE_ORDINAL = frozenset(
    re.findall(
        r"\S+",
        "der die das dem den des im am zum zur vom beim ins ein eine einen einem einer jede jeder jedes diese dieser bis ab "
        "seit nach in an auf von zu pro je und oder ihre seine",
    )
)
_MONTH = re.compile(r"\s+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_END = re.compile(r"[.!?…]+[\"'“”»)\]]*(?=\s)")
_OPENS = re.compile(r"\s+[\"'„“«(\[]?[A-ZÄÖÜ0-9§•]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it."""
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in _ends(line.group(0)):
            yield from _trimmed(text, start, line.start() + end)
            start = line.start() + end
        yield from _trimmed(text, start, line.end())


def _ends(line: str) -> Iterator[int]:
    for match in _END.finditer(line):
        before = line[: match.start()]
        word = re.search(r"[^\s(„\"]*$", before)
        if match.group(0)[0] == "." and word and _goes_on(before[: word.start()], word.group(0), line[match.end() :]):
            continue
        if _OPENS.match(line, match.end()):
            yield match.end()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def _goes_on(before: str, last: str, after: str) -> bool:
    """ "Art. 3", "z. B.", "26. Mai", "die 3. Auflage": does this full stop end no sentence?"""
    word = last.lower().rstrip(",;")
    if word in _ABBREVIATIONS or re.search(r"\b[a-z]\.[a-z]$", word):
        return True
    if not re.fullmatch(r"\w|\d{1,3}|[IVX]+", last):
        return False
    above = re.search(r"(\S+?)\.?\s*$", before)
    if above is None or _MONTH.match(after):
        return True
    leading = above.group(1).lower().lstrip('(„"')
    if leading in _NAMED and not last.islower():
        return False
    if re.fullmatch(r"\d+|[IVX]{2,}", last):
        return leading in _BEFORE_ORDINAL
    return True
