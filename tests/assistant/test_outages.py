"""Every fault of a chat model, one question each: the quotes come, and the breaker closes when the fault is over."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import ask, follow_up, openai_chat
from assistant.answer import Question, Turn
from corpus.library import Library
from evals.outages import Bench, bench, crowd, faults, with_breaker
from tests.assistant.conftest import ASKED, OPEN

SLOW = ("slow name", "hangs", "drips bytes", "drips headers", "endless body")
FOLLOW_UP = Question(text="Und wann endet sie?", turns=(Turn(question=ASKED, answer="Klasse IIa."),))


@pytest.fixture(scope="module")
def stand(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder: Path = tmp_path_factory.mktemp("outages")
    with bench(library, OPEN, folder) as one:
        yield one


@pytest.mark.parametrize("fault", faults())
def test_every_fault_brings_the_quotes_and_passes(stand: Bench, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "MODEL_SECONDS", 1.6)
    monkeypatch.setattr(follow_up, "SECONDS", 1.1)
    monkeypatch.setattr(openai_chat, "FAIR_SECONDS", 1.3)
    english = Question(text="Within how many days is a serious incident reported?")
    told = with_breaker(stand, fault, [Question(text=ASKED), FOLLOW_UP, english, english, english], pause=0.2)
    assert told["quoted"] == told["n"] == 5
    assert told["evidence_p50"] < 1 and told["whole_most"] < 4
    assert told["closed_again"] and told["elsewhere"] == 0
    # a draft that reads well and of which nothing is true is no outage
    assert (told["opened_after"] is None) == (fault in ("nothing true",))


def test_a_crowd_is_served_waits_or_has_its_quotes(stand: Bench) -> None:
    started = time.monotonic()
    told = crowd(stand, [Question(text=ASKED)] * 16)
    assert time.monotonic() - started < 10
    assert told["written"] == 12 and told["quoted"] == 4
