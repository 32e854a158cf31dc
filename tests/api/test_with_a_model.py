"""A served library with a chat model behind a real address."""

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from assistant.chat_model import evidence_of
from tests.assistant.conftest import REPORTING, SOFTWARE
from tests.assistant.drafts import CLASS, draft, statement
from tests.assistant.fake_openai import FakeOpenAI, fails, fake_openai, hangs, in_turn, message, respond, says
from tests.service import Service, guide, serve

KEY = "sk-nobody-may-see-this"
FILES = {"software.md": SOFTWARE, "reporting.md": REPORTING}
QUESTION = "Welche Klasse hat Software, die Vitalparameter überwacht?"
WRITTEN = "Solche Software gehört in die Klasse IIa."


@pytest.fixture
def fake() -> Iterator[FakeOpenAI]:
    with fake_openai() as server:
        yield server


@pytest.fixture
def service(serve_files: Callable[..., Service], fake: FakeOpenAI) -> Service:
    return serve_files(
        FILES,
        GUIDE_CHAT_MODEL="tiny",
        GUIDE_CHAT_BASE_URL=fake.url,
        GUIDE_CHAT_API_KEY=KEY,
        GUIDE_CHAT_METHOD="json_mode",
    )


def writes(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """A model that quotes the passage it finds, in its own words."""
    held = evidence_of(body["messages"][-1]["content"])
    key = next(key for key, text in held.items() if CLASS in text)
    good = statement(WRITTEN, (key, CLASS))
    bad = statement("Sie kostet 500 Euro.", (key, CLASS))
    respond(handler, 200, message(content=draft(good, bad)))


def ask(service: Service) -> dict[str, Any]:
    reply = service.client.post("/v1/questions", json={"question": QUESTION})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def test_statements_by_the_model_and_quotes_when_it_fails(service: Service, fake: FakeOpenAI) -> None:
    fake.send = writes
    answer = ask(service)
    assert (answer["outcome"], answer["generated"], answer["model"]) == ("partly_answered", True, "tiny")
    assert [one["text"] for one in answer["statements"]] == [WRITTEN]
    (citation,) = answer["citations"]
    assert citation["quote"] == CLASS
    assert service.client.get(citation["picture"]).content.startswith(b"\x89PNG")

    fake.send = fails(500)
    quoted = ask(service)
    assert (quoted["outcome"], quoted["generated"], quoted["model"]) == ("answered", False, None)
    assert quoted["statements"][0]["text"] == CLASS
    assert any("Sprachmodell" in notice for notice in quoted["notices"])

    doctor = guide("doctor", data=service.data, GUIDE_EMBEDDER="hash", GUIDE_CHAT_API_KEY=KEY)
    said = service.log.read_text("utf-8") + doctor.stdout + doctor.stderr + json.dumps([answer, quoted])
    said += service.client.get("/metrics").text + service.client.get("/openapi.json").text
    assert KEY not in said and "GUIDE_CHAT_API_KEY = ***" in said
    assert "Vitalparameter" not in service.log.read_text("utf-8")


def test_evidence_comes_before_the_model_has_said_a_word_and_quotes_in_time(service: Service, fake: FakeOpenAI) -> None:
    """With the deadline as it ships: 12 seconds for the model, 15 for the whole."""
    fake.send = hangs
    started = time.monotonic()
    events: list[tuple[str, float]] = []
    with service.client.stream(
        "POST", "/v1/questions", json={"question": QUESTION}, headers={"Accept": "text/event-stream"}
    ) as reply:
        for line in reply.iter_lines():
            if line.startswith("event: "):
                events.append((line.removeprefix("event: "), time.monotonic() - started))
            elif line.startswith("data: "):
                last = json.loads(line.removeprefix("data: "))
    assert [name for name, _ in events] == ["evidence", *["statement"] * len(last["statements"]), "answer"]
    assert events[0][1] < 6 < events[1][1]
    assert events[-1][1] < 15
    assert last["generated"] is False and last["statements"][0]["text"] == CLASS


def test_a_follow_up_is_made_to_stand_alone_by_a_call_of_its_own(service: Service, fake: FakeOpenAI) -> None:
    fake.send = in_turn(says('{"question": "Within how many days is a serious incident reported?"}'), fails(401))
    turns = [{"question": QUESTION, "answer": "Klasse IIa."}, {"question": "What is reported?", "answer": "Incidents."}]
    reply = service.client.post("/v1/questions", json={"question": "And how soon?", "turns": turns})
    answer = reply.json()
    assert "within 15 days" in answer["considered"][0]["text"] and answer["language"] == "en"
    rewriting, drafting = (body["messages"][-1]["content"] for _, _, body in fake.sent)
    assert "<evidence" not in rewriting and rewriting.endswith("<question>And how soon?</question>")
    assert drafting.count("<turn>") == 2 and drafting.endswith("<question>And how soon?</question>")


def test_a_kill_does_not_give_the_budget_back(serve_files: Callable[..., Service], fake: FakeOpenAI) -> None:
    """The call that was under way may be billed: what it reserved stays used, and the quotes come for the rest of the day."""
    chat = {"GUIDE_CHAT_MODEL": "tiny", "GUIDE_CHAT_BASE_URL": fake.url, "GUIDE_CHAT_TOKENS_PER_DAY": "4500"}
    first = serve_files(FILES, **chat)
    fake.send = writes
    assert ask(first)["model"] == "tiny"
    fake.send = hangs
    with first.client.stream(
        "POST", "/v1/questions", json={"question": QUESTION}, headers={"Accept": "text/event-stream"}
    ) as reply:
        assert next(reply.iter_lines()) == "event: evidence"
        until = time.monotonic() + 5
        while len(fake.sent) < 3 and time.monotonic() < until:
            time.sleep(0.05)
        first.process.kill()
        first.process.wait()
    calls = len(fake.sent)
    again = serve(first.data, GUIDE_EMBEDDER="hash", **chat)
    try:
        answer = ask(again)
    finally:
        again.stop()
    assert answer["outcome"] == "answered" and answer["model"] is None
    assert any("ausgeschöpft" in notice for notice in answer["notices"])
    assert len(fake.sent) == calls == 3
