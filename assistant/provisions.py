"""Provisions, classes, standards and acts that a German or English text names: "Art. 10 Abs. 9 MDR", "class IIa", "ISO 13485"."""

import re
from collections.abc import Iterator

from assistant.detail import Detail
from assistant.laws import LAW, law_of
from corpus.figures import blanked

_LABELS = {
    "article": r"(?-i:Art(?:ikeln?s?|icles?|s?\.?|t\.))",
    "§": r"§{1,2}|(?-i:Paragra(?:f|ph)(?:en)?)",
    "annex": r"Annex(?:es)?|Anh(?:angs?|änge|ängen|\.)|Anlagen?|Appendi(?:x|ces)",
    "rule": r"(?<!as a )(?<!in der )(?:Rules?|Regeln?)",
    "class": r"[A-Za-zäöü]*klassen?|[A-Za-z-]*class(?:es)?",
    "chapter": r"Chapters?|Kapiteln?s?|Kap\.",
    "section": r"Abschnitte?n?s?|Abschn\.",
    "en section": r"Sections?|Sec\.",
    "part": r"Parts?|Teile?n?s?|Module?n?s?|Title|Titel",
    "recital": r"Recitals?|Erwägungsgr(?:und|ünden?)s?|ErwG\.?",
    "revision": r"Rev(?:ision|\.)|Version|Ausgabe|Edition",
    "table": r"Tab(?:elle|le|\.)",
    "figure": r"Figure|Abbildung|Abb\.",
    "question": r"Questions?|Fragen?",
    "level": r"Stufen?|Levels?|Scopes?|Phasen?|Phases?",
    "type": r"Typ|Type|Kategorien?|Categor(?:y|ies)|Option|Criterion|Kriterium",
}
_BELOW = {
    1: r"Abs(?:atz|ätze|atzes|\.)?|[Pp]ara(?:graph)?s?\.?",
    2: r"(?:Nrn?|[Nn]os?)\.|Nummern?|[Nn]umbers?|Ziffern?|Ziff\.|[Pp]oints?|Punkte?",
    3: r"Buchst(?:aben?|\.)|lit\.|[Ll]etters?",
    4: r"Unterabs(?:atz|\.)|UAbs\.|[Ss]ubparagraphs?",
    5: r"Satz|Sätze|[Ss]entences?",
}
_PARTS_OF_AN_ANNEX = r"[Kk]apitel|[Cc]hapters?|[Aa]bschnitte?|[Ss]ections?|[Tt]eile?|[Pp]arts?"
# how far back the act of a provision is looked for
_NEAR = 30
_TOP = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<k{n}>{words})" for n, words in enumerate(_LABELS.values())) + r")(?=[\s\d(,:-])",
    re.I,
)
_TOP_BELOW = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<l{n}>{words})" for n, words in _BELOW.items()) + r")(?=[\s\d(])"
)
_KINDS = list(_LABELS)
_NUMBER = r"\d+(?:\.\d+)*[a-z]{0,2}(?![\w/]|[.,]\d|[-–]\d{2,})"
_ROMAN = r"[IVX]{1,6}[abmrsp]?(?!\w)"
_ITEM = re.compile(rf"[\s-]*(?:{_NUMBER}|{_ROMAN})")
_CLASS = re.compile(rf"(?:[\s,:-]*(?:{_ROMAN})|[\s-]*[A-H](?![\w.'’])|[\s-]*[1-4](?![\w.,]))")
_JOIN = r"\s*(?:,|;|und|and|oder|or|bis|to|–|-|sowie|bzw\.)?\s*(?:,|und|and|oder|or|bis)?\s*"
_BRACKET = re.compile(r"\s*\(\s*(\d{1,3}[a-z]?|[a-z]{1,4}|[IVX]+)\s*(?:\)|$)")
# a number in a list is no further provision where a unit follows
_UNIT = r"(?!\s*(?:%|Prozent|per\s?cent|percent|Tage|days|Monat|month|Jahr|year|Woche|week|Stunde|hour|Euro|EUR|€|Mio|Mrd|Mill|mill))"
_CODE = re.compile(r"(?<![\w/.])(?!CO2)(?:[A-Za-zÄÖÜäöü]+[-–]?\d+[a-z]?|\d+[A-Z]+\d*)(?:[-.]\d+)*(?![\w/])")
_STANDARD = re.compile(
    r"\b(?:(?:DIN|EN|ISO|IEC|VDE|VDI|ASTM|UL|NIST|TR|TS|PAS|AAMI|ANSI|CEN|CLC|IEEE)[\s/-]*)+(\d{2,6}(?:-\d{1,3})*)(?::?\s*\(?((?:19|20)\d\d)(?:-\d\d)?\)?)?"
)
_GUIDE = re.compile(r"\b(?:MDCG|NBOG|MEDDEV|IMDRF|CAMD)[\s/-]*((?:19|20)?\d{1,4}(?:[-/.–]\d{1,3})+)")
_ACT = re.compile(r"(?<![\w/.-])\d{1,4}/\d{1,4}(?:/(?:EU|EG|EWG|EC|EEC|EURATOM))?(?![\w/])")
_BARE_ROMAN = re.compile(r"(?<![\w-])(?=[IVX]{2,}|V\b|I[ab]\b)[IVX]{1,6}[ab]?(?![\w]|-(?:ray|Ray))")


def provisions(text: str) -> Iterator[Detail]:
    """Each provision with its paragraphs, then classes, standards, acts and codes; none overlaps one before it."""
    for kind, pattern in (("guide", _GUIDE), ("standard", _STANDARD), ("act", _ACT)):
        for match in pattern.finditer(text):
            value = re.sub(r"[/–]", "-", match.group(1 if pattern.groups else 0))
            year = frozenset({match.group(2)} if kind == "standard" and match.group(2) else ())
            yield _detail(kind, re.sub(r"-(?:EU|EG|EWG|EC|EEC|EURATOM)$", "", value), match, parts=year)
            text = blanked(text, match.start(), match.end())
    position = 0
    while label := _TOP.search(text, position):
        kind = next(_KINDS[int(name[1:])] for name, hit in label.groupdict().items() if hit)
        found = list(_scan(text, label, kind))
        end = max((one.end for one in found), default=label.end())
        yield from found
        if found:
            text = blanked(text, label.start(), end)
        position = end
    position = 0
    while below := _TOP_BELOW.search(text, position):
        level = next(int(name[1:]) for name, hit in below.groupdict().items() if hit)
        item = re.compile(rf"\s*(?:\(?{_NUMBER}\)?|\(?[a-z]\)?(?![\w.]))").match(text, below.end())
        if item:
            value = item.group(0).strip(" ()\n").lower()
            yield Detail(
                kind="item",
                value=_part(level, value),
                start=below.start(),
                end=item.end(),
                said=text[below.start() : item.end()],
            )
            text = blanked(text, below.start(), item.end())
        position = item.end() if item else below.end()
    for match in _CODE.finditer(text):
        yield _detail("code", re.sub(r"[-–]", "", match.group(0)).lower(), match)
        text = blanked(text, match.start(), match.end())
    for match in _BARE_ROMAN.finditer(text):
        yield _detail("roman", match.group(0).lower(), match)


def _scan(text: str, label: re.Match[str], kind: str) -> Iterator[Detail]:
    """The provisions behind one label: a list of numbers, each with what narrows it."""
    item = _CLASS if kind == "class" else _ITEM
    found = item.match(text, label.end())
    if found is None and kind == "annex":
        found = re.compile(r"[\s]*[A-Z](?![\w.'’])").match(text, label.end())
    if found is None:
        return
    law_before = re.search(rf"(?<![\w-])({LAW})\s+$", text[max(0, label.start() - _NEAR) : label.start()])
    drafts: list[tuple[str, dict[int, str], int]] = [(_value(found.group(0)), {}, found.end())]
    below: dict[int, str] = {}
    end, last = found.end(), 0
    while True:
        step = _next(text, end, below, last, item, kind, label.group(0), drafts[-1][0])
        if step is None:
            break
        last, value, end = step
        if last == 0:
            below = {}
            drafts.append((value, below, end))
        else:
            longer = any(level >= last for level in below)
            below = {level: part for level, part in below.items() if level < last} | {last: value}
            top = drafts[-1][0]
            if longer:
                drafts.append((top, below, end))
            else:
                drafts[-1] = (top, below, end)
    law_after = re.compile(rf"\s*(?:of the|of|der|des|im|in|zur|zum|the)?\s*({LAW})").match(text, end)
    law = law_of(law_before.group(1)) if law_before else law_of(law_after.group(1)) if law_after else ""
    for value, parts, stop in drafts:
        yield Detail(
            kind=kind,
            value=value,
            start=label.start(),
            end=stop,
            said=re.sub(r"\s+", " ", text[label.start() : stop]),
            parts=frozenset(_part(level, part) for level, part in parts.items()),
            law=law if kind in ("article", "§", "annex", "recital", "en section") else "",
        )


def _next(
    text: str, at: int, below: dict[int, str], last: int, item: re.Pattern[str], kind: str, label: str, top: str
) -> tuple[int, str, int] | None:
    """The next level, value and end behind a provision; None: the list is over."""
    if kind != "class" and (bracket := re.compile(rf"(?:{_JOIN})?").match(text, at)):
        match = _BRACKET.match(text, at) or (_BRACKET.match(text, bracket.end()) if below else None)
        if match is None and kind == "annex" and not below:
            match = re.compile(r",?\s+(\d+(?:\.\d+)+)(?![\w])").match(text, at)
        if match:
            joined = match.start() != at
            value = match.group(1).lower()
            letter = not value[0].isdigit()
            level = 3 if letter else 2 if 1 in below and not joined else 1
            return level, value, match.end()
    for level, words in _BELOW.items():
        words = f"{words}|{_PARTS_OF_AN_ANNEX}" if kind == "annex" and level == 1 else words
        match = re.compile(rf"{_JOIN}(?:{words})\s*\(?({_NUMBER}|{_ROMAN}|[a-z]{{1,2}}(?![\w.]))\)?").match(text, at)
        if match and kind != "class":
            return level, match.group(1).lower(), match.end()
    if last in (3,):
        match = re.compile(r"\s*(?:,|und|and|oder|or|bis|to|–)\s*([a-z])(?![\w.])").match(text, at)
        if match:
            return last, match.group(1), match.end()
        match = re.compile(rf"\s*(?:,|und|and)\s*({_NUMBER})(?=\s?(?:\(|Abs))").match(text, at)
        return (0, match.group(1), match.end()) if match else None
    comma = re.compile(r"\s*(?:,|und|and|oder|or|bis|to|–|sowie|bzw\.|/)\s*(?:und\s|and\s|oder\s|or\s)?").match(
        text, at
    )
    match = item.match(text, comma.end()) if comma else None
    if match and match.group(0).strip(" -\n") and re.compile(_UNIT).match(text, match.end()):
        # "Art. 92(5), 87(11)": a number with brackets of its own is no further paragraph
        fresh = (
            text[at - 1] == ")" or re.compile(r"\s?(?:\(|Abs(?:\.|atz)|paragraph)").match(text, match.end()) is not None
        )
        if label.startswith("§§") and last and _leading(match.group(0)) > _leading(top):
            fresh = True
        return 0 if fresh else last, _value(match.group(0)), match.end()
    return None


def _leading(number: str) -> int:
    digits = re.search(r"\d+", number)
    return int(digits.group(0)) if digits else 0


def _part(level: int, value: str) -> str:
    """A sentence or a subparagraph is told from a paragraph; a number below it is one in any of the languages' ways."""
    return f"s{value}" if level == 5 else f"u{value}" if level == 4 else value


def _value(text: str) -> str:
    return text.strip(" -,:\n\t\u00a0").lower()


def _detail(kind: str, value: str, match: re.Match[str], parts: frozenset[str] = frozenset()) -> Detail:
    return Detail(kind=kind, value=value, start=match.start(), end=match.end(), said=match.group(0), parts=parts)
