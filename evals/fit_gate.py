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
from evals import build
from evals.cases import Case
from evals.development import founders, golden, law_files, laws, off_topic
from evals.logistic import Floats, fit
from evals.metrics import auroc

PENALTY = 5.0
ANSWERED = 0.93  # the share of answerable questions that must be answered
SHOWN = 0.995  # … and that must at least be shown passages
LAWS_COUNT = 3


# what a library without expected questions cannot tell, and what depends on how large a library is
NOT_PLAIN = (
    *("dense", "dense_first", "dense_tenth", "brief_far", "lexical", "lexical_first", "lexical_sixth", "agreement"),
    *("asked", "asked_first", "asked_third", "not_answered", "rather_not_answered", "alike", "alike_first"),
    *("rank", "rank_margin_2", "rank_margin_10", "peak"),
)

Collected = tuple[list[dict[str, float]], Floats]


def collect(library: Library, cases: list[Case]) -> Collected:
    """What the gate sees of each case, and whether the library answers it."""
    rows, labels = [], []
    for case in cases:
        whole = stand_alone(case.question, case.turns)
        editions = in_one_language(library.editions(case.as_of), case.language)
        hits = library.search(whole, editions, CONSIDERED)
        rows.append(features(whole, language_of(whole), hits, library.finder, editions))
        labels.append(float(case.answerable))
    return rows, np.array(labels)


def fitted(fitting: Collected, choosing: Collected, kinds: list[str], *, without: tuple[str, ...]) -> dict[str, object]:
    """A gate's weights and thresholds; the thresholds are chosen where nothing was fitted, if there is such a set."""
    names = sorted(name for name in fitting[0][0] if name not in without)
    table = np.array([[row[name] for name in names] for row in fitting[0]])
    centre, scale = table.mean(axis=0), table.std(axis=0)
    scale[scale < 1e-9] = 1.0

    def rows(given: list[dict[str, float]]) -> Floats:
        values = (np.array([[row[name] for name in names] for row in given]) - centre) / scale
        return np.column_stack([values, np.ones(len(values))])

    labels, chosen = fitting[1], choosing[1]
    # as many answerable as not, as far as the fit is concerned
    importance = np.where(labels > 0, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    weights = fit(rows(fitting[0]), labels, penalty=PENALTY, importance=importance)
    chance, other = (1 / (1 + np.exp(-(rows(one[0]) @ weights))) for one in (fitting, choosing))
    print(f"fitted on {len(labels)}: AUROC {auroc(list(chance), list(labels > 0)):.4f}")
    print(f"chosen on {len(chosen)}: AUROC {auroc(list(other), list(chosen > 0)):.4f}")
    good = np.sort(other[chosen > 0])
    answer_from, outside_below = (float(good[int((1 - share) * len(good))]) for share in (ANSWERED, SHOWN))
    print(
        f"at {ANSWERED:.0%} answered, {(other[chosen == 0] < answer_from).mean():.3f} of the unanswerable are refused"
    )
    for kind in sorted(set(kinds)):
        own = np.array([one == kind for one in kinds]) & (chosen == 0)
        if own.any():
            print(f"   {kind:16} n {own.sum():3}  refused {(other[own] < answer_from).mean():.3f}")
    for name, weight in sorted(zip(names, weights, strict=False), key=lambda pair: -abs(pair[1])):
        print(f"   {name:18} {weight:7.3f}")
    return {
        "bias": round(float(weights[-1]), 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=False)},
        "centre": {name: round(float(value), 5) for name, value in zip(names, centre, strict=True)},
        "scale": {name: round(float(value), 5) for name, value in zip(names, scale, strict=True)},
        "answer_from": round(answer_from, 4),
        "outside_below": round(min(outside_below, answer_from), 4),
    }


def main() -> int:
    library, folder = open_library(Settings())
    fitting = collect(library, founders(odd=True) + golden() + off_topic())
    cases = founders(odd=False) or golden()
    choosing = collect(library, cases)
    folder.release()
    asked = fitted(fitting, choosing, [case.why or case.kind for case in cases], without=())
    plain_fitting, plain_choosing, kinds = fitting, choosing, [case.kind for case in cases]
    if laws():
        with build.guide("laws", build.files(law_files())) as guide:
            law = collect(guide.library, laws())
        plain_fitting = fitting[0] + law[0] * LAWS_COUNT, np.concatenate([fitting[1], *[law[1]] * LAWS_COUNT])
        plain_choosing, kinds = law, [case.kind for case in laws()]
    print("plain")
    plain = fitted(plain_fitting, plain_choosing, kinds, without=NOT_PLAIN)
    WEIGHTS.write_text(json.dumps({"asked": asked, "plain": plain}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
