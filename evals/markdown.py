"""The report as Markdown."""

from typing import Any

_RANKING = ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "map@10")
_ANSWERS = {
    "answered_of_answerable": "answered of answerable",
    "right_of_answerable": "right of answerable",
    "right_of_answered": "right of answered",
    "gold_page_cited": "gold page cited",
    "citations_on_gold": "citations on a gold page",
    "refusal_precision": "refusal precision",
    "refusal_recall": "refusal recall",
    "auroc": "AUROC of the gate",
    "latency_p50_ms": "latency p50 (ms)",
    "latency_p95_ms": "latency p95 (ms)",
}


def markdown(document: dict[str, Any]) -> str:
    machine = document["machine"]
    lines = [
        "# How good the answers are",
        "",
        f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, Python {machine['python']}, seed {machine['seed']}. "
        "Values with bootstrap 95 % intervals over questions. Made by `make evals`; baselines on at most 400 questions of a set.",
        "",
    ]
    for name, one in document["sets"].items():
        lines += [f"## {name} (n = {one['n']})", ""]
        lines += _retrieval(one["retrieval"])
        if "answers" in one:
            lines += _answers(one["answers"])
            lines += _kinds(one["kinds"])
    return "\n".join(lines) + "\n"


def _retrieval(rows: dict[str, Any]) -> list[str]:
    lines = [
        "| variant | question → passage | n | " + " | ".join(_RANKING) + " |",
        "|---|---|---|" + "---|" * len(_RANKING),
    ]
    for variant, pairs in rows.items():
        for pair, row in pairs.items():
            values = " | ".join(_value(row[key]) for key in _RANKING)
            lines.append(f"| {variant} | {pair} | {row['n']} | {values} |")
    return [*lines, ""]


def _answers(rows: dict[str, Any]) -> list[str]:
    lines = ["| answers | " + " | ".join(rows) + " |", "|---|" + "---|" * len(rows)]
    for key, words in _ANSWERS.items():
        lines.append(f"| {words} | " + " | ".join(_value(row[key]) for row in rows.values()) + " |")
    return [*lines, ""]


def _kinds(rows: dict[str, Any]) -> list[str]:
    lines = ["| kind of question | n | answered | right | refused |", "|---|---|---|---|---|"]
    for kind, row in rows.items():
        cells = ("–" if row[key] is None else f"{row[key]:.3f}" for key in ("answered", "right", "refused"))
        lines.append(f"| {kind or 'any'} | {row['n']} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        if value["n"] == 0:
            return "–"
        return f"{value['value']:.3f} ({value['low']:.2f}–{value['high']:.2f})"
    return f"{value}"
