"""``guide``: ingest, look, search, ask, serve. Exit status 0 good, 1 partly refused, 2 could not run."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import GuidanceError
from corpus.settings import Settings

app = typer.Typer(
    help="Answers from publications, every sentence cited to its page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Language = Annotated[str | None, typer.Option(help="de or en.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="A day, 2026-11-24: what was in force then.")]


@app.command()
def ingest(
    paths: Annotated[list[str] | None, typer.Argument(help="Files, folders or addresses; none: the library.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, do nothing.")] = False,
    publication: Annotated[str | None, typer.Option(help="Only this publication of the library.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Throw the index away and build it anew.")] = False,
    as_json: AsJson = False,
) -> None:
    """Hold what is wanted: add, replace, withdraw; what is unchanged is left alone."""
    from api.show import progress_bar, report

    if rebuild and dry_run:
        raise GuidanceError("--rebuild with --dry-run would throw away and not build.", "Leave one of them out.")
    if rebuild:
        _discard(_settings())
    with _guide() as guide, progress_bar() as progress:
        absolute = [path if "://" in path else str(Path(path).resolve()) for path in paths or []]
        document = guide.ingest(absolute, publication, dry_run=dry_run, progress=progress)
    _print(document, as_json, report)
    raise typer.Exit(int(document["status"]))


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """What is held and published."""
    from api.show import publications

    with _guide() as guide:
        _print(guide.publications(), as_json, publications)


@app.command()
def show(
    slug: str,
    page: Annotated[int | None, typer.Option(help="Only this page, counted from 1.")] = None,
    language: Language = None,
) -> None:
    """The text of a publication's edition in force, page by page."""
    from api.show import pages
    from corpus.catalogue import open_catalogue

    data = _settings().data
    if not (data / "catalogue.sqlite").exists():
        raise GuidanceError(f"Nothing is held in {data}.", "Run `guide ingest`.")
    print(pages(open_catalogue(data), slug, language, page))


@app.command()
def search(
    question: str,
    k: Annotated[int, typer.Option("-k", help="How many hits.")] = 10,
    language: Language = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic.")] = None,
    publication: Annotated[list[str] | None, typer.Option(help="Only this publication.")] = None,
    as_of: AsOf = None,
    explain: Annotated[bool, typer.Option(help="Say what each hit's rank is made of.")] = False,
    as_json: AsJson = False,
) -> None:
    """The best passages, no answer."""
    from api.show import hits

    body = _checked(
        "SearchBody",
        question=question,
        limit=k,
        language=language,
        topics=topic or [],
        publications=publication or [],
        as_of=as_of,
        explain=explain,
    )
    with _guide() as guide:
        _print(guide.search(body), as_json, hits)


@app.command()
def ask(question: str, language: Language = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """An answer with citations."""
    from api.show import answer

    body = _checked("QuestionBody", question=question, language=language, as_of=as_of)
    with _guide() as guide:
        _print(guide.ask(body), as_json, answer)


@app.command()
def doctor() -> None:
    """What the index really holds, every setting with its source, and what to do where something is wrong."""
    from api.doctor import examine

    raise typer.Exit(examine(_settings()))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (PORT).")] = None,
) -> None:
    """The API, the widget and the demo page."""
    from api.serve import serve as run

    changed = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    run(_settings().model_copy(update=changed))


@app.command()
def evals(
    files: Annotated[list[Path] | None, typer.Argument(help="Question files; none: the golden set.")] = None,
    as_json: AsJson = False,
) -> None:
    """Quality on questions with known answers."""
    from evals.run import evaluate, table

    with _guide() as guide:
        _print(evaluate(guide, files or []), as_json, table)


def main() -> None:
    """Run the command line; an error is two sentences and exit status 2."""
    try:
        app()
    except GuidanceError as error:
        print(f"{error.what} {error.remedy}", file=sys.stderr)
        sys.exit(2)


def _settings() -> Settings:
    """What the environment and ``.env`` say; GuidanceError where one of them cannot be."""
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        variable = name if name.isupper() else f"GUIDE_{name.upper()}"
        raise GuidanceError(
            f"{variable} has a value that cannot be: {error.errors()[0]['msg']}.",
            "Set it anew in the environment or .env.",
        ) from error


@contextmanager
def _guide() -> Iterator[Any]:
    """The guide: that of the server that owns the data folder, else one of our own for as long as the command runs."""
    from corpus.lock import owner_of

    settings = _settings()
    owner = owner_of(settings.data)
    if owner and owner.url:
        from api.remote import RemoteGuide

        with closing(RemoteGuide(owner)) as remote:
            yield remote
        return
    from api.guide import Guide
    from assistant.compose import open_assistant
    from corpus.library import open_library

    library, folder = open_library(settings)
    try:
        yield Guide(library, open_assistant(library, settings), settings)
        library.sweep()
    finally:
        folder.release()


def _checked(name: str, **values: object) -> Any:
    from pydantic import ValidationError

    from api import requests

    try:
        return getattr(requests, name)(**values)
    except ValidationError as error:
        raise GuidanceError(*requests.refusal(error.errors()[0])) from error


def _discard(settings: Settings) -> None:
    """Remove the index from the data folder; nobody may own it meanwhile."""
    import shutil

    from corpus.lock import take

    folder = take(settings.data)
    for name in ("chroma", "files"):
        shutil.rmtree(settings.data / name, ignore_errors=True)
    for path in settings.data.glob("catalogue.sqlite*"):
        path.unlink()
    folder.release()


def _print(document: dict[str, Any], as_json: bool, words: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=1) if as_json else words(document))
