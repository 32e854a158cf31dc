"""A slow line, no line, a crowd of tabs: the page stays of use."""

import json
from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.api.test_chat_page import DIGA, MDR
from tests.api.watched import Watched, watch
from tests.service import Service


def test_on_a_slow_line_the_stages_are_said_and_the_answer_comes(
    watched: Callable[..., Watched], served: Service
) -> None:
    """Of the speed of a bad mobile connection: 400 kbit/s and 400 ms."""
    chat = watched()
    line = chat.page.context.new_cdp_session(chat.page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", slow)
    chat.page.goto(f"{served.url}/widget")
    expect(chat.part("question")).to_be_enabled()
    chat.part("question").fill(MDR)
    chat.part("question").press("Enter")
    expect(chat.page.locator("#progress")).to_contain_text("durchsucht")
    expect(chat.part("stop")).to_be_visible()
    expect(chat.part("answer")).to_have_attribute("data-outcome", "answered", timeout=15_000)
    chat.part("citation").first.click()
    expect(chat.page.locator("#view-waits")).to_have_text("Die Seite wird geladen …")
    expect(chat.page.locator("#view-quote")).to_contain_text("Klasse")  # the words are there at once
    chat.page.keyboard.press("Escape")
    line.send(
        "Network.emulateNetworkConditions", {**slow, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    )


def test_offline_the_question_stays_and_can_be_asked_again(watched: Callable[..., Watched], served: Service) -> None:
    chat = watched()
    chat.page.goto(f"{served.url}/widget")
    chat.ask(MDR)
    chat.page.context.set_offline(True)
    reply = chat.ask(DIGA)
    expect(reply).to_have_attribute("data-outcome", "unavailable")
    expect(reply.get_by_role("alert")).to_have_text("Sie sind gerade nicht mit dem Internet verbunden.")
    assert chat.part("question").input_value() == DIGA
    chat.page.context.set_offline(False)
    with chat.page.expect_request("**/v1/questions") as sent:
        reply.locator('[data-part="retry"]').click()
    assert [turn["question"] for turn in json.loads(sent.value.post_data or "")["turns"]] == [MDR]
    chat.page.locator('[data-part="answer"][data-outcome]').nth(1).wait_for()
    expect(chat.part("answer").nth(1)).to_have_attribute("data-outcome", "answered")
    expect(chat.part("answer")).to_have_count(2)
    chat.forgive("ERR_INTERNET_DISCONNECTED")


def test_fifty_tabs_ask_at_once_and_each_gets_its_own_answer(browser: Browser, served: Service) -> None:
    first = watch(browser)
    first.page.context.set_default_timeout(60_000)
    pages = [first.page, *(first.page.context.new_page() for _ in range(49))]
    for page in pages:
        page.goto(f"{served.url}/widget", wait_until="commit")
    for number, page in enumerate(pages):
        page.locator('[data-part="send"]:enabled').wait_for()
        page.fill('[data-part="question"]', (MDR, DIGA)[number % 2])
        page.press('[data-part="question"]', "Enter")
    for number, page in enumerate(pages):
        page.locator('[data-part="answer"][data-outcome="answered"]').wait_for()
        statement = page.locator('[data-part="statement"]').first
        assert statement.get_attribute("lang") == ("de", "en")[number % 2]
    assert first.wrong == []
    first.page.context.close()
