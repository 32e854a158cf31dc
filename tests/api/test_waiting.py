"""While the answer is on its way: stop, a new conversation, a service that fails."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.api.test_commands import FILES, QUESTION
from tests.api.watched import Watched
from tests.assistant.fake_openai import FakeOpenAI, fake_openai, hangs, says
from tests.service import Service, serve


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
    expect(chat.part("retry")).to_be_visible()
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

    again = serve(service.data, port=int(service.url.rsplit(":", 1)[1]), GUIDE_EMBEDDER="hash")
    try:
        reply.locator('[data-part="retry"]').click()
        expect(chat.part("answer").last).to_have_attribute("data-outcome", "answered")
        assert field.input_value() == ""
        expect(chat.page.get_by_role("alert")).to_have_count(0)
    finally:
        again.stop()


def test_an_answer_that_is_cut_is_asked_for_once_more(
    watched: Callable[..., Watched], service: Service, fake: FakeOpenAI
) -> None:
    """The service is killed in mid-answer and comes back: the page goes on by itself."""
    chat = watched()
    chat.page.goto(f"{service.url}/widget")
    chat.part("question").fill(QUESTION)
    chat.part("question").press("Enter")
    expect(chat.part("evidence").locator("li")).to_have_count(2)  # the evidence comes first
    expect(chat.part("evidence").get_by_role("button").first).to_be_visible()
    service.process.kill()
    service.process.wait()
    expect(chat.page.locator("#progress")).to_have_text(
        "Die Verbindung ist abgebrochen. Ihre Frage wird noch einmal gestellt …"
    )
    again = serve(service.data, port=int(service.url.rsplit(":", 1)[1]), GUIDE_EMBEDDER="hash")
    try:
        chat.page.locator('[data-part="answer"][data-outcome="answered"]').wait_for()
        assert chat.part("answer").count() == 1 and chat.page.locator(".asked").count() == 1
        assert chat.part("evidence").count() == 1
    finally:
        again.stop()
        chat.wrong[:] = [said for said in chat.wrong if "ERR_" not in said]


def test_a_question_that_is_refused_says_why_and_what_a_model_wrote_is_marked(
    watched: Callable[..., Watched], service: Service, fake: FakeOpenAI
) -> None:
    chat = watched()
    chat.page.goto(f"{service.url}/widget?language=en")
    reply = chat.ask("MDR\u0001?")
    expect(reply.get_by_role("alert")).to_contain_text("cannot be taken as it is")
    chat.forgive("422")

    said = "Software, die Vitalparameter überwacht, gehört in die Klasse IIa."
    statements = [{"text": said, "evidence": [{"key": "E1", "quote": said}]}]
    fake.send = says(json.dumps({"answerable": True, "missing": None, "statements": statements}))
    reply = chat.ask(QUESTION)
    expect(reply).to_have_attribute("data-ai-generated", "true")  # written, not quoted: marked for machines
    expect(reply).to_have_attribute("data-ai-system", "tiny")
    expect(reply.locator('[data-part="statement"]')).to_have_attribute("lang", "de")
    reply.locator('[data-part="citation"]').hover()
    expect(chat.page.get_by_role("tooltip").locator("blockquote")).to_have_text(said)


def test_a_service_that_falls_silent_is_not_waited_for(watched: Callable[..., Watched], service: Service) -> None:
    chat = watched()
    chat.page.clock.install()
    chat.page.goto(f"{service.url}/widget")
    chat.part("question").fill(QUESTION)
    chat.part("question").press("Enter")
    expect(chat.part("evidence").locator("li")).to_have_count(2)
    chat.page.clock.fast_forward(31_000)
    expect(chat.page.get_by_role("alert")).to_have_text("Die Antwort braucht zu lange. Bitte fragen Sie noch einmal.")
    expect(chat.part("retry")).to_be_visible()
    assert chat.part("question").input_value() == QUESTION
