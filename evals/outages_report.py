"""What was measured of a failing chat model, as Markdown, and whether it is good enough."""

from typing import Any

from assistant.follow_up import SECONDS

EVIDENCE_WITHIN, ANSWER_WITHIN = 1.0, 15.0


def good(document: dict[str, Any]) -> bool:
    shipped, bare = document["with_breaker"], document["without_breaker"]
    rows = [*shipped.values(), *bare.values()]
    return (
        all(row["quoted"] == row["n"] and row["whole_most"] <= ANSWER_WITHIN for row in rows)
        and shipped["all"]["evidence_p95"] <= EVIDENCE_WITHIN
        and all(row["closed_again"] and not row["elsewhere"] for name, row in shipped.items() if name != "all")
    )


def markdown(document: dict[str, Any]) -> str:
    made, breaker, crowded, at_once = (document[name] for name in ("machine", "breaker", "crowd", "at_once"))
    lines = [
        "# When the chat model fails",
        "",
        f"{made['date']}, {made['processor']}, {made['cores']} cores, Python {made['python']}, seed {made['seed']}. Made by "
        "`python -m evals.outages`: real HTTP against a server that fails as named, the library and the gate as they ship, questions "
        "of the golden set's dev split that the quotes answer, half of them German, every fifth a follow-up. Seconds.",
        "",
        f"## As it ships: the breaker opens after {breaker['failures']} failures in a row (its pause here: {breaker['pause']:.0f} s)",
        "",
        "| fault | n | with quotes and pages | evidence p50 | p95 | whole p95 | most | open after question | calls that arrived | closed again |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in document["with_breaker"].items():
        more = (
            ""
            if name == "all"
            else f" {row['opened_after'] or '–'} | {row['calls']} | {'yes' if row['closed_again'] else 'NO'} |"
        )
        lines.append(_row(name, row) + (more or " | | |"))
    lines += [
        "",
        "## Without the breaker: every question meets the fault",
        "",
        "| fault | n | with quotes and pages | evidence p50 | p95 | whole p95 | most |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(name, row) for name, row in document["without_breaker"].items()]
    lines += [
        "",
        f"Half of these are follow-ups, whose evidence waits for the model to make them stand alone: at most {SECONDS} seconds.",
        "",
        "## A crowd",
        "",
        f"{crowded['n']} questions at once at a model that takes two seconds, {at_once} calls at a time and {2 * at_once} waiting: "
        f"{crowded['written']} written answers, {crowded['quoted']} with quotes; evidence p95 {crowded['evidence_p95']} s, "
        f"whole answer at most {crowded['whole_most']} s.",
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, row: dict[str, Any]) -> str:
    return (
        f"| {name} | {row['n']} | {row['quoted']} | {row['evidence_p50']} | {row['evidence_p95']} | {row['whole_p95']} "
        f"| {row['whole_most']} |"
    )
