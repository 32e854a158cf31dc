"""What the chat model may use in a day, in tokens and in money."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest

from assistant.answer import Answer, Outcome
from assistant.budget import Budget, Price
from assistant.chat_model import ChatFailure, ChatModel
from assistant.openai_chat import MOST_TOKENS
from assistant.wording import wording
from assistant.write import SCHEMA
from corpus.errors import GuidanceError
from tests.assistant.drafts import draft
from tests.assistant.fake_openai import FakeOpenAI, fails, hangs_up, message, respond, says

Chat = Callable[..., ChatModel]
NOTHING = draft(answerable=False)


def used(folder: Path) -> int:
    return int(json.loads((folder / "chat-tokens.json").read_text())["tokens"])


def test_when_the_day_cannot_hold_another_call_the_model_is_not_asked(fake: FakeOpenAI, chat: Chat) -> None:
    fake.send = says(NOTHING)  # two tokens, the server says
    model = chat(chat_tokens_per_day=MOST_TOKENS + 1_000)
    assert model.complete("s", "u", SCHEMA, 9) == NOTHING
    assert chat(chat_tokens_per_day=10_000).complete("s", "u", SCHEMA, 9) == NOTHING  # after a restart
    with pytest.raises(ChatFailure, match="used its budget of today") as caught:
        chat(chat_tokens_per_day=MOST_TOKENS).complete("s", "u", SCHEMA, 9)
    assert caught.value.notice == "model_spent"
    assert len(fake.sent) == 2
    assert chat(chat_tokens_per_day=0).complete("s", "u", SCHEMA, 9) == NOTHING


def test_what_is_counted_is_what_the_server_says_else_an_estimate(fake: FakeOpenAI, chat: Chat, tmp_path: Path) -> None:
    model = chat(chat_tokens_per_day=100_000)
    fake.send = says(NOTHING)
    model.complete("s" * 3_000, "u", SCHEMA, 9)
    assert used(tmp_path) == 2
    whole = json.loads(message(content=NOTHING))
    del whole["usage"]
    fake.send = lambda handler, _: respond(handler, 200, json.dumps(whole).encode())
    model.complete("s" * 3_000, "u", SCHEMA, 9)
    assert 1_000 < used(tmp_path) < 1_400


def test_a_refused_call_costs_nothing_and_a_broken_one_its_reservation(
    fake: FakeOpenAI, chat: Chat, tmp_path: Path
) -> None:
    model = chat(chat_tokens_per_day=100_000)
    fake.send = fails(500)
    with pytest.raises(ChatFailure):
        model.complete("s", "u", SCHEMA, 9)
    assert used(tmp_path) == 0
    fake.send = hangs_up
    with pytest.raises(ChatFailure):
        model.complete("s", "u", SCHEMA, 9)
    assert used(tmp_path) > MOST_TOKENS


def test_rubbish_is_paid_for(fake: FakeOpenAI, chat: Chat, tmp_path: Path) -> None:
    fake.send = says("I think so.")
    with pytest.raises(ChatFailure):
        chat(chat_tokens_per_day=100_000).complete("s", "u", SCHEMA, 9)
    assert used(tmp_path) == 2


def test_a_new_day_begins_at_nought(tmp_path: Path) -> None:
    day = date(2026, 11, 24)
    budget = Budget(tmp_path / "tokens.json", 10, today=lambda: day)
    late = budget.reserve(6, 4)
    with pytest.raises(ChatFailure):
        budget.reserve(1, 0)
    day += timedelta(days=1)
    early = budget.reserve(5, 5)
    budget.settle(late, 0, 0)  # a call over midnight is yesterday's
    with pytest.raises(ChatFailure):
        budget.reserve(1, 0)
    budget.settle(early, 3, 2)
    budget.reserve(5, 0)


def test_money_runs_out_like_tokens(tmp_path: Path) -> None:
    price = Price(read=2.0, written=10.0)
    budget = Budget(tmp_path / "tokens.json", 0, 0.01, price)
    one = budget.reserve(1_000, 500)  # 0.2 cent and half a cent
    with pytest.raises(ChatFailure):
        budget.reserve(0, 400)
    budget.settle(one, 1_000, 100)
    budget.reserve(0, 650)
    assert json.loads((tmp_path / "tokens.json").read_text())["euros"] == pytest.approx(0.0095)


def test_money_without_a_price_is_a_mistake_that_is_named(chat: Chat) -> None:
    with pytest.raises(GuidanceError, match=r"without a price.*GUIDE_CHAT_EUROS_PER_MILLION_READ"):
        chat(chat_euros_per_day=5.0)


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"day": 1}', f'{{"day": "{date.today()}"}}', "\x00" * 40])
def test_a_count_that_cannot_be_read_allows_nothing(tmp_path: Path, damaged: str) -> None:
    path = tmp_path / "tokens.json"
    path.write_text(damaged)
    if damaged != '{"day": 1}':  # which is no day, so not today
        with pytest.raises(ChatFailure, match=r"tokens\.json.*delete it"):
            Budget(path, 10).reserve(1, 1)
    path.unlink()
    Budget(path, 10).reserve(1, 1)


def test_a_count_that_cannot_be_kept_allows_nothing(tmp_path: Path) -> None:
    with pytest.raises(ChatFailure, match="Free disk space"):
        Budget(tmp_path / "no folder" / "tokens.json", 10).reserve(1, 1)


def test_without_a_limit_nothing_is_written(tmp_path: Path) -> None:
    budget = Budget(tmp_path / "tokens.json", 0)
    budget.settle(budget.reserve(5, 5), 1, 1)
    assert list(tmp_path.iterdir()) == []


def test_many_at_once_never_go_beyond_it(tmp_path: Path) -> None:
    budget = Budget(tmp_path / "tokens.json", 100)
    got: list[int] = []

    def spend() -> None:
        for _ in range(10):
            try:
                got.append(budget.reserve(2, 1).tokens)
            except ChatFailure:
                return

    threads = [Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(got) == 99 == json.loads((tmp_path / "tokens.json").read_text())["tokens"]


def test_what_was_reserved_counts_after_a_kill(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from assistant.budget import Budget\n"
        "Budget(Path(sys.argv[1]), 100).reserve(40, 40); os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = tmp_path / "tokens.json"
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=Path.cwd(), env=os.environ)
    assert done.returncode == -signal.SIGKILL
    with pytest.raises(ChatFailure):
        Budget(path, 100).reserve(20, 1)
    Budget(path, 100).reserve(20, 0)


def test_a_spent_day_brings_the_quotes_and_says_so(
    answered: Callable[..., Answer], fake: FakeOpenAI, chat: Chat
) -> None:
    answer = answered(chat(chat_tokens_per_day=10))
    assert answer.outcome is Outcome.ANSWERED and answer.model is None and answer.statements
    assert answer.notices == (wording("de")["model_spent"],)
    assert fake.sent == []
