"""Logistic regression by Newton's method, in the open: weights are plain numbers."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
