"""The adapter for OpenAI-compatible servers: what it sends, and that it ends, whatever comes back."""

import gzip
import logging
import time
from collections.abc import Callable

import pytest

from assistant.chat_model import ChatFailure
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
    fake_openai,
    floods,
    hangs,
    hangs_up,
    message,
    redirects,
    respond,
    says,
)
from tests.service import free_port

Server = Callable[..., OpenAIChat]
SECONDS = 12.0


def test_json_schema_sends_the_schema(fake: FakeOpenAI, server: Server) -> None:
    fake.send = says('{"a": 1}')
    assert server("json_schema").ask("be good", "MDR?", SCHEMA, SECONDS).text == '{"a": 1}'
    path, headers, body = fake.sent[0]
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == "Bearer sk-very-secret"
    assert body["model"] == "tiny"
    assert body["messages"] == [{"role": "system", "content": "be good"}, {"role": "user", "content": "MDR?"}]
    form = body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["strict"] is True and form["json_schema"]["schema"] == SCHEMA
    assert "tools" not in body


def test_json_mode_tells_the_schema_in_words(fake: FakeOpenAI, server: Server) -> None:
    fake.send = says("{}")
    server("json_mode").ask("be good", "MDR?", SCHEMA, SECONDS)
    assert fake.body["response_format"] == {"type": "json_object"}
    system, user = fake.body["messages"]
    assert system["content"].startswith("be good\n") and '"answerable"' in system["content"]
    assert user["content"] == "MDR?"


def test_function_calling_offers_one_function_and_reads_its_arguments(fake: FakeOpenAI, server: Server) -> None:
    fake.send = calls('{"a": [1, "zwölf"]}')
    assert server("function_calling").ask("be good", "MDR?", SCHEMA, SECONDS).text == '{"a": [1, "zw\\u00f6lf"]}'
    (tool,) = fake.body["tools"]
    assert tool["function"]["parameters"] == SCHEMA
    assert fake.body["tool_choice"] == {"type": "function", "function": {"name": tool["function"]["name"]}}
    assert "response_format" not in fake.body
    fake.send = says('{"a": 2}')  # a server that knows no tools
    assert server("function_calling").ask("be good", "MDR?", SCHEMA, SECONDS).text == '{"a": 2}'


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(GuidanceError, match=r"GUIDE_CHAT_METHOD=xml .*json_schema, json_mode, function_calling"):
        OpenAIChat(Settings(chat_model="tiny", chat_method="xml"))


def test_a_model_name_does_not_change_the_address(fake: FakeOpenAI) -> None:
    fake.send = says("{}")
    for name in ("gpt-5-pro", "gpt-6-codex", "o3-pro"):
        OpenAIChat(Settings(chat_model=name, chat_base_url=fake.url)).ask("s", "u", SCHEMA, SECONDS)
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
    "another address": redirects("http://127.0.0.1:9/v1/chat/completions"),
    "silence": hangs,
    "a byte now and then": drips,
    "a header now and then": drips_headers,
    "a flood": floods,
}


@pytest.mark.parametrize("what", WRONG)
def test_every_failure_is_one_error_in_time(
    fake: FakeOpenAI, server: Server, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    fake.send = WRONG[what]
    model = server()
    started = time.monotonic()
    with caplog.at_level(logging.DEBUG), pytest.raises(ChatFailure) as caught:
        model.ask("s", "u", SCHEMA, 1.5)
    assert time.monotonic() - started < 2.5
    assert len(fake.sent) == 1  # a second try is not the adapter's to make
    assert "GUIDE_CHAT_BASE_URL" in caught.value.remedy
    assert "sk-very-secret" not in f"{caught.value} {caplog.text} {model!r} {vars(model)}"


def test_nobody_listens(server: Server) -> None:
    with pytest.raises(ChatFailure, match="ConnectionError") as caught:
        server(url=f"http://127.0.0.1:{free_port()}/v1").ask("s", "u", SCHEMA, SECONDS)
    assert caught.value.passing and caught.value.unbilled


def test_after_a_failure_the_next_call_works(fake: FakeOpenAI, server: Server) -> None:
    model = server()
    fake.send = hangs
    with pytest.raises(ChatFailure):
        model.ask("s", "u", SCHEMA, 1.0)
    fake.send = says('{"a": 3}')
    assert model.ask("s", "u", SCHEMA, SECONDS).text == '{"a": 3}'


def test_a_refusal_of_the_model_is_no_text(fake: FakeOpenAI, server: Server) -> None:
    fake.send = lambda handler, _: respond(handler, 200, message(refusal="I will not."))
    assert server().ask("s", "u", SCHEMA, SECONDS).text == ""


def test_nothing_is_traced_elsewhere(fake: FakeOpenAI, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """LangSmith's own switch would send every question away."""
    origin = fake.url.removesuffix("/v1")
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "x")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", origin)
    fake.send = says("{}")
    model = server()
    model.ask("s", "u", SCHEMA, SECONDS)
    time.sleep(0.5)
    assert [path for path, _, _ in fake.sent] == ["/v1/chat/completions"]


def test_a_redirect_is_not_followed(fake: FakeOpenAI, server: Server) -> None:
    """A question goes to the address that was set and to no other."""
    with fake_openai() as elsewhere:
        elsewhere.send = says("{}")
        fake.send = redirects(f"{elsewhere.url}/chat/completions")
        with pytest.raises(ChatFailure, match="307"):
            server().ask("s", "u", SCHEMA, SECONDS)
        assert (len(fake.sent), len(elsewhere.sent)) == (1, 0)


@pytest.mark.parametrize(
    ("send", "passing", "unbilled", "pause"),
    [
        (fails(500), True, True, None),
        (fails(401), False, True, None),
        (fails(429), True, True, None),
        (fails(429, headers={"Retry-After": "7"}), True, True, 7.0),
        (fails(429, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), True, True, None),
        (fails(503, headers={"Retry-After": "\N{SUPERSCRIPT TWO}"}), True, True, None),
        (hangs_up, True, False, None),
        (hangs, False, False, None),
        (lambda handler, _: respond(handler, 200, b"nonsense"), False, False, None),
    ],
)
def test_a_failure_says_whether_to_try_again_and_whether_it_cost(
    fake: FakeOpenAI, server: Server, send: Send, passing: bool, unbilled: bool, pause: float | None
) -> None:
    fake.send = send
    with pytest.raises(ChatFailure) as caught:
        server().ask("s", "u", SCHEMA, 1.0)
    assert (caught.value.passing, caught.value.unbilled, caught.value.pause) == (passing, unbilled, pause)


def test_the_tokens_are_told_as_the_server_tells_them(fake: FakeOpenAI, server: Server) -> None:
    fake.send = says("{}")
    reply = server().ask("s", "u", SCHEMA, SECONDS)
    assert (reply.read, reply.written) == (1, 1)


def test_a_compressed_response_is_not_unpacked(fake: FakeOpenAI, server: Server) -> None:
    """A megabyte may hold a gigabyte."""
    packed = gzip.compress(message(content="{}"))
    fake.send = lambda handler, _: respond(handler, 200, packed, headers={"Content-Encoding": "gzip"})
    with pytest.raises(ChatFailure):
        server().ask("s", "u", SCHEMA, SECONDS)
    assert fake.sent[0][1]["accept-encoding"] == "identity"
