"""Pictures of the report: refusal over the threshold, latency."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evals.run import Judged


def refusal_figure(folder: Path, name: str, judged: Sequence[Judged]) -> None:
    """Precision and recall of refusal, and the answered share of the answerable, for every threshold of the gate."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    chance = np.array([one.confidence for one in judged])
    answerable = np.array([one.case.answerable for one in judged])
    if answerable.all():
        return
    thresholds = np.linspace(0, 1, 101)
    precision, recall, answered = [], [], []
    for threshold in thresholds:
        refused = chance < threshold
        precision.append((refused & ~answerable).sum() / refused.sum() if refused.any() else np.nan)
        recall.append(refused[~answerable].mean())
        answered.append((~refused)[answerable].mean())
    picture, axes = pyplot.subplots(figsize=(6, 3.6))
    axes.plot(thresholds, precision, label="precision of refusal")
    axes.plot(thresholds, recall, label="recall of refusal")
    axes.plot(thresholds, answered, label="answered of answerable", linestyle="--")
    axes.set(xlabel="answer from this probability on", ylim=(0, 1.02), title=f"{name}, n = {len(judged)}")
    axes.legend(loc="lower center", fontsize=8)
    axes.grid(alpha=0.3)
    _save(picture, folder, f"refusal-{name}")


def latency_figure(folder: Path, name: str, judged: Sequence[Judged]) -> None:
    """How long whole answers took, one at a time."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    seconds = np.sort([one.seconds for one in judged])
    picture, axes = pyplot.subplots(figsize=(6, 3.2))
    axes.plot(1000 * seconds, np.linspace(0, 1, len(seconds)))
    axes.set(xlabel="milliseconds to the whole answer", ylabel="share of questions", title=f"{name}, n = {len(judged)}")
    axes.grid(alpha=0.3)
    _save(picture, folder, f"latency-{name}")


def _save(picture: object, folder: Path, name: str) -> None:
    from matplotlib import pyplot

    path = folder / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.svg"
    picture.savefig(path, bbox_inches="tight", metadata={"Date": None})  # type: ignore[attr-defined]
    pyplot.close("all")
