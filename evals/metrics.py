"""The field's figures over ranks, labels and scores; all take plain numbers and give plain numbers."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROUNDS = 1_000
SEED = 20261124


def recall_at(ranks: Sequence[Sequence[int]], golds: Sequence[int], k: int) -> Floats:
    """For each question, the share of its gold items among the first k (``ranks``: 0-based places of gold items found)."""
    return np.array([sum(r < k for r in rank) / gold for rank, gold in zip(ranks, golds, strict=True)])


def success_at(ranks: Sequence[Sequence[int]], k: int) -> Floats:
    """For each question, 1 when any gold item is among the first k."""
    return np.array([float(any(r < k for r in rank)) for rank in ranks])


def reciprocal_rank(ranks: Sequence[Sequence[int]], k: int = 10) -> Floats:
    """For each question, 1 / place of the first gold item within k, else 0: its mean is MRR@k."""
    return np.array([1 / (min(rank) + 1) if rank and min(rank) < k else 0.0 for rank in ranks])


def ndcg_at(ranks: Sequence[Sequence[int]], golds: Sequence[int], k: int = 10) -> Floats:
    """For each question, nDCG@k with gain 1 for a gold item (Järvelin and Kekäläinen 2002)."""
    found = []
    for rank, gold in zip(ranks, golds, strict=True):
        gain = sum(1 / np.log2(r + 2) for r in rank if r < k)
        ideal = sum(1 / np.log2(r + 2) for r in range(min(gold, k)))
        found.append(gain / ideal if ideal else 0.0)
    return np.array(found)


def average_precision(ranks: Sequence[Sequence[int]], golds: Sequence[int], k: int = 10) -> Floats:
    """For each question, the mean over its gold items of the precision at each one found within k: its mean is MAP@k."""
    return np.array(
        [
            sum((n + 1) / (r + 1) for n, r in enumerate(sorted(rank)) if r < k) / gold
            for rank, gold in zip(ranks, golds, strict=True)
        ]
    )


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """How often a positive scores above a negative (ties count half); nan without both kinds."""
    values, truth = np.asarray(scores, dtype=float), np.asarray(labels, dtype=bool)
    positive, negative = values[truth], values[~truth]
    if not len(positive) or not len(negative):
        return float("nan")
    above = (positive[:, None] > negative[None, :]).sum() + 0.5 * (positive[:, None] == negative[None, :]).sum()
    return float(above / (len(positive) * len(negative)))


def interval(
    values: Sequence[float] | Floats, of: Callable[[Floats], float] = lambda v: float(v.mean())
) -> tuple[float, float]:
    """The bootstrap 95 % interval of a figure over questions (Efron 1979)."""
    held = np.asarray(values, dtype=float)
    if not len(held):
        return float("nan"), float("nan")
    draw = np.random.default_rng(SEED)
    drawn = [of(held[draw.integers(0, len(held), len(held))]) for _ in range(ROUNDS)]
    return float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))


def mean(values: Sequence[float] | Floats) -> float:
    held = np.asarray(values, dtype=float)
    return float(held.mean()) if len(held) else float("nan")


def percentile(values: Sequence[float], q: float) -> float:
    return float(np.percentile(np.asarray(values, dtype=float), q)) if len(values) else float("nan")
