"""Hybrid search: dense and lexical together within a language, then the languages merged.

A question's vector leans to the passages of its own language, so each language's cosines are centred on their mean before
they are compared. Words are only compared within the question's language (and where a reference or abbreviation stands in
both); a passage of the other language must not sink for want of a lexical vote. So each language is ordered by both scores,
its places keep the centred cosines that the language offers, and the languages are merged on those.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.vectors import Near

# what one unit of BM25 is worth beside the centred cosine; measured by `make evals`
LEXICAL_SHARE = 0.35
_DENSE_DEPTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage's id with its merged score and the two scores it came from."""

    passage: str
    score: float
    dense: float
    lexical: float


def fuse(near: Near, lexical: Sequence[tuple[str, float]], share: float = LEXICAL_SHARE) -> list[Ranked]:
    """One language's passages by both scores, best first; a passage that one side missed gets that side's lowest."""
    dense = {one: score - near.mean for one, score in near.found}
    words = dict(lexical)
    if not dense:
        return []
    low, high = min(dense.values()), max(dense.values())
    spread = (high - low) or 1.0
    top = max(words.values(), default=0.0) or 1.0

    def both(one: str) -> float:
        return (1 - share) * (dense.get(one, low) - low) / spread + share * words.get(one, 0.0) / top

    order = sorted(dense.keys() | words.keys(), key=lambda one: (-both(one), one))
    places = sorted(dense.values(), reverse=True)
    places += [low] * (len(order) - len(places))
    return [
        Ranked(passage=one, score=place, dense=dense.get(one, low), lexical=words.get(one, 0.0))
        for one, place in zip(order, places, strict=True)
    ]


def merge(languages: Collection[Sequence[Ranked]]) -> list[Ranked]:
    """Several languages' orders as one, by the centred cosine of each place; ties by id."""
    return sorted((one for ranked in languages for one in ranked), key=lambda one: (-one.score, one.passage))
