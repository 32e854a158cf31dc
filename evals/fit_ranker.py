"""Fit the ranker's weights: ``python -m evals.fit_ranker``. Reads development questions only, writes corpus/ranker.json."""

import json
import sys

import numpy as np

from assistant.conversation import stand_alone
from corpus.library import Library, open_library
from corpus.model import LANGUAGES
from corpus.ranker import FEATURES, WEIGHTS
from corpus.settings import Settings
from evals.cases import Case
from evals.development import founders, golden
from evals.logistic import Floats, fit

Question = tuple[Floats, Floats]  # features (n, d) of a question's candidates, and whether each answers (n)
PENALTY = 3.0
MOST_WRONG = 30


def collect(library: Library, cases: list[Case], *, own: bool) -> list[Question]:
    """Candidates of each answerable question, in the question's language or (not ``own``) in the other one."""
    found = []
    for case in cases:
        if not case.answerable:
            continue
        whole = stand_alone(case.question, case.turns)
        language = case.language if own else next(one for one in LANGUAGES if one != case.language)
        editions = {one: e for one, e in library.editions(case.as_of).items() if e.language == language}
        vector = library.embedder.embed_query(whole)
        rows = library.finder.candidates(whole, language, vector, editions, 10, words=own)
        answers = [float(_answers(case, one.passage.text, one.title, one.passage.heading, editions)) for one, _ in rows]
        found.append((np.array([values for _, values in rows]), np.array(answers)))
    return found


def _answers(case: Case, text: str, title: str, heading: tuple[str, ...], editions: object) -> bool:
    """A passage answers when it holds the gold quote, or (where no gold is known) what a right answer holds."""
    if case.gold and any(gold.quote for gold in case.gold):
        return any(gold.quote[:60] in text or gold.quote[-60:] in text for gold in case.gold)
    return case.right(f"{heading[-1] if heading else ''} {text}")


def pairs(questions: list[Question]) -> tuple[Floats, Floats]:
    """Differences (right minus wrong) and their importance: every question counts the same."""
    rows, importance = [], []
    for values, answers in questions:
        right, wrong = values[answers > 0], values[answers == 0][:MOST_WRONG]
        if not len(right) or not len(wrong):
            continue
        # the best-placed right passages matter: a question needs one of them, not all
        differences = (right[:3, None, :] - wrong[None, :, :]).reshape(-1, values.shape[1])
        rows.append(differences)
        importance.append(np.full(len(differences), 20 / len(differences)))
    return np.concatenate(rows), np.concatenate(importance)


def figures(questions: list[Question], weights: Floats) -> dict[str, float]:
    """Share of questions with a right passage among the first k, and MRR@10."""
    ranks = []
    for values, answers in questions:
        order = np.argsort(-(values @ weights), kind="stable")
        hits = np.flatnonzero(answers[order])
        ranks.append(hits[0] if len(hits) else 999)
    places = np.array(ranks)
    found = {f"@{k}": round(float((places < k).mean()), 4) for k in (1, 3, 5, 10, 40)}
    return {**found, "mrr": round(float(np.where(places < 10, 1 / (places + 1), 0).mean()), 4)}


def fitted(library: Library, *, own: bool) -> dict[str, float]:
    """The weights, and on the way what each is worth."""
    fitting = collect(library, founders(odd=True) + golden(), own=own)
    choosing = collect(library, founders(odd=False), own=own)
    rows, importance = pairs(fitting)
    flipped = np.concatenate([rows, -rows])
    labels = np.concatenate([np.ones(len(rows)), np.zeros(len(rows))])
    weights = fit(flipped, labels, penalty=PENALTY, importance=np.concatenate([importance, importance]) / 2)
    print("own language" if own else "other language")
    print("fitted on", len(fitting), figures(fitting, weights))
    if choosing:
        print("chosen on", len(choosing), figures(choosing, weights))
        print("dense alone", figures(choosing, np.array([float(name == "dense") for name in FEATURES])))
        for number, name in enumerate(FEATURES):
            without = weights.copy()
            without[number] = 0
            print(f"   {name:18} {weights[number]:8.3f}   without it {figures(choosing, without)}")
    return {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}


def main() -> int:
    library, folder = open_library(Settings())
    weights = {"own": fitted(library, own=True), "other": fitted(library, own=False)}
    folder.release()
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
