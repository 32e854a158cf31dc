"""The adapter for OpenAI-compatible servers: what it sends, and that it ends, whatever comes back."""

import logging
import time
from collections.abc import Callable

import pytest

from assistant import openai_chat
from assistant.openai_chat import OpenAIChat
from assistant.write import SCHEMA
from corpus.errors import GuidanceError
from corpus.settings import Settings
from tests.assistant.fake_openai import (
    FakeOpenAI,
    Send,
    calls,
    drips,
    drips_headers,
    fails,
    floods,
    hangs,
    hangs_up,
    message,
    respond,
    says,
)
from tests.service import free_port

Chat = Callable[..., OpenAIChat]


def test_json_schema_sends_the_schema(fake: FakeOpenAI, chat: Chat) -> None:
    fake.send = says('{"a": 1}')
    assert chat("json_schema").complete("be good", "MDR?", SCHEMA) == '{"a": 1}'
    path, headers, body = fake.sent[0]
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == "Bearer sk-very-secret"
    assert body["model"] == "tiny"
    assert body["messages"] == [{"role": "system", "content": "be good"}, {"role": "user", "content": "MDR?"}]
    form = body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["strict"] is True and form["json_schema"]["schema"] == SCHEMA
    assert "tools" not in body


def test_json_mode_tells_the_schema_in_words(fake: FakeOpenAI, chat: Chat) -> None:
    fake.send = says("{}")
    chat("json_mode").complete("be good", "MDR?", SCHEMA)
    assert fake.body["response_format"] == {"type": "json_object"}
    system, user = fake.body["messages"]
    assert system["content"].startswith("be good\n") and '"answerable"' in system["content"]
    assert user["content"] == "MDR?"


def test_function_calling_offers_one_function_and_reads_its_arguments(fake: FakeOpenAI, chat: Chat) -> None:
    fake.send = calls('{"a": [1, "zwölf"]}')
    assert chat("function_calling").complete("be good", "MDR?", SCHEMA) == '{"a": [1, "zw\\u00f6lf"]}'
    (tool,) = fake.body["tools"]
    assert tool["function"]["parameters"] == SCHEMA
    assert fake.body["tool_choice"] == {"type": "function", "function": {"name": tool["function"]["name"]}}
    assert "response_format" not in fake.body
    fake.send = says('{"a": 2}')  # a server that knows no tools
    assert chat("function_calling").complete("be good", "MDR?", SCHEMA) == '{"a": 2}'


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(GuidanceError, match=r"GUIDE_CHAT_METHOD=xml .*json_schema, json_mode, function_calling"):
        OpenAIChat(Settings(chat_model="tiny", chat_method="xml"))


def test_a_model_name_does_not_change_the_address(fake: FakeOpenAI) -> None:
    fake.send = says("{}")
    for name in ("gpt-5-pro", "gpt-6-codex", "o3-pro"):
        OpenAIChat(Settings(chat_model=name, chat_base_url=fake.url)).complete("s", "u", SCHEMA)
    assert [path for path, _, _ in fake.sent] == ["/v1/chat/completions"] * 3


WRONG: dict[str, Send] = {
    "server error": fails(500),
    "too many requests": fails(429),
    "wrong key": fails(401),
    "not found": fails(404),
    "a page of HTML": lambda handler, _: respond(handler, 200, b"<html>gateway</html>", "text/html"),
    "no JSON": lambda handler, _: respond(handler, 200, b"nonsense"),
    "another shape": lambda handler, _: respond(handler, 200, b'{"choices": []}'),
    "half an answer": hangs_up,
    "silence": hangs,
    "a byte now and then": drips,
    "a header now and then": drips_headers,
    "a flood": floods,
}


@pytest.mark.parametrize("what", WRONG)
def test_every_failure_is_one_error_in_time(
    fake: FakeOpenAI, chat: Chat, what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(openai_chat, "SECONDS", 1.5)
    fake.send = WRONG[what]
    model = chat()
    started = time.monotonic()
    with caplog.at_level(logging.DEBUG), pytest.raises(GuidanceError) as caught:
        model.complete("s", "u", SCHEMA)
    assert time.monotonic() - started < 10
    assert len(fake.sent) == 1  # no second try: the quotes are waiting
    assert "GUIDE_CHAT_BASE_URL" in caught.value.remedy
    assert "sk-very-secret" not in f"{caught.value} {caplog.text} {model!r} {vars(model)}"


def test_nobody_listens(chat: Chat) -> None:
    with pytest.raises(GuidanceError, match="ConnectionError"):
        chat(url=f"http://127.0.0.1:{free_port()}/v1").complete("s", "u", SCHEMA)


def test_the_deadline_leaves_time_for_quotes() -> None:
    assert openai_chat.SECONDS <= 12


def test_after_a_failure_the_next_call_works(fake: FakeOpenAI, chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_chat, "SECONDS", 1.0)
    model = chat()
    fake.send = hangs
    with pytest.raises(GuidanceError):
        model.complete("s", "u", SCHEMA)
    fake.send = says('{"a": 3}')
    monkeypatch.setattr(openai_chat, "SECONDS", 12.0)
    assert model.complete("s", "u", SCHEMA) == '{"a": 3}'


def test_a_refusal_of_the_model_is_no_text(fake: FakeOpenAI, chat: Chat) -> None:
    fake.send = lambda handler, _: respond(handler, 200, message(refusal="I will not."))
    assert chat().complete("s", "u", SCHEMA) == ""


def test_nothing_is_traced_elsewhere(fake: FakeOpenAI, chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """LangSmith's own switch would send every question away."""
    origin = fake.url.removesuffix("/v1")
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "x")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", origin)
    fake.send = says("{}")
    model = chat()
    model.complete("s", "u", SCHEMA)
    time.sleep(0.5)
    assert [path for path, _, _ in fake.sent] == ["/v1/chat/completions"]
