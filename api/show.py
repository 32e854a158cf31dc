"""What the commands print for people."""

import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import GuidanceError
from ingest.pipeline import Progress


def hits(document: dict[str, Any]) -> str:
    lines = []
    for number, hit in enumerate(document["hits"], start=1):
        lines.append(f"{number}. {_place(hit)}  [{hit['score']:.3f}]")
        lines.append(_wrapped(hit["text"]))
        if "why" in hit:
            parts = ", ".join(f"{name} {value:+.2f}" for name, value in list(hit["why"].items())[:10])
            lines.append(_wrapped(f"rank {hit['rank']:.2f}: {parts}"))
    return "\n".join(lines) or "No passage was found."


def answer(document: dict[str, Any]) -> str:
    cited = {citation["id"]: citation for citation in document["citations"]}
    numbers = {name: number for number, name in enumerate(cited, start=1)}
    lines: list[str] = []
    for statement in document["statements"]:
        marks = "".join(f"[{numbers[name]}]" for name in statement["citations"])
        lines.append(_wrapped(f"{statement['text']} {marks}", first="• "))
    if document["message"]:
        lines.append(document["message"])
        lines += [f"  – {_place(hit)}" for hit in document["considered"][:3]]
    if cited:
        lines.append("")
        lines += [f"[{numbers[name]}] {_place(citation)}" for name, citation in cited.items()]
    lines += ["", *document["notices"], document["disclosure"]]
    return "\n".join(lines)


def publications(document: dict[str, Any]) -> str:
    lines = []
    for one in document["publications"]:
        lines.append(f"{one['slug']}: {one['title']}")
        for edition in one["editions"]:
            issued = edition["issued"] or "undated"
            lines.append(
                f"   {edition['language']}  {issued}  {edition['state']:<10} {edition['pages']:>3} p.  {edition['id']}"
            )
    return "\n".join(lines) or "Nothing is held. Run `guide ingest`."


def report(document: dict[str, Any]) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in document["counts"].items()) or "nothing to do"
    lines = [counts]
    for one in document["files"]:
        if one["verdict"] == "unchanged":
            continue
        size = f" ({one['pages']} pages, {one['passages']} passages)" if one["passages"] else ""
        lines.append(f"   {one['verdict']:<10} {one['file']}{size} {one['what']} {one['remedy']}".rstrip())
    return "\n".join(lines)


def pages(catalogue: Catalogue, slug: str, language: str | None, number: int | None) -> str:
    """The text of the edition in force; a publication in two languages needs to be told which."""
    from datetime import date

    found = [
        one
        for one in catalogue.in_force(date.today()).values()
        if one.publication == slug and language in (None, one.language)
    ]
    if not found:
        raise GuidanceError(
            f"No edition of {slug} is in force{f' in {language}' if language else ''}.", "See `guide list`."
        )
    if len(found) > 1:
        raise GuidanceError(f"{slug} is in force in two languages.", "Add --language de or --language en.")
    text = catalogue.text(found[0].id)
    wanted = [page for page in catalogue.pages(found[0].id) if number in (None, page.number)]
    if not wanted:
        raise GuidanceError(f"{slug} has no page {number}.", "See `guide list` for how many it has.")
    return "\n\n".join(
        f"— page {page.number}{f' ({page.label})' if page.label else ''} —\n{text[page.start : page.end].strip()}"
        for page in wanted
    )


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error with the time left; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(step: Progress) -> None:
            bar.update(task, description=step.file, completed=step.done, total=step.total)

        yield show


def _place(one: dict[str, Any]) -> str:
    pages = one["pages"]
    label = f" (printed {pages['label']})" if pages["label"] and pages["label"] != str(pages["first"]) else ""
    heading = f", “{one['heading'][-1]}”" if one["heading"] else ""
    return f"{one['title']}, {one['issued'] or 'undated'}, p. {pages['first']}{label}{heading}  {one['url']}"


def _wrapped(text: str, first: str = "   ") -> str:
    return textwrap.fill(" ".join(text.split()), 110, initial_indent=first, subsequent_indent="   ")
