"""Logistic regression and listwise ranking, in the open: weights are plain numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS, RATE = 500, 0.05


def fit(rows: Floats, labels: Floats, *, penalty: float, importance: Floats | None = None) -> Floats:
    """Weights (d) that make sigmoid(rows @ weights) fit the labels (0 or 1); ``penalty``: L2 on every weight."""
    weights = np.zeros(rows.shape[1])
    counts = np.ones(len(rows)) if importance is None else importance
    ridge = penalty * np.eye(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (counts * (chance - labels)) + penalty * weights
        curvature = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + ridge
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def fit_lists(lists: Sequence[tuple[Floats, Floats]], importance: Sequence[float], *, penalty: float) -> Floats:
    """Weights (d) under which a softmax over each list's scores puts its mass on what answers (labels 1, not 0).

    ``lists``: features (n, d) and labels (n). The likelihood of ListNet's top one (Cao et al. 2007), climbed by Adam.
    """
    useful = [(rows, labels > 0, n) for (rows, labels), n in zip(lists, importance, strict=True)]
    useful = [(rows, right, n) for rows, right, n in useful if right.any() and not right.all()]
    weights, first, second = (np.zeros(useful[0][0].shape[1]) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = -penalty * weights
        for rows, right, n in useful:
            scores = rows @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = chance * right
            slope += n * (rows.T @ (wanted / wanted.sum() - chance))
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights = weights + RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-9)
    return weights
