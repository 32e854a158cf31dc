"""The circuit breaker and the line before the chat model."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from assistant.breaker import LONGEST_PAUSE, Breaker, State
from assistant.budget import Budget
from assistant.chat_model import ChatFailure, ChatModel
from assistant.guarded import GuardedModel
from assistant.line import Line
from assistant.write import SCHEMA
from tests.assistant.drafts import draft
from tests.assistant.fake_openai import FakeOpenAI, fails, in_turn, says

NOTHING = draft(answerable=False)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def fail(breaker: Breaker, pause: float | None = None) -> None:
    with suppress(ChatFailure), breaker.call():
        raise ChatFailure("It failed.", "Look.", pause=pause)


def test_it_opens_after_failures_in_a_row_and_closes_with_a_success() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, pause=30, clock=clock)
    for _ in range(2):
        fail(breaker)
    with breaker.call():
        pass
    for _ in range(2):
        fail(breaker)
    assert breaker.state is State.CLOSED
    fail(breaker)
    assert breaker.state is State.OPEN
    with pytest.raises(ChatFailure, match="left alone"), breaker.call():
        pytest.fail("a call went through")
    clock.now = 30
    assert breaker.state is State.HALF_OPEN
    fail(breaker)  # one failure is enough now
    assert breaker.state is State.OPEN
    clock.now = 60
    with breaker.call():
        pass
    assert breaker.state is State.CLOSED
    fail(breaker)
    assert breaker.state is State.CLOSED


def test_half_open_lets_one_call_through_at_a_time() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, pause=30, clock=clock)
    fail(breaker)
    clock.now = 31
    with breaker.call():
        with pytest.raises(ChatFailure):
            breaker.check()
        with pytest.raises(ChatFailure), breaker.call():
            pytest.fail("a second call went through")
    breaker.check()


def test_a_server_that_says_when_is_asked_then() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, pause=30, clock=clock)
    fail(breaker, pause=5)
    assert breaker.state is State.OPEN
    clock.now = 5
    fail(breaker, pause=10_000)
    clock.now = 5 + LONGEST_PAUSE - 1
    assert breaker.state is State.OPEN
    clock.now += 1
    assert breaker.state is State.HALF_OPEN


def test_a_call_that_had_no_time_proves_nothing() -> None:
    clock = Clock()
    breaker = Breaker(failures=2, pause=30, clock=clock)
    hasty = ChatFailure("Too late.", "Wait.", hasty=True)
    for _ in range(5):
        with pytest.raises(ChatFailure), breaker.call():
            raise hasty
    assert breaker.state is State.CLOSED
    fail(breaker)
    fail(breaker)
    clock.now = 30
    with pytest.raises(ChatFailure), breaker.call():
        raise hasty
    assert breaker.state is State.HALF_OPEN
    breaker.check()  # the next one tries


def test_a_model_slower_than_a_follow_up_bears_is_no_broken_model(
    fake: FakeOpenAI, chat: Callable[..., ChatModel]
) -> None:
    def slowly(handler: Any, body: Any) -> None:
        time.sleep(1.5)
        says(NOTHING)(handler, body)

    fake.send = slowly
    model = chat()
    for _ in range(4):
        with pytest.raises(ChatFailure):
            model.complete("s", "u", SCHEMA, 1.0)
    assert model.complete("s", "u", SCHEMA, 9) == NOTHING


def test_any_error_counts_as_a_failure() -> None:
    breaker = Breaker(failures=1)
    with pytest.raises(ZeroDivisionError), breaker.call():
        raise ZeroDivisionError
    assert breaker.state is State.OPEN


def test_the_line_holds_so_many_and_no_more() -> None:
    line = Line(at_once=2, waiting=1)
    done = Event()
    inside: list[int] = []

    def stay(number: int) -> None:
        with line.place(5):
            inside.append(number)
            done.wait(5)

    threads = [Thread(target=stay, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    assert len(inside) == 2
    started = time.monotonic()
    with pytest.raises(ChatFailure) as caught, line.place(5):
        pytest.fail("a fourth found a place")
    assert time.monotonic() - started < 0.5 and caught.value.notice == "model_busy"
    done.set()
    for thread in threads:
        thread.join(5)
    assert sorted(inside) == [0, 1, 2]
    with line.place(0), line.place(0):
        pass


def test_who_waits_too_long_leaves_the_line() -> None:
    line = Line(at_once=1, waiting=1)
    with line.place(0):
        for _ in range(3):  # each gives its place in the line back
            with pytest.raises(ChatFailure), line.place(0.05):
                pytest.fail("two at once")
    with line.place(0):
        pass


@pytest.mark.parametrize("reply", ["I think so.", "[]", "null", "{}", '{"answerable": true}', "[" * 50_000])
def test_a_server_that_returns_rubbish_is_left_alone_too(
    fake: FakeOpenAI, chat: Callable[..., ChatModel], reply: str
) -> None:
    fake.send = says(reply)
    model = chat()
    for _ in range(5):
        with pytest.raises(ChatFailure):
            model.complete("s", "u", SCHEMA, 9)
    assert len(fake.sent) == 3


def test_after_a_pause_the_model_answers_again(
    fake: FakeOpenAI, server: Callable[..., object], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    model = GuardedModel(server(), Line(1, 1), Breaker(failures=2, pause=0.3), Budget(tmp_path / "t.json", 0))
    fake.send = in_turn(fails(500), fails(500), says(NOTHING))
    for _ in range(4):
        with pytest.raises(ChatFailure):
            model.complete("a secret question", "u", SCHEMA, 9)
    assert (len(fake.sent), model.state) == (2, State.OPEN)
    time.sleep(0.35)
    assert model.complete("s", "u", SCHEMA, 9) == NOTHING
    assert model.state is State.CLOSED
    assert "left alone" in caplog.text and "answers again" in caplog.text and "secret" not in caplog.text
