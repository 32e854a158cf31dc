"""Server-sent events: evidence, each statement, the whole answer."""

import json
from typing import Any

import httpx
import pytest

from tests.service import Service

ASKED = {
    "de": "Bis wann gilt die Übergangsfrist der MDR für Klasse-III-Produkte?",
    "en": "How long does BfArM have to decide on a DiGA application?",
}
REFUSED = {"de": "Wie wird das Wetter morgen in Stuttgart?", "en": "What will the weather be like in Paris tomorrow?"}


def stream(client: httpx.Client, question: str) -> list[tuple[str, Any]]:
    reply = client.post("/v1/questions", json={"question": question}, headers={"Accept": "text/event-stream"})
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["cache-control"] == "no-store"
    blocks = reply.text.split("\n\n")
    assert blocks.pop() == ""
    found = []
    for block in blocks:
        event, data = block.split("\n")
        found.append((event.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_evidence_then_statements_then_the_same_answer(client: httpx.Client, language: str) -> None:
    events = stream(client, ASKED[language])
    names = [name for name, _ in events]
    whole = events[-1][1]
    assert names == ["evidence", *["statement"] * len(whole["statements"]), "answer"]
    assert len(whole["statements"]) >= 1
    assert events[0][1]["hits"] == whole["considered"]
    cited = {one["id"]: one for one in whole["citations"]}
    for (_, event), statement in zip(events[1:-1], whole["statements"], strict=True):
        assert {"text": event["text"], "citations": event["citations"]} == statement
        assert event["sources"] == [cited[name] for name in statement["citations"]]
    plain = client.post("/v1/questions", json={"question": ASKED[language]})
    assert plain.json() == whole
    assert whole["language"] == language


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_refusal_streams_evidence_and_answer(client: httpx.Client, language: str) -> None:
    events = stream(client, REFUSED[language])
    assert [name for name, _ in events] == ["evidence", "answer"]
    whole = events[-1][1]
    assert whole["outcome"] in ("not_in_publications", "out_of_scope")
    assert whole["language"] == language
    assert whole["statements"] == [] and whole["citations"] == []
    assert "BIOPRO" in whole["message"] and whole["contact"] in whole["message"]


def test_a_statement_is_the_quote_of_its_citation(client: httpx.Client) -> None:
    whole = stream(client, ASKED["de"])[-1][1]
    cited = {one["id"]: one for one in whole["citations"]}
    for statement in whole["statements"]:
        assert [cited[name]["quote"] for name in statement["citations"]] == [statement["text"]]
    for one in whole["citations"]:
        passage = client.get(f"/v1/passages/{one['passage']}").json()
        assert one["quote"] in passage["text"]
    assert whole["generated"] is False and whole["model"] is None


def test_a_client_that_hangs_up_does_no_harm(served: Service) -> None:
    for _ in range(30):
        with (
            httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client,
            client.stream(
                "POST", "/v1/questions", json={"question": ASKED["de"]}, headers={"Accept": "text/event-stream"}
            ) as reply,
        ):
            assert next(reply.iter_lines()) == "event: evidence"
    assert served.client.get("/readyz").status_code == 200
    assert len(stream(served.client, ASKED["en"])) > 2
    assert served.process.poll() is None
