"""The chat model's tokens of a day."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.budget import Budget
from assistant.openai_chat import OpenAIChat
from assistant.write import SCHEMA
from corpus.errors import GuidanceError
from tests.assistant.fake_openai import FakeOpenAI, fails, message, respond, says


def test_when_they_are_used_up_the_model_is_not_asked(fake: FakeOpenAI, chat: Callable[..., OpenAIChat]) -> None:
    fake.send = says("{}")  # two tokens, the server says
    for _ in range(2):
        assert chat(tokens=4).complete("s", "u", SCHEMA) == "{}"
    with pytest.raises(GuidanceError, match="used its 4 tokens of today"):
        chat(tokens=4).complete("s", "u", SCHEMA)
    assert len(fake.sent) == 2
    assert chat(tokens=5).complete("s", "u", SCHEMA) == "{}"
    assert chat(tokens=0).complete("s", "u", SCHEMA) == "{}"


def test_they_are_estimated_where_the_server_does_not_say(
    fake: FakeOpenAI, chat: Callable[..., OpenAIChat], tmp_path: Path
) -> None:
    whole = json.loads(message(content="x" * 300))
    del whole["usage"]
    fake.send = lambda handler, _: respond(handler, 200, json.dumps(whole).encode())
    chat(tokens=10_000).complete("s" * 150, "u" * 150, SCHEMA)
    assert json.loads((tmp_path / "chat-tokens.json").read_text())["tokens"] == 200
    fake.send = fails(500)
    with pytest.raises(GuidanceError):
        chat(tokens=10_000).complete("s" * 150, "u" * 150, SCHEMA)
    assert json.loads((tmp_path / "chat-tokens.json").read_text())["tokens"] == 300


def test_a_new_day_begins_at_nought(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    path.write_text('{"day": "2001-01-01", "tokens": 99}')
    budget = Budget(path, 10)
    budget.check()
    budget.use(10)
    with pytest.raises(GuidanceError):
        budget.check()
    for damaged in ("", "{", "[]", '{"day": 1}'):
        path.write_text(damaged)
        budget.check()


def test_without_a_limit_nothing_is_written(tmp_path: Path) -> None:
    Budget(tmp_path / "tokens.json", 0).use(5)
    assert list(tmp_path.iterdir()) == []
