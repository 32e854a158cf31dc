"""Figures on cases small enough to work out by hand, and against the field's own tool for one ranking."""

import math

import numpy as np
import pytest

from evals.metrics import auroc, average_precision, interval, ndcg_at, recall_at, reciprocal_rank, success_at


def test_ranks_of_three_questions() -> None:
    ranks, golds = [[0, 4], [2], []], [2, 1, 1]
    assert recall_at(ranks, golds, 1).tolist() == [0.5, 0.0, 0.0]
    assert recall_at(ranks, golds, 5).tolist() == [1.0, 1.0, 0.0]
    assert reciprocal_rank(ranks).tolist() == [1.0, pytest.approx(1 / 3), 0.0]
    assert success_at(ranks, 3).tolist() == [1.0, 1.0, 0.0]
    assert average_precision(ranks, golds).tolist() == [pytest.approx((1 + 2 / 5) / 2), pytest.approx(1 / 3), 0.0]


def test_ndcg_discounts_by_the_logarithm_of_the_place() -> None:
    found = ndcg_at([[0, 2]], [2])
    assert found[0] == pytest.approx((1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3)))


def test_auroc_counts_ties_half() -> None:
    assert auroc([0.9, 0.8, 0.8, 0.1], [True, True, False, False]) == pytest.approx(3.5 / 4)
    assert math.isnan(auroc([0.5], [True]))


def test_interval_holds_the_mean_and_narrows() -> None:
    values = np.array([0.0, 1.0] * 50)
    low, high = interval(values)
    assert low < 0.5 < high
    wide = high - low
    low, high = interval(np.array([0.0, 1.0] * 500))
    assert high - low < wide
