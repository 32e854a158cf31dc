"""``python -m evals.outages``: a chat model that fails in every way; every question gets its quotes, soon and in time.

Each fault meets the model as it ships (line, deadline, breaker; only the breaker's pause is shortened, so that its closing
can be seen), then once more without the breaker, so that every single question meets the fault itself. Written to
``evals/reports/outages.md`` and ``outages.json``.
"""

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Answer, AnswerReady, EvidenceFound, Outcome, Question
from assistant.ask import Assistant
from assistant.breaker import FAILURES, Breaker, State
from assistant.budget import Budget
from assistant.conversation import points_back
from assistant.gate import Gates, shipped_gates
from assistant.guarded import GuardedModel
from assistant.line import Line
from assistant.openai_chat import OpenAIChat, Reply
from corpus.library import Library
from corpus.settings import Settings
from evals.build import guide, own_library
from evals.development import golden
from evals.faults import FAULTS, FaultServer, fault_server
from evals.metrics import percentile
from evals.outages_report import good, markdown
from evals.report import REPORTS, machine
from evals.strange_network import slow_names, strange_certificate

PAUSE = 3.0
WITH_BREAKER, WITHOUT, CROWD = 20, 4, 24
AT_ONCE = 4
# answers that no fault is in: what the breaker closes with, and what a crowd is served by
_WELL = ("healthy", "slow")
SLOW_NAME = "slow-name.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How one question went: seconds to the first evidence and to the end; ``quoted``: quotes with pages, no model."""

    evidence: float
    whole: float
    quoted: bool


class Switch:
    """A model's server that can be exchanged while it is in use, as one that fails and is mended."""

    def __init__(self, to: OpenAIChat) -> None:
        self.name = to.name
        self.to = to

    def ask(self, system: str, user: str, schema: Mapping[str, object], seconds: float) -> Reply:
        return self.to.ask(system, user, schema, seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A library, its gate and two servers, one with a certificate that nobody trusts."""

    library: Library
    gate: Gates
    plain: FaultServer
    strange: FaultServer
    folder: Path

    def chat(self, url: str) -> OpenAIChat:
        return OpenAIChat(Settings(data=self.folder, chat_model="fault", chat_base_url=url, chat_api_key=None))

    def faulty(self, fault: str) -> OpenAIChat:
        match fault:
            case "nobody listens":
                return self.chat("http://127.0.0.1:9/v1")
            case "wrong certificate":
                return self.chat(self.strange.url)
            case "slow name":
                return self.chat(f"http://{SLOW_NAME}:{self.plain.server_port}/v1")
            case _:
                self.plain.fault = fault
                return self.chat(self.plain.url)

    def assistant(self, server: Switch, breaker: Breaker) -> tuple[Assistant, GuardedModel]:
        line = Line(AT_ONCE, 2 * AT_ONCE)
        model = GuardedModel(server, line, breaker, Budget(self.folder / "outages-tokens.json", 0))
        return Assistant(self.library, self.gate, "somebody", model), model


@contextmanager
def bench(library: Library, gate: Gates, folder: Path) -> Iterator[Bench]:
    with ExitStack() as stack:
        plain = stack.enter_context(fault_server())
        strange = stack.enter_context(fault_server(stack.enter_context(strange_certificate())))
        stack.enter_context(slow_names(SLOW_NAME))
        yield Bench(library=library, gate=gate, plain=plain, strange=strange, folder=folder)


def faults() -> list[str]:
    return ["nobody listens", "wrong certificate", "slow name", *(one for one in FAULTS if one not in _WELL)]


def ask(assistant: Assistant, question: Question) -> tuple[Told, Answer]:
    started = time.perf_counter()
    evidence = 0.0
    for event in assistant.ask(question):
        seconds = time.perf_counter() - started
        if isinstance(event, EvidenceFound):
            evidence = seconds
        elif isinstance(event, AnswerReady):
            return Told(evidence=evidence, whole=seconds, quoted=quoted(event.answer)), event.answer
    raise RuntimeError("no answer")


def quoted(answer: Answer) -> bool:
    """Quotes with their pages, word for word, and a word on why the model is silent."""
    return (
        answer.outcome is Outcome.ANSWERED
        and answer.model is None
        and bool(answer.statements and answer.notices)
        and all(one.text == one.citations[0].quote and one.citations[0].first_page >= 1 for one in answer.statements)
    )


def with_breaker(bench: Bench, fault: str, questions: Sequence[Question], pause: float = PAUSE) -> dict[str, Any]:
    """A fault under questions, then a healthy server again."""
    calls, elsewhere = bench.plain.calls, bench.plain.elsewhere
    switch = Switch(bench.faulty(fault))
    assistant, model = bench.assistant(switch, Breaker(FAILURES, pause))
    told, opened = [], None
    for number, question in enumerate(questions, start=1):
        told.append(ask(assistant, question)[0])
        if opened is None and model.state is not State.CLOSED:
            opened = number
    reached = bench.plain.calls - calls
    bench.plain.fault = "healthy"
    switch.to = bench.chat(bench.plain.url)
    while model.state is State.OPEN:
        time.sleep(0.05)
    answer = ask(assistant, questions[0])[1]
    return {
        **figures(told),
        "opened_after": opened,
        "calls": reached,
        "elsewhere": bench.plain.elsewhere - elsewhere,
        "closed_again": model.state is State.CLOSED and answer.model == "fault",
        "told": [asdict(one) for one in told],
    }


def without_breaker(bench: Bench, fault: str, questions: Sequence[Question]) -> dict[str, Any]:
    """Every question meets the fault itself."""
    assistant, _ = bench.assistant(Switch(bench.faulty(fault)), Breaker(failures=10**9))
    told = [ask(assistant, question)[0] for question in questions]
    return {**figures(told), "told": [asdict(one) for one in told]}


def crowd(bench: Bench, questions: Sequence[Question]) -> dict[str, Any]:
    """All at once at a model that takes two seconds: some are served, some wait, the others have their quotes at once."""
    assistant, _ = bench.assistant(Switch(bench.faulty("slow")), Breaker())
    with ThreadPoolExecutor(len(questions)) as pool:
        done = list(pool.map(lambda question: ask(assistant, question), questions))
    told = [one for one, _ in done]
    return {**figures(told), "written": sum(answer.model is not None for _, answer in done)}


def figures(told: Sequence[Told]) -> dict[str, Any]:
    evidence, whole = [one.evidence for one in told], [one.whole for one in told]
    return {
        "n": len(told),
        "quoted": sum(one.quoted for one in told),
        "evidence_p50": round(percentile(evidence, 50), 3),
        "evidence_p95": round(percentile(evidence, 95), 3),
        "whole_p95": round(percentile(whole, 95), 2),
        "whole_most": round(max(whole), 2),
    }


def chosen(library: Library, gate: Gates, count: int) -> list[Question]:
    """Questions that the quotes answer, half of them German, every fifth a follow-up."""
    plain = Assistant(library, gate, "somebody")
    rows = {(language, late): [] for language in ("de", "en") for late in (True, False)}  # type: ignore[var-annotated]
    for case in golden():
        question = case.ask()
        rows[case.language, points_back(question.text, question.turns)].append(question)
    found: list[Question] = []
    for number in range(count):
        row = rows["de" if number % 2 else "en", number % 5 == 4]
        while (question := row.pop(0)) and plain.answer(question).outcome is not Outcome.ANSWERED:
            pass
        found.append(question)
    return found


def main() -> int:
    REPORTS.mkdir(exist_ok=True)
    document: dict[str, Any] = {
        "machine": machine(),
        "breaker": {"failures": FAILURES, "pause": PAUSE},
        "at_once": AT_ONCE,
    }
    with guide("outages", own_library) as own:
        questions = chosen(own.library, shipped_gates(), max(WITH_BREAKER, CROWD))
        with bench(own.library, shipped_gates(), own.settings.data) as one:
            document["with_breaker"] = {fault: with_breaker(one, fault, questions[:WITH_BREAKER]) for fault in faults()}
            few = [*questions[3:5], *questions[8:10]][:WITHOUT]
            document["without_breaker"] = {fault: without_breaker(one, fault, few) for fault in faults()}
            document["crowd"] = crowd(one, questions[:CROWD])
    for name in ("with_breaker", "without_breaker"):
        told = [Told(**row) for fault in document[name].values() for row in fault.pop("told")]
        document[name]["all"] = figures(told)
    (REPORTS / "outages.json").write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    (REPORTS / "outages.md").write_text(markdown(document), "utf-8")
    print(REPORTS / "outages.md")
    return 0 if good(document) else 1


if __name__ == "__main__":
    sys.exit(main())
