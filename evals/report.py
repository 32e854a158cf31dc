"""``make evals``: every data set, every variant, as Markdown and JSON under ``evals/reports``.

``python -m evals.report [NAME …]`` measures only the sets whose names begin so.
"""

import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from api.guide import Guide
from assistant.conversation import stand_alone
from corpus.library import Library
from corpus.model import LANGUAGES, Edition
from evals import build
from evals.cases import Case
from evals.figures import latency_figure, refusal_figure
from evals.markdown import markdown
from evals.metrics import SEED, average_precision, mean
from evals.run import Judged, figure, judge, ranking, summary
from evals.sets import Set, data_found, found_sets, is_gold
from evals.variants import CHAIN, Variant, Variants

REPORTS = Path(__file__).parent / "reports"
DEPTH = 10
# baselines need no more questions than this for their intervals to tell
SAMPLE = 400


def main(names: Sequence[str]) -> int:
    REPORTS.mkdir(exist_ok=True)
    started = time.time()
    kept = REPORTS / "report.json"
    document: dict[str, Any] = json.loads(kept.read_text("utf-8")) if names and kept.exists() else {"sets": {}}
    document["machine"] = machine()
    document["data"] = data_found()
    for one in found_sets():
        if names and not any(one.name.startswith(name) for name in names):
            continue
        print(one.name, file=sys.stderr)
        with build.guide(one.library, one.fill) as guide:
            document["sets"][one.name] = measure(guide, one)
        document["seconds"] = round(time.time() - started)
        kept.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")
        (REPORTS / "report.md").write_text(markdown(document), "utf-8")
    print(REPORTS / "report.md")
    return 0


def measure(guide: Guide, one: Set) -> dict[str, Any]:
    """Retrieval by variant and language pair; answers by language and kind."""
    found: dict[str, Any] = {"n": len(one.cases), "retrieval": {}}
    _remember_vectors(guide.library)
    for name, variant in Variants(guide.library).all().items():
        if one.exact and name == CHAIN:
            continue  # its pieces are not the passages that the set asks for
        found["retrieval"][name] = retrieval(guide.library, variant, one, whole=name == "ours")
    if one.answers:
        judged = [judge(guide, case) for case in one.cases]
        found["answers"] = {
            "all": summary(judged),
            **{language: summary([j for j in judged if j.case.language == language]) for language in LANGUAGES},
        }
        found["kinds"] = kinds(judged)
        refusal_figure(REPORTS, one.name, judged)
        latency_figure(REPORTS, one.name, judged)
    return found


def kinds(judged: Sequence[Judged]) -> dict[str, Any]:
    """For each kind of question: answered and right of the answerable, refused of the others."""
    found = {}
    for kind in sorted({one.case.kind for one in judged}):
        own = [one for one in judged if one.case.kind == kind]
        can, cannot = [o for o in own if o.case.answerable], [o for o in own if not o.case.answerable]
        found[kind] = {
            "n": len(own),
            "answered": round(mean([float(o.given) for o in can]), 3) if can else None,
            "right": round(mean([float(o.given and o.right) for o in can]), 3) if can else None,
            "refused": round(mean([float(not o.given) for o in cannot]), 3) if cannot else None,
        }
    return found


def retrieval(library: Library, variant: Variant, one: Set, *, whole: bool) -> dict[str, Any]:
    """Figures for each pair question language → passage language, and ``all`` where a search finds both."""
    rows = {}
    cases = [case for case in one.cases if case.answerable]
    if not whole and len(cases) > SAMPLE:
        chosen = np.random.default_rng(SEED).permutation(len(cases))[:SAMPLE]
        cases = [cases[n] for n in sorted(chosen)]
    spoken = {edition.language for edition in library.editions().values()}
    pairs = [(q, p) for q in LANGUAGES for p in LANGUAGES if p in spoken] if one.name != "XQuAD-R mixed" else []
    for question, passage in pairs:
        own = [c for c in cases if c.language == question and _answers_in(c, passage)]
        if own:
            rows[f"{question}→{passage}"] = _ranked(library, variant, one, own, passage)
    if len(spoken) > 1 and any(case.gold for case in cases):
        rows["all"] = _ranked(library, variant, one, cases, None)
    return rows


def _answers_in(case: Case, language: str) -> bool:
    if case.gold:
        return any(gold.language in ("", language) for gold in case.gold)
    return case.language == language


def _ranked(
    library: Library, variant: Variant, one: Set, cases: Sequence[Case], language: str | None
) -> dict[str, Any]:
    ranks: list[list[int]] = []
    golds: list[int] = []
    for case in cases:
        editions = {n: e for n, e in library.editions(case.as_of).items() if language in (None, e.language)}
        found = variant(stand_alone(case.question, case.turns), editions, DEPTH)
        places = [n for n, passage in enumerate(found) if _right(case, passage, editions[passage.edition], one)]
        several = one.name == "ObliQA dev"
        ranks.append(places if several else places[:1])
        golds.append(max(len(case.gold), 1) if several else 1)
    return {**ranking(ranks, golds), "map@10": figure(average_precision(ranks, golds))}


def _right(case: Case, passage: Any, edition: Edition, one: Set) -> bool:
    if case.gold:
        return is_gold(case, passage, edition, exact=one.exact)
    return edition.language == case.language and case.right(f"{' '.join(passage.heading)} {passage.text}")


def _remember_vectors(library: Library) -> None:
    """A question is embedded once for all variants: the variants differ in what they do with it."""
    library.embedder.embed_query = lru_cache(maxsize=10_000)(library.embedder.embed_query)  # type: ignore[method-assign]


def machine() -> dict[str, Any]:
    return {
        "date": time.strftime("%Y-%m-%d"),
        "python": platform.python_version(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "seed": SEED,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
