"""Is this answerable from what we hold? A logistic regression over plain features, with its weights in a readable file."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from corpus.model import Hit

WEIGHTS = Path(__file__).parent / "gate.json"


class Decision(Enum):
    """What the gate lets through."""

    ANSWER = "answer"
    SHOW = "show"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Weights by feature and two thresholds on the probability that the library answers."""

    bias: float
    weights: Mapping[str, float]
    centre: Mapping[str, float]
    scale: Mapping[str, float]
    answer_from: float
    outside_below: float

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely the library answers a question with these features (0 to 1)."""
        total = self.bias + sum(
            weight * (features[name] - self.centre[name]) / self.scale[name] for name, weight in self.weights.items()
        )
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))

    def decide(self, probability: float) -> Decision:
        if probability >= self.answer_from:
            return Decision.ANSWER
        return Decision.SHOW if probability >= self.outside_below else Decision.OUTSIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """One for libraries with expected questions, one (plain) for those where most hits have none."""

    asked: Gate
    plain: Gate

    def of(self, hits: Sequence[Hit]) -> Gate:
        return self.plain if sum(hit.asked is None for hit in hits) * 2 > len(hits) else self.asked


@lru_cache(maxsize=1)
def shipped_gates() -> Gates:
    """The gates fitted by ``python -m evals.fit_gate``."""
    raw = json.loads(WEIGHTS.read_text("utf-8"))
    return Gates(asked=Gate(**raw["asked"]), plain=Gate(**raw["plain"]))
