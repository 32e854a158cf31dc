"""The guide of a running server: the same calls, made over HTTP. The data folder has one owner, and that is the server."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from api.requests import QuestionBody, SearchBody
from api.shapes import Json
from corpus.errors import GuidanceError
from corpus.lock import Owner
from ingest.pipeline import Progress


class RemoteGuide:
    """Speaks to the process that owns the data folder."""

    def __init__(self, owner: Owner) -> None:
        import httpx

        self._owner = owner
        self._client = httpx.Client(base_url=owner.url or "", timeout=60, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def search(self, body: SearchBody) -> Json:
        return self._call("POST", "/v1/search", json=body.model_dump(mode="json"))

    def ask(self, body: QuestionBody) -> Json:
        return self._call("POST", "/v1/questions", json=body.model_dump(mode="json"))

    def publications(self) -> Json:
        return self._call("GET", "/v1/publications")

    def ingest(
        self,
        paths: Sequence[str] = (),
        publication: str | None = None,
        *,
        dry_run: bool = False,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> Json:
        body = {"paths": list(paths), "publication": publication, "dry_run": dry_run}
        headers = {"X-Guide-Token": self._owner.token or ""}
        try:
            with self._client.stream("POST", "/v1/ingest", json=body, headers=headers, timeout=None) as reply:
                if reply.status_code != 200:
                    reply.read()
                    raise GuidanceError(f"The server refused the work ({reply.status_code}).", "Look at its log.")
                for line in reply.iter_lines():
                    event = json.loads(line)
                    if "progress" in event:
                        progress(Progress(**event["progress"]))
                    elif "error" in event:
                        raise GuidanceError(**event["error"])
                    else:
                        report: Json = event["report"]
                        return report
        except self._errors as error:
            raise self._unreachable(error) from error
        raise GuidanceError("The server broke off the ingest.", "Look at its log and run `guide ingest` again.")

    @property
    def _errors(self) -> type[Exception]:
        import httpx

        return httpx.HTTPError

    def _call(self, method: str, path: str, **more: Any) -> Json:
        try:
            reply = self._client.request(method, path, **more)
            document: Json = reply.json()
        except (self._errors, ValueError) as error:
            raise self._unreachable(error) from error
        if reply.status_code != 200:
            raise GuidanceError(str(document.get("detail", reply.status_code)), "")
        return document

    def _unreachable(self, error: Exception) -> GuidanceError:
        return GuidanceError(
            f"The server at {self._owner.url} owns the data folder but does not answer ({type(error).__name__}).",
            "Wait until it has started, or stop it.",
        )
