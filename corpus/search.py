"""Fusing dense and lexical scores within a language, and merging languages. Pure.

A question's vector leans to the passages of its own language, so each language's cosines are centred on their mean before
they are compared. Words are compared within the question's language only; a passage of the other language must not sink
for want of a lexical vote. So each language is ordered by itself, its places keep the centred cosines that the language
offers, and the languages are merged on those.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from corpus.model import Hit, Passage
from corpus.ranker import Candidate
from corpus.vectors import Near

# what BM25 is worth beside the centred cosine in choosing the candidates; measured by `make evals`
LEXICAL_SHARE = 0.4
_AGREEING = 20


def fuse(near: Near, lexical: Sequence[tuple[str, float]], share: float = LEXICAL_SHARE) -> list[str]:
    """One language's passages by both scores, best first; what one side missed gets that side's lowest."""
    dense = dict(near.found)
    words = dict(lexical)
    low, high = min(dense.values(), default=0.0), max(dense.values(), default=0.0)
    spread, top = (high - low) or 1.0, max(words.values(), default=0.0) or 1.0

    def both(one: str) -> float:
        return (1 - share) * (dense.get(one, low) - low) / spread + share * words.get(one, 0.0) / top

    return sorted(dense.keys() | words.keys(), key=lambda one: (-both(one), one))


def candidates(
    chosen: Sequence[str],
    near: Near,
    lexical: Sequence[tuple[str, float]],
    passages: Mapping[str, Passage],
    titles: Mapping[str, str],
    publications: Mapping[str, str],
    asked: Mapping[str, Sequence[float]],
    sections: Mapping[str, float],
) -> list[Candidate]:
    """What the ranker needs of each chosen passage; titles and publications are by edition."""
    dense = {one: score - near.mean for one, score in near.found}
    low = min(dense.values(), default=0.0)
    place = {one: n for n, (one, _) in enumerate(lexical)}
    words = dict(lexical)
    nearest = [publications[one.rpartition(".")[0]] for one, _ in near.found[:_AGREEING]]
    return [
        Candidate(
            passage=passages[one],
            title=titles[passages[one].edition],
            dense=dense.get(one, low),
            lexical=words.get(one, 0.0),
            lexical_rank=place.get(one, 1_000),
            neighbour=max(dense.get(beside, low) for beside in _beside(one)),
            publication=nearest.count(publications[passages[one].edition]) / (len(nearest) or 1),
            asked=asked[one][0] if one in asked else None,
            asked_mean=sum(asked[one]) / len(asked[one]) if one in asked else 0.0,
            section=sections.get(passages[one].section, min(sections.values(), default=low)),
        )
        for one in chosen
        if one in passages
    ]


def _beside(passage: str) -> tuple[str, str]:
    """The ids of the passages before and after one."""
    edition, _, number = passage.rpartition(".")
    return f"{edition}.{int(number) - 1:04}", f"{edition}.{int(number) + 1:04}"


def spread(ordered: Sequence[tuple[float, Candidate]], most: int) -> list[tuple[float, Candidate]]:
    """The same order, but what is more than ``most`` of one section stands behind the rest."""
    seen: Counter[str] = Counter()
    first: list[tuple[float, Candidate]] = []
    later: list[tuple[float, Candidate]] = []
    for pair in ordered:
        seen[pair[1].passage.section] += 1
        (first if seen[pair[1].passage.section] <= most else later).append(pair)
    return first + later


def places(ordered: Sequence[Candidate]) -> list[float]:
    """For each place of an order, the centred cosine that its language offers there: what languages are merged on."""
    return sorted((one.dense for one in ordered), reverse=True)


def merge(languages: Collection[Sequence[Hit]]) -> list[Hit]:
    """Several languages' orders as one, by the cosine of each place; within a language the order stays."""
    return sorted((hit for ranked in languages for hit in ranked), key=lambda hit: -hit.score)
