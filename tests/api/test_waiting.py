"""While the answer is on its way: stop, a new conversation, a service that fails."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.api.test_commands import FILES, QUESTION
from tests.api.watched import Watched
from tests.assistant.fake_openai import FakeOpenAI, fake_openai, hangs, says
from tests.service import Service


@pytest.fixture
def fake() -> Iterator[FakeOpenAI]:
    with fake_openai() as server:
        server.send = hangs
        yield server


@pytest.fixture
def service(serve_files: Callable[..., Service], fake: FakeOpenAI) -> Service:
    return serve_files(FILES, GUIDE_CHAT_MODEL="tiny", GUIDE_CHAT_BASE_URL=fake.url)


def test_stop_new_and_a_broken_connection(watched: Callable[..., Watched], service: Service, fake: FakeOpenAI) -> None:
    chat = watched()
    chat.page.goto(f"{service.url}/widget")
    field, send, stop = chat.part("question"), chat.part("send"), chat.part("stop")
    progress = chat.page.locator("#progress")
    expect(stop).to_be_hidden()

    field.fill(QUESTION)
    field.press("Enter")
    expect(stop).to_be_visible()
    expect(send).to_be_hidden()
    expect(progress).to_have_text("Fundstellen geprüft, die Antwort entsteht …")
    field.press("Enter")
    assert chat.part("answer").count() == 1  # one question at a time
    stop.click()
    expect(chat.page.get_by_role("alert")).to_have_text("Angehalten.")
    expect(send).to_be_visible()
    expect(stop).to_be_hidden()
    expect(progress).to_be_empty()
    expect(field).to_be_focused()
    assert field.input_value() == QUESTION  # to be mended and asked again

    field.press("Enter")
    expect(stop).to_be_visible()
    chat.part("new").click()
    expect(chat.part("answer")).to_have_count(0)
    expect(send).to_be_visible()
    assert field.input_value() == ""

    fake.send = says("rubbish")
    reply = chat.ask(QUESTION)
    expect(reply).to_have_attribute("data-outcome", "answered")
    expect(reply.locator('[data-part="notice"]').first).to_contain_text("Das Sprachmodell war nicht erreichbar")

    service.stop()
    reply = chat.ask(QUESTION)
    expect(reply).to_have_attribute("data-outcome", "unavailable")
    expect(reply.get_by_role("alert")).to_have_text("Die Verbindung ist abgebrochen. Bitte fragen Sie noch einmal.")
    assert field.input_value() == QUESTION
    chat.forgive("ERR_CONNECTION_REFUSED")


def test_a_question_that_is_refused_says_why(watched: Callable[..., Watched], service: Service) -> None:
    chat = watched()
    chat.page.goto(f"{service.url}/widget?language=en")
    reply = chat.ask("MDR\u0001?")
    expect(reply.get_by_role("alert")).to_contain_text("cannot be taken as it is")
    chat.forgive("422")
