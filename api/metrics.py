"""Counters and timings for Prometheus; nothing of a question is in them."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

REGISTRY = CollectorRegistry()
_questions = Counter(
    "guide_questions", "Questions by outcome and language.", ["outcome", "language"], registry=REGISTRY
)
_seconds = Histogram(
    "guide_question_seconds",
    "Seconds from question to whole answer.",
    buckets=(0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10, 20),
    registry=REGISTRY,
)

_feedback = Counter(
    "guide_feedback",
    "Answers found helpful or not, by outcome and reason.",
    ["helpful", "outcome", "reason"],
    registry=REGISTRY,
)


def count(outcome: str, language: str, seconds: float) -> None:
    _questions.labels(outcome, language).inc()
    _seconds.observe(seconds)


def count_feedback(helpful: bool, outcome: str, reason: str) -> None:
    _feedback.labels("yes" if helpful else "no", outcome, reason).inc()


def page() -> bytes:
    return generate_latest(REGISTRY)
