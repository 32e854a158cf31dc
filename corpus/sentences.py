"""Sentences of a German or English text as spans; table rows, list items and paragraphs end one too."""

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    [
        "abs",
        "art",
        "abschn",
        "anl",
        "bzw",
        "ca",
        "d.h",
        "dr",
        "ebd",
        "eg",
        "etc",
        "e.g",
        "evtl",
        "f",
        "ff",
        "ggf",
        "i.d.r",
        "i.e",
        "inkl",
        "insb",
        "jr",
        "kap",
        "lit",
        "max",
        "min",
        "mio",
        "mrd",
        "nr",
        "no",
        "nos",
        "o.g",
        "p",
        "pp",
        "prof",
        "rn",
        "rev",
        "s",
        "sog",
        "st",
        "str",
        "tab",
        "tel",
        "u.a",
        "usw",
        "v",
        "v.a",
        "vgl",
        "vs",
        "z.b",
        "ziff",
        "approx",
        "cf",
        "ch",
        "co",
        "dept",
        "ed",
        "eds",
        "est",
        "fig",
        "inc",
        "ltd",
        "para",
        "paras",
        "ref",
        "refs",
        "reg",
        "sec",
        "sect",
        "vol",
        "bl",
        "bgbl",
        "abl",
        "dgl",
        "einschl",
        "gem",
        "ges",
        "i.s.d",
        "i.v.m",
        "lt",
        "sachg",
        "tz",
        "u.u",
        "z.t",
        "zzgl",
        "buchst",
    ]
)
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
        last = word.group(0).lower() if word else ""
        if match.group(0)[0] == "." and _is_abbreviation(last):
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


def _is_abbreviation(last: str) -> bool:
    """ "Art. 3", "z. B.", "26. Mai", "Nr. 4.": no end, unless a year or a long number stands there."""
    if last in _ABBREVIATIONS or re.search(r"\b[a-z]\.[a-z]$", last):
        return True
    return re.fullmatch(r"\w|\d{1,3}|[ivx]+", last) is not None
