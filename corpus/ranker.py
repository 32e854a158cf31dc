"""Which of the found passages answers best: a linear score over plain features, its weights in a readable file.

The weights are fitted by ``python -m evals.fit_ranker`` on the candidates of one question at a time (ListNet without a hidden
layer, Cao et al. 2007).
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from corpus.asks import ASKS, Ask, asked
from corpus.compounds import Compounds
from corpus.model import Passage
from corpus.references import references
from corpus.words import is_stop_word, raw_words, stem

FEATURES = (
    *(
        "dense",
        "dense_gap",
        "lexical",
        "lexical_rank",
        "covered",
        "covered_heading",
        "covered_both",
        "bigrams",
        "refs",
        "numbers",
    ),
    *("asked_held", "question_heading", "short", "table", "neighbour", "publication", "proposed", "past", "sources"),
    *("section", "section_gap", "covered_section", "asked", "asked_gap", "asked_mean", "asked_words"),
)
# what is only proposed, what no longer applies, and lists of sources seldom answer, unless they are asked for
_PROPOSED = re.compile(
    r"\b(?:Vorschlag\w*|vorgeschlagen\w*|Entwurf\w*|geplant\w*|Reform\w*|künftig\w*|noch nicht (?:gilt|gelten)|proposals?|proposed|draft|planned|reform|not (?:yet )?law)\b"
)
_PAST = re.compile(
    r"\b(?:früher\w*|bisher\w*|aufgehoben\w*|abgelöst\w*|ersetzt\w*|galt|entfallen|gestrichen|formerly|former|earlier|replaced|repealed|superseded|no longer|used to)\b"
)
_SOURCES = re.compile(r"(?:Quellen|Sources|Literatur|References|Bibliography|Begriffe|Terms|Glossar|Glossary)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage with what the indexes say of it; ``neighbour``: the best centred cosine beside it in its edition.

    ``section``: the centred cosine of all that stands under its heading; ``asked``: the best centred cosine of its
    expected questions, None where it has none; ``asked_mean``: of its best three.
    """

    passage: Passage
    title: str
    dense: float
    lexical: float
    lexical_rank: int
    neighbour: float
    publication: float
    asked: float | None
    asked_mean: float
    section: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A passage's words, ready to be compared with many questions."""

    body: frozenset[str]
    heading: frozenset[str]
    bigrams: frozenset[tuple[str, str]]
    refs: frozenset[str]
    numbers: frozenset[str]
    held: frozenset[str]
    question_heading: bool
    length: int
    table: bool
    proposed: bool
    past: bool
    sources: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question's words with how much each weighs (rare words more); ``own``: as stems of the question's own language."""

    own: Mapping[str, float]
    weights: Mapping[str, float]
    parts: Mapping[str, tuple[str, ...]]
    bigrams: frozenset[tuple[str, str]]
    refs: frozenset[str]
    numbers: frozenset[str]
    asks: tuple[Ask, ...]
    proposed: bool
    past: bool


def weighed(text: str, language: str, frequency: Callable[[str], float]) -> dict[str, float]:
    """The stems of a text's content words, each with its weight (rare words more)."""
    words = [word for word in raw_words(text) if len(word) > 1 and not is_stop_word(word, language)]
    stems = dict.fromkeys(stem(word.replace("-", ""), language) for word in words)
    return {one: max(0.05, 1 - 4 * frequency(one)) for one in stems}


def query(
    question: str, asked_in: str, language: str, frequency: Callable[[str, str], float], compounds: Compounds
) -> Query:
    """What of a question is compared. ``frequency``: the share of a language's passages that hold a stem."""
    words = [word for word in raw_words(question) if not is_stop_word(word, language) and len(word) > 1]
    stems = {word: stem(word.replace("-", ""), language) for word in words}
    order = [stems[word] for word in words]
    return Query(
        own=weighed(question, asked_in, partial(frequency, asked_in)),
        weights={stems[word]: max(0.05, 1 - 4 * frequency(language, stems[word])) for word in dict.fromkeys(words)},
        parts={stems[word]: tuple(compounds.parts([word])) for word in words} if language == "de" else {},
        bigrams=frozenset(zip(order, order[1:], strict=False)),
        refs=frozenset(references(question)),
        numbers=frozenset(word for word in words if word[0].isdigit()),
        asks=tuple(asked(question)),
        proposed=bool(_PROPOSED.search(question)),
        past=bool(_PAST.search(question)),
    )


def words_of(text: str, language: str, compounds: Compounds) -> frozenset[str]:
    """The stems of a text, and in German the parts of its compounds."""
    words = [word for word in raw_words(text) if not is_stop_word(word, language)]
    stems = frozenset(stem(word.replace("-", ""), language) for word in words)
    return stems | frozenset(compounds.parts(words) if language == "de" else ())


def profile(passage: Passage, title: str, language: str, compounds: Compounds) -> Profile:
    """What of a passage is compared."""
    words = [word for word in raw_words(passage.text) if not is_stop_word(word, language)]
    above = [word for word in raw_words(f"{title} {' '.join(passage.heading)}") if not is_stop_word(word, language)]
    stems = [stem(word.replace("-", ""), language) for word in words]
    german = language == "de"
    return Profile(
        body=frozenset(stems) | frozenset(compounds.parts(words) if german else ()),
        heading=frozenset(stem(word.replace("-", ""), language) for word in above)
        | frozenset(compounds.parts(above) if german else ()),
        bigrams=frozenset(zip(stems, stems[1:], strict=False)),
        refs=frozenset(references(f"{' '.join(passage.heading)} {passage.text}")),
        numbers=frozenset(word for word in words if word[0].isdigit()),
        held=frozenset(one.name for one in ASKS if one.holds.search(passage.text)),
        question_heading=bool(passage.heading) and passage.heading[-1].rstrip().endswith("?"),
        length=len(passage.text),
        table="\t" in passage.text,
        proposed=bool(_PROPOSED.search(passage.text)),
        past=bool(_PAST.search(passage.text)),
        sources=bool(passage.heading) and bool(_SOURCES.match(passage.heading[-1])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best of all candidates."""

    dense: float
    lexical: float
    section: float
    asked: float


def best_of(candidates: Sequence[Candidate]) -> Best:
    return Best(
        dense=max((one.dense for one in candidates), default=0.0),
        lexical=max((one.lexical for one in candidates), default=0.0),
        section=max((one.section for one in candidates), default=0.0),
        asked=max((one.asked for one in candidates if one.asked is not None), default=0.0),
    )


def features(
    asked_for: Query,
    held: Profile,
    section: frozenset[str],
    expected: Sequence[Mapping[str, float]],
    one: Candidate,
    best: Best,
) -> list[float]:
    """The numbers named in FEATURES, each about 0 to 1.

    ``section``: the words of all that stands under the passage's heading; ``expected``: the weighed stems of each of its
    expected questions in the asker's language.
    """
    total = sum(asked_for.weights.values()) or 1.0
    both = held.body | held.heading
    return [
        one.dense * 10,
        (one.dense - best.dense) * 10,
        one.lexical / best.lexical if best.lexical else 0.0,
        1 / (1 + one.lexical_rank),
        _covered(asked_for, held.body) / total,
        _covered(asked_for, held.heading) / total,
        _covered(asked_for, both) / total,
        len(asked_for.bigrams & held.bigrams) / (len(asked_for.bigrams) or 1),
        len(asked_for.refs & held.refs) / (len(asked_for.refs) or 1),
        len(asked_for.numbers & held.numbers) / (len(asked_for.numbers) or 1),
        sum(ask.name in held.held for ask in asked_for.asks) / (len(asked_for.asks) or 1),
        float(held.question_heading),
        float(held.length < 120),
        float(held.table),
        one.neighbour * 10,
        one.publication,
        float(held.proposed and not asked_for.proposed),
        float(held.past and not asked_for.past),
        float(held.sources),
        one.section * 10,
        (one.section - best.section) * 10,
        _covered(asked_for, section | held.heading) / total,
        math.nan if one.asked is None else one.asked * 10,
        math.nan if one.asked is None else (one.asked - best.asked) * 10,
        math.nan if one.asked is None else one.asked_mean * 10,
        math.nan if one.asked is None else max((_alike(asked_for.own, other) for other in expected), default=0.0),
    ]


def _alike(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The share of weight that two questions have in common (Dice)."""
    total = sum(left.values()) + sum(right.values())
    return 2 * sum(weight for word, weight in left.items() if word in right) / total if total else 0.0


def _covered(asked_for: Query, held: frozenset[str]) -> float:
    covered = 0.0
    for word, weight in asked_for.weights.items():
        if word in held:
            covered += weight
        elif (parts := asked_for.parts.get(word)) and any(part in held for part in parts):
            covered += weight * 0.7 * sum(part in held for part in parts) / len(parts)
    return covered
