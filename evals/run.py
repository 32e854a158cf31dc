"""Ask every question of a file and judge what comes back: what ``guide evals`` prints."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from api.requests import QuestionBody, SearchBody, TurnBody
from api.shapes import Json
from assistant.conversation import stand_alone
from corpus.model import LANGUAGES
from evals.cases import Case, fold, read_cases
from evals.metrics import auroc, interval, mean, ndcg_at, percentile, recall_at, reciprocal_rank, success_at

GOLDEN = (Path(__file__).parent / "golden" / "dev.jsonl", Path(__file__).parent / "golden" / "test.jsonl")
GIVEN = ("answered", "partly_answered")
DEPTH = 10
SPOKEN: tuple[Literal["de", "en"], ...] = ("de", "en")


class Guide(Protocol):
    """The guide of this process or that of a running server."""

    def search(self, body: SearchBody) -> Json: ...

    def ask(self, body: QuestionBody) -> Json: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One answer judged. ``cites``: shares of its citations on a gold page / whether a gold page is among them."""

    case: Case
    given: bool
    right: bool
    cites_gold: bool
    cited_gold_share: float
    confidence: float
    seconds: float
    answer: Json


def judge(guide: Guide, case: Case) -> Judged:
    """Ask one question."""
    turns = [TurnBody(question=turn.question, answer=turn.answer) for turn in case.turns]
    body = QuestionBody(question=case.question, turns=turns, as_of=case.as_of)
    started = time.perf_counter()
    answer = guide.ask(body)
    seconds = time.perf_counter() - started
    citations: Any = answer["citations"]
    statements: Any = answer["statements"]
    on_gold = [any(_cites(gold, one) for gold in case.gold) for one in citations]
    text = " ".join([one["text"] for one in statements] + [one["quote"] for one in citations])
    return Judged(
        case=case,
        given=answer["outcome"] in GIVEN,
        right=case.right(text),
        cites_gold=any(on_gold),
        cited_gold_share=sum(on_gold) / len(on_gold) if on_gold else 0.0,
        confidence=float(str(answer["confidence"])),
        seconds=seconds,
        answer=answer,
    )


def _cites(gold: Any, citation: dict[str, Any]) -> bool:
    """The same publication, and the gold page where the edition has pages, the heading where it has none."""
    if citation["publication"] != gold.publication:
        return False
    pages = citation["pages"]
    if (
        gold.page
        and (not gold.language or gold.language == citation["language"])
        and citation["pages"]["label"] is not None
    ):
        return bool(pages["first"] <= gold.page <= pages["last"])
    return bool(gold.matches(citation["publication"], citation["heading"]))


def retrieve(
    guide: Guide, cases: Sequence[Case], language: Literal["de", "en"] | None = None
) -> tuple[list[list[int]], list[int]]:
    """For each case the places (0-based) of gold passages among the first DEPTH hits, and 1: any gold passage counts once."""
    ranks = []
    for case in cases:
        body = SearchBody(
            question=stand_alone(case.question, case.turns), limit=DEPTH, language=language, as_of=case.as_of
        )
        hits: Any = guide.search(body)["hits"]
        places = [n for n, hit in enumerate(hits) if is_gold(case, hit)]
        ranks.append(places[:1])
    return ranks, [1] * len(ranks)


def is_gold(case: Case, hit: dict[str, Any]) -> bool:
    """Does a hit answer? Where gold quotes are known, it must hold one (or a piece of it); else its heading decides."""
    for gold in case.gold:
        if gold.quote and gold.language == hit["language"]:
            if gold.publication == hit["publication"] and _overlaps(gold.quote, hit["text"]):
                return True
        elif not gold.quote and gold.matches(hit["publication"], hit["heading"]):
            return True
    return False


def _overlaps(quote: str, text: str) -> bool:
    held, wanted = fold(text), fold(quote)
    return wanted in held or held in wanted or wanted[:60] in held or wanted[-60:] in held


def summary(judged: Sequence[Judged]) -> Json:
    """Answered, refused, right, cited: with 95 % intervals where a figure is a mean over questions."""
    answerable = [one for one in judged if one.case.answerable]
    refused = [one for one in judged if not one.given]
    unanswerable = [one for one in judged if not one.case.answerable]
    given = [one for one in answerable if one.given]
    gold = [one for one in given if one.case.gold]
    truly = [float(not one.case.answerable) for one in refused]
    return {
        "n": len(judged),
        "answerable": len(answerable),
        "answered_of_answerable": figure([float(one.given) for one in answerable]),
        "right_of_answerable": figure([float(one.given and one.right) for one in answerable]),
        "right_of_answered": figure([float(one.right) for one in given]),
        "gold_page_cited": figure([float(one.cites_gold) for one in gold]),
        "citations_on_gold": figure([one.cited_gold_share for one in gold]),
        "refusal_precision": figure(truly),
        "refusal_recall": figure([float(not one.given) for one in unanswerable]),
        "auroc": round(auroc([one.confidence for one in judged], [one.case.answerable for one in judged]), 4),
        "latency_p50_ms": round(1000 * percentile([one.seconds for one in judged], 50), 1),
        "latency_p95_ms": round(1000 * percentile([one.seconds for one in judged], 95), 1),
    }


def ranking(ranks: list[list[int]], golds: list[int]) -> Json:
    return {
        "n": len(ranks),
        **{f"recall@{k}": figure(recall_at(ranks, golds, k)) for k in (1, 5, 10)},
        "mrr@10": figure(reciprocal_rank(ranks)),
        "ndcg@10": figure(ndcg_at(ranks, golds)),
        "success@5": round(mean(success_at(ranks, 5)), 4),
    }


def figure(values: Any) -> Json:
    if not len(values):
        return {"value": None, "low": None, "high": None, "n": 0}
    low, high = interval(values)
    return {"value": round(mean(values), 4), "low": round(low, 4), "high": round(high, 4), "n": len(values)}


def evaluate(guide: Guide, files: Sequence[Path]) -> Json:
    """Every file (none: the golden set): retrieval by language pair, answers by language and kind."""
    return {path.stem: evaluate_cases(guide, read_cases(path)) for path in (files or GOLDEN)}


def evaluate_cases(guide: Guide, cases: Sequence[Case]) -> Json:
    judged = [judge(guide, case) for case in cases]
    asked = [case for case in cases if case.gold]
    pairs = {}
    for question in LANGUAGES:
        own = [case for case in asked if case.language == question]
        for language in SPOKEN:
            if own and _held(guide, language):
                there = [
                    case
                    for case in own
                    if not any(g.language for g in case.gold) or any(g.language == language for g in case.gold)
                ]
                if there:
                    pairs[f"{question}→{language}"] = ranking(*retrieve(guide, there, language))
    kinds = sorted({case.kind for case in cases})
    return {
        "retrieval": pairs,
        "answers": {
            "all": summary(judged),
            **{language: summary([one for one in judged if one.case.language == language]) for language in LANGUAGES},
        },
        "kinds": {kind: _short(summary([one for one in judged if one.case.kind == kind])) for kind in kinds},
    }


def _held(guide: Guide, language: Literal["de", "en"]) -> bool:
    hits: Any = guide.search(SearchBody(question="MDR", limit=1, language=language))["hits"]
    return bool(hits)


def _short(document: Json) -> Json:
    kept = ("n", "answered_of_answerable", "right_of_answerable", "gold_page_cited", "refusal_recall")
    return {key: document[key]["value"] if isinstance(document[key], dict) else document[key] for key in kept}


def table(document: dict[str, Any]) -> str:
    """The report as text."""
    lines: list[str] = []
    for name, part in document.items():
        lines.append(f"{name}")
        for pair, row in part["retrieval"].items():
            figures = "  ".join(
                f"{key} {row[key]['value']:.3f}" for key in ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10")
            )
            lines.append(f"   {pair}  n {row['n']}  {figures}")
        for who, row in part["answers"].items():
            values = [
                f"{key} {value['value']}" if isinstance(value, dict) else f"{key} {value}" for key, value in row.items()
            ]
            lines.append(f"   {who}: " + "  ".join(values))
    return "\n".join(lines)
