"""What was withheld, as rows and as Markdown: by kind of fact and by pair of languages, with Wilson intervals."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 40
TARGETS = {
    **dict.fromkeys(("number", "date", "duration", "unit", "class", "reference", "standard", "act", "authority"), 0.99),
    **dict.fromkeys(("negation", "actor", "actors exchanged"), 0.90),
}
MOST_RIGHT_WITHHELD = 0.03
# the lines of the first table: what is told, from which statements, of which kinds
_SUMMED = (
    (
        "wrong figures, dates, references, authorities withheld",
        "wrong",
        frozenset(kind for kind, share in TARGETS.items() if share > 0.95),
    ),
    ("negations withheld", "wrong", frozenset(["negation"])),
    ("other actors withheld", "wrong", frozenset(["actor", "actors exchanged"])),
    ("modality, limits, bounds withheld", "wrong", frozenset(["modality", "limit", "bound"])),
    ("right ones withheld", "right", frozenset(["all"])),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A statement put to verification; ``pair`` is its language → its passage's; ``reason`` None: it was let through."""

    split: str
    kind: str
    pair: str
    text: str
    original: str
    reason: str | None


def rows(trials: Sequence[Trial]) -> dict[str, dict[str, dict[str, Any]]]:
    """By pair of languages ("all": every one) and kind: how many, how many withheld, and the share's 95 % interval."""
    pairs = ["all", *sorted({one.pair for one in trials})]
    table: dict[str, dict[str, dict[str, Any]]] = {}
    for pair in pairs:
        own = [one for one in trials if pair in ("all", one.pair)]
        kinds = [*sorted({one.kind for one in own}), "all"]
        table[pair] = {kind: _row([one for one in own if kind in ("all", one.kind)]) for kind in kinds}
    return table


def _row(trials: Sequence[Trial]) -> dict[str, Any]:
    withheld = sum(one.reason is not None for one in trials)
    low, high = wilson(withheld, len(trials))
    return {"n": len(trials), "withheld": withheld, "share": round(withheld / len(trials), 4), "interval": [low, high]}


def wilson(good: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), which stays within 0 and 1 where nothing or all was seen."""
    z, share = 1.96, good / whole
    middle = share + z * z / (2 * whole)
    spread = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    below = 1 + z * z / whole
    return round((middle - spread) / below, 4), round((middle + spread) / below, 4)


def markdown(document: Mapping[str, Any], leaks: Mapping[str, Sequence[Trial]]) -> str:
    lines = [
        "# What verification withholds",
        "",
        f"Statements of the golden set with one fact changed (wrong), and the same said otherwise (right); seed {document['seed']}; "
        "95 % Wilson intervals. The rules were made on dev; test was only measured. Made by `python -m evals.mutations`.",
        "",
        f"Sentences of the library quoted word for word: {document['verbatim']['withheld']} of "
        f"{document['verbatim']['n']} withheld.",
        "",
    ]
    lines += ["| split | what | in one language | across languages |", "|---|---|---|---|"]
    for split, part in document["splits"].items():
        for what, side, kinds in _SUMMED:
            cells = (_summed(part[side], kinds, across=across) for across in (False, True))
            lines.append(f"| {split} | {what} | " + " | ".join(cells) + " |")
    lines.append("")
    for split, part in document["splits"].items():
        for side in ("wrong", "right"):
            table = part[side]
            pairs = list(table)
            lines += [
                f"## {split}: {side} statements",
                "",
                "| kind | n | withheld | interval | target | " + " | ".join(pairs[1:]) + " |",
                "|---|---|---|---|---|" + "---|" * (len(pairs) - 1),
            ]
            lines += [_line(kind, row, table, pairs[1:], side) for kind, row in table["all"].items()]
            lines.append("")
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(part["dropped"].items()))
        lines += [f"Dropped, since the passage holds the new fact as well: {told}.", ""]
    for title, trials in leaks.items():
        lines += [f"## {title} ({len(trials)}, the first {SHOWN})", ""]
        lines += list(_examples(trials))
        lines.append("")
    return "\n".join(lines)


def _summed(table: Mapping[str, Any], kinds: frozenset[str], *, across: bool) -> str:
    """The share withheld of some kinds ("all" alone: of every kind), statement and passage in one language or not."""
    rows = [
        row
        for pair, found in table.items()
        if pair != "all" and (pair.split(" → ")[0] != pair.split(" → ")[1]) == across
        for kind, row in found.items()
        if kind in kinds
    ]
    withheld, whole = (sum(row[key] for row in rows) for key in ("withheld", "n"))
    low, high = wilson(withheld, whole)
    return f"{withheld / whole:.1%} of {whole} ({low:.1%} to {high:.1%})"


def _line(kind: str, row: Mapping[str, Any], table: Mapping[str, Any], pairs: Sequence[str], side: str) -> str:
    low, high = row["interval"]
    target = TARGETS.get(kind) if side == "wrong" else MOST_RIGHT_WITHHELD
    wanted = "" if target is None else f"{'≥' if side == 'wrong' else '≤'} {target:.0%}"
    cells = (
        f"{table[pair][kind]['share']:.1%} of {table[pair][kind]['n']}" if kind in table[pair] else "–"
        for pair in pairs
    )
    return (
        f"| {kind} | {row['n']} | {row['share']:.1%} | {low:.1%} to {high:.1%} | {wanted} | " + " | ".join(cells) + " |"
    )


def _examples(trials: Sequence[Trial]) -> Iterator[str]:
    """The first ones, a fair share of each kind."""
    by_kind: dict[str, list[Trial]] = {}
    for one in trials:
        by_kind.setdefault(one.kind, []).append(one)
    share = max(2, SHOWN // max(1, len(by_kind)))
    for one in [one for found in by_kind.values() for one in found[:share]][:SHOWN]:
        yield f"- {one.kind}, {one.pair}: {one.text} ↔ {one.original}" + (f" ({one.reason})" if one.reason else "")
