"""``make test-llm``: questions through the whole flow with a real, tiny model behind it.

The model is too small to be right; what is checked is that nothing breaks, that every answer has quotes or statements that
verify, and that nothing else of what the model said is shown. First with time enough for its drafts, then as it ships,
through ``guide serve``, where it is mostly too slow and the quotes come in time.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api import shapes
from assistant import ask, follow_up
from assistant.answer import Question, Turn
from assistant.breaker import Breaker
from assistant.budget import Budget
from assistant.gate import shipped_gates
from assistant.guarded import GuardedModel
from assistant.line import Line
from assistant.openai_chat import OpenAIChat
from corpus.library import Library
from corpus.settings import Settings
from tests.assistant.conftest import make_library
from tests.llm.library import FILES, QUESTIONS
from tests.llm.model import CALL_SECONDS, Recorder, recorded, served_model, statements
from tests.service import guide, served_files

METHODS = ("function_calling", "json_mode")
LONGEST = 15.0
Passage = Callable[[str], str]


def main() -> int:
    wrong: list[str] = []
    with served_model() as url, recorded(url) as recorder, tempfile.TemporaryDirectory() as folder:
        for method in METHODS:
            wrong += with_patience(recorder, method, Path(folder) / method)
        wrong += as_it_ships(recorder, Path(folder))
    for what in wrong:
        print(f"WRONG: {what}")
    asked = (len(METHODS) + 1) * len(QUESTIONS) + 1
    print(f"\n{asked - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


def with_patience(recorder: Recorder, method: str, folder: Path) -> list[str]:
    """Drafts come, however long they take."""
    print(f"\n== {method}, with patience")
    ask.MODEL_SECONDS, follow_up.SECONDS = 2.0 * CALL_SECONDS, float(CALL_SECONDS)
    settings = Settings(data=folder, chat_model="smollm2", chat_base_url=recorder.url, chat_method=method)
    budget = Budget(folder / "tokens.json", 1_000_000)
    model = GuardedModel(OpenAIChat(settings), Line(1, 1), Breaker(failures=10**6), budget)
    wrong = []
    with make_library(folder, FILES) as library:
        assistant = ask.Assistant(library, shipped_gates(), "somebody", model)
        for question, turns in QUESTIONS:
            asked = Question(text=question, turns=tuple(Turn(**turn) for turn in turns))
            wrong += told(
                recorder, question, lambda asked=asked: shapes.answer(assistant.answer(asked)), text_in(library)
            )  # type: ignore[misc]
    print(f"\n{(folder / 'tokens.json').read_text()}")
    return wrong


def text_in(library: Library) -> Passage:
    texts = {one.id: one.text for edition in library.editions() for one in library.catalogue.passages_of(edition)}
    return lambda passage: texts[passage]


def as_it_ships(recorder: Recorder, folder: Path) -> list[str]:
    """Over HTTP and the command line, with the deadline and the breaker as they are."""
    print("\n== as it ships")
    chat = {"GUIDE_CHAT_MODEL": "smollm2", "GUIDE_CHAT_BASE_URL": recorder.url, "GUIDE_CHAT_METHOD": "function_calling"}
    wrong = []
    (folder / "served").mkdir()
    with served_files(folder / "served", FILES, **chat) as service:
        for question, turns in QUESTIONS:
            started = time.monotonic()
            wrong += told(
                recorder,
                question,
                lambda question=question, turns=turns: service.client.post(  # type: ignore[misc]
                    "/v1/questions", json={"question": question, "turns": turns}
                ).json(),
                lambda passage: str(service.client.get(f"/v1/passages/{passage}").json()["text"]),
            )
            if time.monotonic() - started > LONGEST:
                wrong.append(f"{question}: {time.monotonic() - started:.1f} s")
        done = guide("ask", QUESTIONS[0][0], "--json", data=service.data, GUIDE_EMBEDDER="hash", **chat)
        if done.returncode or not json.loads(done.stdout)["statements"]:
            wrong.append(f"guide ask: {done.returncode} {done.stderr}")
    return wrong


def told(recorder: Recorder, question: str, asked: Callable[[], dict[str, Any]], passage: Passage) -> list[str]:
    """Ask, show what happened, and say what is wrong with it."""
    before, started = len(recorder.said), time.monotonic()
    answer = asked()
    print(f"\n{question}  [{time.monotonic() - started:.1f} s]")
    if "outcome" not in answer:
        return [f"{question}: {answer}"]
    shown = [part["text"] for part in answer["statements"]]
    print(
        f"   {answer['outcome']}: {(answer['model'] and 'statements of the model') or (shown and 'quotes') or 'nothing'}"
    )
    for status, text, took in recorder.said[before:]:
        print(f"   the model, {status} after {took:.1f} s: {' '.join(text.split())[:200]}")
        for dropped in [part for part in statements(text) if part not in shown]:
            print(f"   dropped: {' '.join(dropped.split())[:160]}")
    for text in shown:
        print(f"   shown: {text[:160]}")
    return [f"{question}: {what}" for what in faults(answer, passage)]


def faults(answer: dict[str, Any], passage: Passage) -> list[str]:
    """What may never be, whatever the model said."""
    found = []
    if answer["outcome"] not in ("answered", "partly_answered", "not_in_publications", "out_of_scope"):
        found.append(answer["outcome"])
    if answer["outcome"].endswith("answered") and not answer["statements"]:
        found.append("answered with nothing")
    sources = {part["id"]: part for part in answer["citations"]}
    for part in answer["statements"]:
        cited = [sources[name] for name in part["citations"]]
        if not cited:
            found.append(f"no citation: {part['text']}")
        for source in cited:
            if source["quote"] not in passage(source["passage"]):
                found.append(f"a quote that stands nowhere: {source['quote']}")
            if not answer["generated"] and part["text"] != source["quote"]:
                found.append(f"a quote that is none: {part['text']}")
    return found


if __name__ == "__main__":
    sys.exit(main())
