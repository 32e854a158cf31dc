"""Tables that Markdown files of German laws write as lists in lists: each row ``*    *   cell``, more cells ``    *   cell``. Pure."""

import re
from collections.abc import Iterator
from textwrap import dedent

_ROW = re.compile(r"\*(?P<gap> {2,})\*(?: +(?P<cell>.*)| *)$")
_CELL = re.compile(r" {2,6}\*(?: +(?P<cell>.*)| *)$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


def tables_apart(source: str) -> Iterator[str | list[str]]:
    """Stretches of Markdown and, between them, table rows as lists of cells (Markdown themselves, empty ones too).

    Markdown's own rules make these rows code or lists, according to how many spaces follow the star.
    """
    plain: list[str] = []
    row: list[list[str]] = []
    fenced = False
    for line in source.split("\n"):
        fenced ^= _FENCE.match(line) is not None
        start = None if fenced else _ROW.match(line)
        cell = _CELL.match(line) if row else None
        if row and (start or (line and not line.startswith("  "))):
            yield [_cell(lines) for lines in row]
            row = []
        if start:
            if "".join(plain).strip():
                yield "\n".join(plain)
            plain = []
            row = [[start["cell"] or ""]]
        elif cell:
            row.append([cell["cell"] or ""])
        elif row:
            row[-1].append(line)
        else:
            plain.append(line)
    if row:
        yield [_cell(lines) for lines in row]
    if "".join(plain).strip():
        yield "\n".join(plain)


def _cell(lines: list[str]) -> str:
    first, *rest = lines
    return f"{first}\n{dedent(chr(10).join(rest))}".strip()
