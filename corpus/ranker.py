"""Which of the found passages answers best: a linear score over plain features, its weights in a readable file.

The weights are fitted by ``python -m evals.fit_ranker`` on pairs of passages of one question (RankNet without a hidden
layer, Burges et al. 2005).
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.asks import ASKS, Ask, asked
from corpus.compounds import Compounds
from corpus.model import Passage
from corpus.references import references
from corpus.words import is_stop_word, raw_words, stem

WEIGHTS = Path(__file__).parent / "ranker.json"
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
    """A passage with what the two indexes say of it; ``neighbour``: the best centred cosine beside it in its edition."""

    passage: Passage
    title: str
    dense: float
    lexical: float
    lexical_rank: int
    neighbour: float
    publication: float


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
    """A question's words with how much each weighs (rare words more)."""

    weights: Mapping[str, float]
    parts: Mapping[str, tuple[str, ...]]
    bigrams: frozenset[tuple[str, str]]
    refs: frozenset[str]
    numbers: frozenset[str]
    asks: tuple[Ask, ...]
    proposed: bool
    past: bool


def query(question: str, language: str, frequency: Callable[[str], float], compounds: Compounds) -> Query:
    """What of a question is compared. ``frequency``: the share of passages that hold a stem."""
    words = [word for word in raw_words(question) if not is_stop_word(word, language) and len(word) > 1]
    stems = {word: stem(word.replace("-", ""), language) for word in words}
    order = [stems[word] for word in words]
    return Query(
        weights={stems[word]: max(0.05, 1 - 4 * frequency(stems[word])) for word in dict.fromkeys(words)},
        parts={stems[word]: tuple(compounds.parts([word])) for word in words} if language == "de" else {},
        bigrams=frozenset(zip(order, order[1:], strict=False)),
        refs=frozenset(references(question)),
        numbers=frozenset(word for word in words if word[0].isdigit()),
        asks=tuple(asked(question)),
        proposed=bool(_PROPOSED.search(question)),
        past=bool(_PAST.search(question)),
    )


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


def features(asked_for: Query, held: Profile, one: Candidate, best_dense: float, best_lexical: float) -> list[float]:
    """The numbers named in FEATURES, each about 0 to 1."""
    total = sum(asked_for.weights.values()) or 1.0
    both = held.body | held.heading
    return [
        one.dense * 10,
        (one.dense - best_dense) * 10,
        one.lexical / best_lexical if best_lexical else 0.0,
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
    ]


def _covered(asked_for: Query, held: frozenset[str]) -> float:
    covered = 0.0
    for word, weight in asked_for.weights.items():
        if word in held:
            covered += weight
        elif (parts := asked_for.parts.get(word)) and any(part in held for part in parts):
            covered += weight * 0.7 * sum(part in held for part in parts) / len(parts)
    return covered


@lru_cache(maxsize=1)
def shipped_weights() -> dict[str, dict[str, float]]:
    """Weights for passages in the question's own language (``own``) and in the other one (``other``), where few words meet."""
    weights: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text("utf-8"))
    return weights


def score(values: Sequence[float], weights: Mapping[str, float]) -> float:
    """The linear score; a feature without a weight counts nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in zip(FEATURES, values, strict=True))
