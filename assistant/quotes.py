"""Without a model: the best sentences of the best passages, verbatim and in readable order."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Statement
from corpus.asks import Ask, asked
from corpus.compounds import Compounds
from corpus.model import Hit, Page
from corpus.sentences import sentences
from corpus.words import is_stop_word, raw_words, stem

MOST_STATEMENTS = 6
MOST_PASSAGES = 10
# what a sentence's own words, and holding the kind of thing asked for, are worth beside its passage's rank
OVERLAP, HOLDS, REPEATS = 2.5, 1.0, 1.5
_SAID_ALREADY = 0.85
# a sentence this far below the best one is left out
FAR = 6.0
# a long list or table must not crowd out the other passages
_MOST_OF_ONE = 3
_SHORTEST = 25
_LONGEST_LIST = 400
# a Yes or No answers the question of its heading: it is left out unless the asker's question is that one (share of words)
_YES_NO = re.compile(r"(?:Ja|Nein|Yes|No)[,.:] ")
_THE_SAME_QUESTION = 0.5
_MEANS_NOTHING_ALONE = re.compile(
    r"^(?:Dies(?:e[rsmn]?|)\b|Das gilt|Sie (?:ist|sind|gilt|muss|müssen|haben)|Er |Es (?:ist|gilt)|Außerdem|Dort |Dafür "
    r"|This |These |It |They |That |Such |Otherwise|There )"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    hit: Hit
    place: int
    start: int
    end: int
    words: frozenset[str]
    score: float


def quotes(
    question: str,
    hits: Sequence[Hit],
    frequency: Callable[[str], float],
    compounds: Compounds,
    pages: Mapping[str, Sequence[Page]],
) -> list[Statement]:
    """At most MOST_STATEMENTS sentences, the best first; the others by publication and in the order of its text.

    ``frequency``: the share of passages that hold a stem. ``pages``: each edition's pages, for the quote's own page.
    """
    chosen = _choose(list(_scored(question, hits[:MOST_PASSAGES], frequency, compounds)))
    statements = []
    for number, one in enumerate(_readable(chosen), start=1):
        citation = cite(f"c{number}", one.hit, one.start, one.end, pages[one.hit.edition.id])
        statements.append(Statement(text=citation.quote, citations=(citation,)))
    return statements


def cite(name: str, hit: Hit, start: int, end: int, pages: Sequence[Page]) -> Citation:
    """A citation of characters ``start`` to ``end`` of a hit's passage, with the pages that they stand on."""
    first, last = hit.passage.start + start, hit.passage.start + end
    touched = [page for page in pages if page.start < last and page.end > first] or [
        page for page in pages if page.number == hit.passage.first_page
    ]
    return Citation(
        id=name,
        passage=hit.passage,
        edition=hit.edition,
        first_page=touched[0].number,
        last_page=touched[-1].number,
        label=touched[0].label,
        start=start,
        end=end,
    )


def _scored(
    question: str, hits: Sequence[Hit], frequency: Callable[[str], float], compounds: Compounds
) -> Iterator[_Sentence]:
    asks = asked(question)
    for place, hit in enumerate(hits):
        language = hit.edition.language
        wanted = {word: 1 - min(0.95, 4 * frequency(word)) for word in _words(question, language, compounds)}
        total = sum(wanted.values()) or 1.0
        heading = _words(hit.passage.heading[-1], language, compounds) if hit.passage.heading else frozenset()
        same = 2 * len(heading & wanted.keys()) >= _THE_SAME_QUESTION * (len(heading) + len(wanted))
        for start, end in _quotable(hit.passage.text):
            if not same and (answer := _YES_NO.match(hit.passage.text, start, end)):
                start = answer.end()
            text = hit.passage.text[start:end]
            words = _words(text, language, compounds)
            overlap = sum(weight for word, weight in wanted.items() if word in words) / total
            yield _Sentence(
                hit=hit,
                place=place,
                start=start,
                end=end,
                words=words,
                score=hit.rank + OVERLAP * overlap + HOLDS * _held(asks, text) - _unclear(text),
            )


def _words(text: str, language: str, compounds: Compounds) -> frozenset[str]:
    words = [word for word in raw_words(text) if not is_stop_word(word, language)]
    parts = compounds.parts(words) if language == "de" else []
    return frozenset(stem(word.replace("-", ""), language) for word in words) | frozenset(parts)


def _unclear(text: str) -> float:
    """What a sentence loses that points back and says little alone."""
    return 2.0 if _MEANS_NOTHING_ALONE.match(text) else 0.0


def _held(asks: Sequence[Ask], text: str) -> float:
    return sum(bool(ask.holds.search(text)) for ask in asks) / len(asks) if asks else 0.0


def _quotable(text: str) -> Iterator[tuple[int, int]]:
    """Sentences and table rows but no table heads; a list item with the lead that it completes, where both are short."""
    lead: int | None = None
    head = _head(text)
    for start, end in sentences(text):
        if head and text[start:end] == head:
            continue  # also where the table goes on after a page's end
        item = re.match(r"[•‣▪·–] ", text[start:end])
        if item and lead is not None and end - lead <= _LONGEST_LIST:
            yield lead, end
        elif item:
            yield start + item.end(), end
        elif text[end - 1] == ":":
            lead = start
        else:
            lead = None
            # a row may be as short as "2025 | 55 Euro"
            if end - start >= _SHORTEST or "\t" in text[start:end]:
                yield start, end


def _head(text: str) -> str:
    """The first row of a table, where it names columns and no figure; else nothing."""
    row = next((line.strip() for line in text.splitlines() if "\t" in line), "")
    return "" if re.search(r"\d", re.sub(r"\([^)]*\)", "", row)) else row


def _choose(found: list[_Sentence]) -> list[_Sentence]:
    """The best, each judged by what it adds to those already chosen (maximal marginal relevance, Carbonell 1998)."""
    chosen: list[_Sentence] = []
    left = sorted(found, key=lambda one: (-one.score, one.place, one.start))
    while left and len(chosen) < MOST_STATEMENTS:
        best = max(left, key=lambda one: (one.score - REPEATS * _repeats(one, chosen), -one.place, -one.start))
        if chosen and best.score < chosen[0].score - FAR:
            break
        left.remove(best)
        same = sum(one.hit.passage.id == best.hit.passage.id for one in chosen)
        if same < _MOST_OF_ONE and _repeats(best, chosen) < _SAID_ALREADY:
            chosen.append(best)
    return chosen


def _repeats(one: _Sentence, chosen: Sequence[_Sentence]) -> float:
    """The share of a sentence's words that one chosen sentence says already."""
    return max((len(one.words & other.words) / (len(one.words) or 1) for other in chosen), default=0.0)


def _readable(chosen: Sequence[_Sentence]) -> list[_Sentence]:
    """The best sentence's publication first, and that sentence first in it; else the order of the text."""
    publications: dict[str, list[_Sentence]] = {}
    for one in chosen:
        publications.setdefault(one.hit.edition.publication, []).append(one)
    ordered: list[_Sentence] = []
    for group in publications.values():
        first, *others = group
        ordered += [first, *sorted(others, key=lambda one: (one.hit.passage.start, one.start))]
    return ordered
