"""What each of the ranker's features counts, from a readable file."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.ranker import FEATURES

WEIGHTS = Path(__file__).parent / "ranker.json"
# a passage without expected questions counts as one whose questions are as near as its words are: it must not sink for
# want of them
INSTEAD = {"asked": "dense", "asked_gap": "dense_gap", "asked_mean": "dense", "asked_words": "covered_both"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature counts; ``instead``: slope and constant that make a missing feature of the one in INSTEAD."""

    weights: Mapping[str, float]
    instead: Mapping[str, Sequence[float]]

    def parts(self, values: Sequence[float]) -> dict[str, float]:
        """What each feature adds to the score, which is their sum; one without a weight adds nothing."""
        named = dict(zip(FEATURES, values, strict=True))
        for name, other in INSTEAD.items():
            if math.isnan(named[name]):
                slope, constant = self.instead.get(name, (0.0, 0.0))
                named[name] = slope * named[other] + constant
        return {name: self.weights.get(name, 0.0) * value for name, value in named.items()}


@lru_cache(maxsize=1)
def shipped_weights() -> dict[str, Weights]:
    """Weights for passages in the question's own language (``own``) and in the other one (``other``), where few words meet.

    ``own plain`` and ``other plain`` are for libraries without expected questions.
    """
    return {name: Weights(**values) for name, values in json.loads(WEIGHTS.read_text("utf-8")).items()}


def weights_for(*, own: bool, plain: bool) -> Weights:
    """The weights for a question's own or the other language, in a library with expected questions or without (plain)."""
    return shipped_weights()[("own" if own else "other") + (" plain" if plain else "")]
