"""Fit the ranker's weights: ``python -m evals.fit_ranker``. Reads development questions only, writes corpus/ranker.json."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext

import numpy as np

from assistant.conversation import stand_alone
from corpus.library import Library, open_library
from corpus.model import LANGUAGES, Edition
from corpus.ranker import FEATURES, Candidate
from corpus.settings import Settings
from corpus.weights import INSTEAD, WEIGHTS
from evals import build
from evals.cases import Case
from evals.development import founders, golden, law_files, laws
from evals.logistic import Floats, fit_lists
from evals.sets import is_gold

Question = tuple[Floats, Floats]  # features (n, d) of a question's candidates, and whether each answers (n)
PENALTY = 0.5
# few features where no expected questions are known; a law's sections are longer than the library's, and as important
PLAIN = (
    *("dense", "section", "lexical", "covered", "covered_both", "covered_section", "refs", "numbers", "asked_held"),
)
LAWS_COUNT = 20.0


def collect(library: Library, cases: Sequence[Case], *, own: bool) -> list[Question]:
    """Candidates of each answerable question, in the question's language or (not ``own``) in the other one."""
    found = []
    for case in cases:
        if not case.answerable:
            continue
        whole = stand_alone(case.question, case.turns)
        language = case.language if own else next(one for one in LANGUAGES if one != case.language)
        editions = {one: e for one, e in library.editions(case.as_of).items() if e.language == language}
        if not editions:
            continue
        vector = library.embedder.embed_query(whole)
        rows = library.finder.candidates(whole, language, vector, editions, 10, words=own)
        answers = [float(_answers(case, one, editions)) for one, _ in rows]
        found.append((np.array([values for _, values in rows]), np.array(answers)))
    return found


def _answers(case: Case, one: Candidate, editions: Mapping[str, Edition]) -> bool:
    """A passage answers when it is gold, or (where no gold is known) holds what a right answer holds."""
    if case.gold:
        return is_gold(case, one.passage, editions[one.passage.edition], exact=False)
    heading = one.passage.heading[-1] if one.passage.heading else ""
    return case.right(f"{heading} {one.passage.text}")


def instead(questions: Sequence[Question]) -> dict[str, list[float]]:
    """How to make a feature that a passage lacks of one that every passage has (a straight line through those with both)."""
    table = np.concatenate([values for values, _ in questions])
    found = {}
    for name, other in INSTEAD.items():
        y, x = table[:, FEATURES.index(name)], table[:, FEATURES.index(other)]
        known = ~np.isnan(y)
        slope, constant = np.polyfit(x[known], y[known], 1)
        found[name] = [round(float(slope), 4), round(float(constant), 4)]
    return found


def filled(questions: Sequence[Question], lines: Mapping[str, Sequence[float]]) -> list[Question]:
    """The questions with no feature missing."""
    found = []
    for values, answers in questions:
        whole = values.copy()
        for name, (slope, constant) in lines.items():
            column = whole[:, FEATURES.index(name)]
            missing = np.isnan(column)
            column[missing] = slope * whole[missing, FEATURES.index(INSTEAD[name])] + constant
        found.append((whole, answers))
    return found


def figures(questions: Sequence[Question], weights: Floats) -> dict[str, float]:
    """Share of questions with a right passage among the first k, and MRR@10."""
    ranks = []
    for values, answers in questions:
        order = np.argsort(-(values @ weights), kind="stable")
        hits = np.flatnonzero(answers[order])
        ranks.append(hits[0] if len(hits) else 999)
    places = np.array(ranks)
    found = {f"@{k}": round(float((places < k).mean()), 4) for k in (1, 3, 5, 10, 40)}
    return {**found, "mrr": round(float(np.where(places < 10, 1 / (places + 1), 0).mean()), 4)}


def fit_weights(questions: Sequence[Question], kept: Sequence[str], importance: Sequence[float]) -> Floats:
    """Weights of the ``kept`` features; ``importance``: how much each question counts."""
    mask = np.array([float(name in kept) for name in FEATURES])
    return fit_lists(
        [(np.nan_to_num(values) * mask, answers) for values, answers in questions], importance, penalty=PENALTY
    )


def fitted(library: Library, in_laws: Library | None, *, own: bool) -> Iterator[tuple[str, dict[str, object]]]:
    """The weights, and on the way what each is worth."""
    name = "own" if own else "other"
    fitting = collect(library, founders(odd=True) + golden(), own=own)
    choosing = collect(library, founders(odd=False), own=own)
    law = collect(in_laws, laws(), own=own) if in_laws else []
    lines = instead(fitting)
    weights = fit_weights(filled([*fitting, *law], lines), FEATURES, [1.0] * (len(fitting) + len(law)))
    shown = filled(choosing or fitting, lines)
    print(f"{name}: fitted on {len(fitting)}", figures(filled(fitting, lines), weights))
    print(f"chosen on {len(shown)}", figures(shown, weights))
    print("   dense alone", figures(shown, np.array([float(one == "dense") for one in FEATURES])))
    for number, feature in enumerate(FEATURES):
        without = weights.copy()
        without[number] = 0
        print(f"   {feature:18} {weights[number]:8.3f}   without it {figures(shown, without)}")
    yield name, {"weights": _named(weights), "instead": lines}
    plain = fit_weights([*fitting, *law], PLAIN, [1.0] * len(fitting) + [LAWS_COUNT] * len(law))
    print(f"{name} plain:", _named(plain))
    for title, questions in (("laws, fitted on", law), ("library without its questions", shown)):
        if questions:
            print(f"{title} {len(questions)}", figures([(np.nan_to_num(v), a) for v, a in questions], plain))
    yield f"{name} plain", {"weights": _named(plain), "instead": {}}


def _named(weights: Floats) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True) if abs(weight) > 1e-9}


def main() -> int:
    library, folder = open_library(Settings())
    weights: dict[str, object] = {}
    with build.guide("laws", build.files(law_files())) if laws() else nullcontext() as guide:
        for own in (True, False):
            weights.update(fitted(library, guide.library if guide else None, own=own))
    folder.release()
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
