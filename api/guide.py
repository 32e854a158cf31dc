"""What the commands and the HTTP routes both do, as plain calls that return JSON documents."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from api import shapes
from api.requests import QuestionBody, SearchBody
from api.shapes import Json
from assistant.answer import AnswerReady, Event, EvidenceFound, StatementReady
from assistant.ask import Assistant
from corpus.errors import GuidanceError
from corpus.library import Library
from corpus.publications.entries import read_catalogue
from corpus.settings import Settings
from ingest.pipeline import Progress, run
from ingest.report import Verdict
from ingest.verdict import Refused
from ingest.wanted import Wanted, from_address, from_catalogue, from_paths


class Guide:
    """A library and its assistant, in this process."""

    def __init__(self, library: Library, assistant: Assistant, settings: Settings) -> None:
        self.library = library
        self.assistant = assistant
        self.settings = settings
        self._writing = Lock()

    def search(self, body: SearchBody) -> Json:
        editions = self.library.editions(body.as_of, body.scope())
        return {
            "hits": [
                shapes.hit(one, explain=body.explain)
                for one in self.library.search(body.question, editions, body.limit)
            ]
        }

    def ask(self, body: QuestionBody) -> Json:
        return shapes.answer(self.assistant.answer(body.value()))

    def events(self, body: QuestionBody) -> Iterator[tuple[str, Json]]:
        """Named events of an answer in their order: evidence, statement …, answer."""
        for event in self.assistant.ask(body.value()):
            yield _event(event)

    def publications(self) -> Json:
        editions = self.library.catalogue.editions()
        today = date.today()
        return {
            "publications": shapes.publications(
                self.library.catalogue.publications(),
                editions,
                self.library.catalogue.in_force(today),
                {edition.id: self.library.catalogue.pages(edition.id) for edition in editions},
                today,
            )
        }

    def ingest(
        self,
        paths: Sequence[str] = (),
        publication: str | None = None,
        *,
        dry_run: bool = False,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> Json:
        """Run the pipeline; GuidanceError while another run is going."""
        if not self._writing.acquire(blocking=False):
            raise GuidanceError("Another ingest is running.", "Wait until it has ended.")
        try:
            wanted, unfetched = self._wanted(paths)
            if publication:
                wanted = [one for one in wanted if one.publication.slug == publication]
                if not wanted:
                    raise GuidanceError(
                        f"No publication {publication} is among the files.", "Check the slug in the catalogue file."
                    )
            whole = not paths and not publication
            report = run(self.library, wanted, whole=whole, dry_run=dry_run, progress=progress)
            for verdict in unfetched:
                report.add(verdict)
            return report.as_dict()
        finally:
            self._writing.release()

    def sweep(self) -> None:
        """Delete what was replaced or withdrawn; never while an ingest is writing."""
        with self._writing:
            self.library.sweep(("gone",))

    def _wanted(self, paths: Sequence[str]) -> tuple[list[Wanted], list[Verdict]]:
        """What to hold, and a verdict for each address that could not be fetched."""
        if not paths:
            return from_catalogue(self.settings.library), []
        addresses = [one for one in paths if "://" in one]
        wanted = from_paths([Path(one) for one in paths if one not in addresses])
        if not addresses:
            return wanted, []
        sources = {one.url: one for one in read_catalogue(self.settings.library).source}
        hosts = {urlsplit(url).hostname or "" for url in sources}
        hosts |= {one.strip() for one in self.settings.fetch_hosts.split(",") if one.strip()}
        unfetched = []
        for address in addresses:
            try:
                wanted.append(from_address(address, self.settings.data / "fetched", sources, hosts))
            except Refused as refused:
                unfetched.append(Verdict.unfetched(address, refused))
        return wanted, unfetched


def _event(event: Event) -> tuple[str, Json]:
    match event:
        case EvidenceFound(hits=hits):
            return "evidence", {"hits": [shapes.hit(one) for one in hits]}
        case StatementReady(statement=statement):
            sources = [shapes.citation(one) for one in statement.citations]
            return "statement", {**shapes.statement(statement), "sources": sources}
        case AnswerReady(answer=answer):
            return "answer", shapes.answer(answer)
