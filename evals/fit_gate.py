"""Fit the gate: ``python -m evals.fit_gate``. Reads development questions only, writes assistant/gate.json."""

import json
import sys

import numpy as np

from assistant.ask import CONSIDERED, in_one_language
from assistant.conversation import stand_alone
from assistant.features import features
from assistant.gate import WEIGHTS
from corpus.language import language_of
from corpus.library import Library, open_library
from corpus.settings import Settings
from evals.cases import Case
from evals.development import founders, golden
from evals.logistic import Floats, fit
from evals.metrics import auroc

PENALTY = 40.0
ANSWERED = 0.93  # the share of answerable questions that must be answered
SHOWN = 0.995  # … and that must at least be shown passages


def collect(library: Library, cases: list[Case]) -> tuple[list[dict[str, float]], Floats]:
    rows, labels = [], []
    for case in cases:
        whole = stand_alone(case.question, case.turns)
        editions = in_one_language(library.editions(case.as_of), case.language)
        hits = library.search(whole, editions, CONSIDERED)
        asked_in = language_of(whole)
        rows.append(features(whole, asked_in, hits, library.finder.frequency(asked_in), library.finder.compounds))
        labels.append(float(case.answerable))
    return rows, np.array(labels)


def main() -> int:
    library, folder = open_library(Settings())
    fitting, labels = collect(library, founders(odd=True) + golden())
    choosing = founders(odd=False)
    chosen, chosen_labels = collect(library, choosing)
    folder.release()
    names = sorted(fitting[0])
    table = np.array([[row[name] for name in names] for row in fitting])
    centre, scale = table.mean(axis=0), table.std(axis=0)
    scale[scale < 1e-9] = 1.0
    rows = np.column_stack([(table - centre) / scale, np.ones(len(table))])
    # as many answerable as not, as far as the fit is concerned
    share = labels.mean()
    importance = np.where(labels > 0, 0.5 / share, 0.5 / (1 - share))
    weights = fit(rows, labels, penalty=PENALTY, importance=importance)
    chance = 1 / (1 + np.exp(-(rows @ weights)))
    other = (np.array([[row[name] for name in names] for row in chosen]) - centre) / scale
    other_chance = 1 / (1 + np.exp(-(np.column_stack([other, np.ones(len(other))]) @ weights)))
    print(f"fitted on {len(labels)}: AUROC {auroc(list(chance), list(labels > 0)):.4f}")
    print(f"chosen on {len(chosen_labels)}: AUROC {auroc(list(other_chance), list(chosen_labels > 0)):.4f}")
    # the thresholds are chosen where nothing was fitted
    good = np.sort(other_chance[chosen_labels > 0])
    answer_from = float(good[int((1 - ANSWERED) * len(good))])
    outside_below = float(good[int((1 - SHOWN) * len(good))])
    refused = other_chance[chosen_labels == 0] < answer_from
    print(f"at {ANSWERED:.0%} answered, {refused.mean():.3f} of the unanswerable are refused")
    for kind in sorted({case.kind for case in choosing if not case.answerable}):
        own = np.array([case.kind == kind and not case.answerable for case in choosing])
        print(f"   {kind:16} n {own.sum():3}  refused {(other_chance[own] < answer_from).mean():.3f}")
    for name, weight in sorted(zip(names, weights, strict=False), key=lambda pair: -abs(pair[1])):
        print(f"   {name:18} {weight:7.3f}")
    document = {
        "bias": round(float(weights[-1]), 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=False)},
        "centre": {name: round(float(value), 5) for name, value in zip(names, centre, strict=True)},
        "scale": {name: round(float(value), 5) for name, value in zip(names, scale, strict=True)},
        "answer_from": round(answer_from, 4),
        "outside_below": round(min(outside_below, answer_from), 4),
    }
    WEIGHTS.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
