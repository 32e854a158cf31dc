"""Without a model: the best sentences of the best passages, verbatim and in readable order."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Statement
from corpus.compounds import Compounds
from corpus.model import Hit, Page
from corpus.sentences import sentences
from corpus.words import raw_words, terms

MOST_STATEMENTS = 6
MOST_PASSAGES = 5
_MEANS_NOTHING_ALONE = re.compile(
    r"^(?:Dies(?:e[rsmn]?|)\b|Das gilt|Sie (?:ist|sind|gilt|muss)|Er |Es (?:ist|gilt)|This |These |It |They |That |Such |Otherwise)"
)
_ASKS = (
    (re.compile(r"\b(?:wann|frist|deadline|when|datum|date|seit|until|bis wann|stichtag)\b", re.I), re.compile(r"\b(?:19|20)\d\d\b")),
    (
        re.compile(r"\b(?:wie lange?|dauer\w*|how long|how soon|how fast|wie schnell|within)\b", re.I),
        re.compile(r"\b(?:Tag|Monat|Jahr|Woche|Stunde|Minute|day|month|year|week|hour|minute)", re.I),
    ),
    (
        re.compile(r"\b(?:wie ?viel|how (?:much|many)|kosten|kostet|cost|fee|gebühr|preis|price|fine|strafe|bußgeld|höhe)\b", re.I),
        re.compile(r"\d"),
    ),
    (re.compile(r"\b(?:klasse|class|einstuf\w+)\b", re.I), re.compile(r"\b(?:Klasse|class)\b")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    hit: Hit
    rank: int
    start: int
    end: int
    score: float


def quotes(
    question: str,
    hits: Sequence[Hit],
    frequency: Callable[[str], float],
    compounds: Compounds,
    pages: Mapping[str, Sequence[Page]],
) -> list[Statement]:
    """At most MOST_STATEMENTS sentences from at most MOST_PASSAGES passages, the best first, the rest in the order of the text.

    ``frequency``: the share of passages that hold a stem. ``pages``: each edition's pages, for the quote's own page.
    """
    chosen = _choose(question, hits[:MOST_PASSAGES], frequency, compounds)
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


def _choose(
    question: str, hits: Sequence[Hit], frequency: Callable[[str], float], compounds: Compounds
) -> list[_Candidate]:
    if not hits:
        return []
    top = hits[0].score
    found: list[_Candidate] = []
    seen: set[str] = set()
    for rank, hit in enumerate(hits):
        language = hit.edition.language
        asked = set(terms(question, language)) | set(compounds.parts(raw_words(question)))
        candidates = []
        for start, end in sentences(hit.passage.text):
            sentence = hit.passage.text[start:end]
            key = re.sub(r"\W+", "", sentence).lower()
            if len(sentence) < 25 or key in seen:
                continue
            seen.add(key)
            own = set(terms(sentence, language)) | set(compounds.parts(raw_words(sentence)))
            overlap = sum(1 - frequency(term) for term in asked & own) / (len(asked) or 1)
            wanted = sum(0.15 for asks, holds in _ASKS if asks.search(question) and holds.search(sentence))
            alone = -0.25 if _MEANS_NOTHING_ALONE.match(sentence) else 0.0
            candidates.append(
                _Candidate(
                    hit=hit,
                    rank=rank,
                    start=start,
                    end=end,
                    score=overlap + wanted + alone - 0.12 * rank - 4 * (top - hit.score),
                )
            )
        candidates.sort(key=lambda one: (-one.score, one.start))
        found += candidates[: 3 if rank == 0 else 2 if rank == 1 else 1]
    best = sorted(found, key=lambda one: (-one.score, one.rank, one.start))[:MOST_STATEMENTS]
    return best


def _readable(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """Publications by their best sentence; within one, passages by rank and sentences in the order of the text."""
    publications: dict[str, list[_Candidate]] = {}
    for one in sorted(chosen, key=lambda one: (one.rank, one.start)):
        publications.setdefault(one.hit.edition.publication, []).append(one)
    return [one for group in publications.values() for one in group]
