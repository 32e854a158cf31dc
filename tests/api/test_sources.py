"""What stands behind a statement: its card, its page beside the chat, its age, its language; on paper too."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.api.test_as_of import ask
from tests.api.test_chat_page import DIGA, MDR
from tests.api.watched import Watched
from tests.service import Service


@pytest.fixture
def chat(watched: Callable[..., Watched], served: Service) -> Watched:
    one = watched(permissions=["clipboard-read", "clipboard-write"])
    one.page.goto(f"{served.url}/widget")
    expect(one.part("send")).to_have_text("Fragen")
    return one


def place(source: dict[str, Any]) -> str:
    """Where a citation stands, as the page says it in German."""
    pages = source["pages"]
    label = pages["label"]
    return f"Seite {pages['first']}" + (f" (gedruckt: {label})" if label not in (None, str(pages["first"])) else "")


def first_citation(reply: Locator) -> Locator:
    return reply.locator('[data-part="citation"]').first


def test_the_card_shows_what_is_cited_and_where(chat: Watched, client: httpx.Client) -> None:
    source = ask(client, MDR)["citations"][0]
    reply = chat.ask(MDR)
    card = chat.page.get_by_role("tooltip")
    expect(card).to_be_hidden()
    first_citation(reply).hover()
    expect(card).to_be_visible()
    expect(card.locator("strong")).to_have_text("Übergangsfristen von MDR und IVDR")
    expect(card).to_contain_text(f"Stand 24.11.2026 · {place(source)}")
    expect(card).to_contain_text(" › ".join(source["heading"]))
    quote = card.locator("blockquote")
    assert quote.inner_text().strip() in reply.inner_text() and quote.get_attribute("lang") == "de"
    card.hover()
    chat.page.wait_for_timeout(400)
    expect(card).to_be_visible()  # it can be hovered itself
    chat.page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_the_card_comes_with_the_focus_and_goes_with_escape(chat: Watched) -> None:
    reply = chat.ask(MDR)
    card = chat.page.get_by_role("tooltip")
    for _ in range(30):
        chat.page.keyboard.press("Shift+Tab")
        if chat.page.evaluate("document.activeElement.dataset.part") == "citation":
            break
    expect(card).to_be_visible()
    assert chat.page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "card"
    chat.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert chat.page.evaluate("document.activeElement.dataset.part") == "citation"
    chat.page.keyboard.press("Enter")
    expect(chat.part("page")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("#view")).to_be_hidden()
    expect(card).to_be_hidden()  # the focus is back, the card is not in the way
    assert reply.locator("[aria-describedby]").count() == 0


def test_pages_are_turned_and_the_original_follows(chat: Watched, client: httpx.Client) -> None:
    source = ask(client, MDR)["citations"][0]
    listed = client.get(f"/v1/publications/{source['publication']}").json()["editions"]
    (edition,) = [one for one in listed if one["id"] == source["edition"]]
    first, last = source["pages"]["first"], edition["pages"]
    first_citation(chat.ask(MDR)).click()
    page, original = chat.part("page"), chat.page.locator("#original")
    count = chat.page.locator("#view-count")
    expect(count).to_have_text(f"{first} von {last}")
    assert "passage=" in (page.get_attribute("src") or "")
    chat.part("next").click()
    expect(count).to_have_text(f"{first + 1} von {last}")
    turned = {**source, "pages": {"first": first + 1, "label": edition["labels"][first]}}
    expect(page).to_have_attribute("alt", f"{place(turned)} von {source['title']}")
    assert "passage=" not in (page.get_attribute("src") or "")
    assert (original.get_attribute("href") or "").endswith(f"#page={first + 1}")
    for _ in range(first + 2):
        chat.part("previous").press("Enter")
    expect(count).to_have_text(f"1 von {last}")
    expect(chat.part("previous")).to_have_attribute("aria-disabled", "true")
    expect(chat.part("previous")).to_be_focused()
    for _ in range(first - 1):
        chat.part("next").click()
    expect(page).to_have_attribute("alt", re.compile("gelb markiert"))
    assert (original.get_attribute("href") or "").endswith(f"#page={first}")
    expect(chat.page.locator("#view-waits")).to_be_hidden()


def test_zoom_grows_the_picture_within_its_frame(chat: Watched) -> None:
    first_citation(chat.ask(MDR)).click()
    page = chat.part("page")
    expect(chat.page.locator("#view-waits")).to_be_hidden()
    before = (page.bounding_box() or {})["width"]
    expect(chat.part("smaller")).to_have_attribute("aria-disabled", "true")
    for _ in range(5):
        chat.part("larger").press("Enter")
    assert (page.bounding_box() or {})["width"] == pytest.approx(3 * before, rel=0.02)
    assert chat.page.evaluate("document.documentElement.scrollWidth") == 1280
    for _ in range(5):
        chat.part("smaller").press("Enter")
    assert (page.bounding_box() or {})["width"] == pytest.approx(before, rel=0.02)


def test_an_opened_page_does_not_pan_on_a_phone(watched: Callable[..., Watched], served: Service) -> None:
    chat = watched(width=360, height=740)
    chat.page.goto(f"{served.url}/widget")
    first_citation(chat.ask(MDR)).click()
    expect(chat.page.locator("#view-waits")).to_be_hidden()
    for what in ("#view", ".paper"):
        assert chat.page.locator(what).evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    chat.part("larger").click()
    assert chat.page.locator(".paper").evaluate("one => one.scrollWidth - one.clientWidth") > 100
    assert chat.page.locator("#view").evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_a_publication_stands_once_among_the_sources(chat: Watched) -> None:
    reply = chat.ask(MDR)
    sources = reply.locator('[data-part="sources"]')
    sources.locator("summary").click()
    titles = sources.locator("strong").all_inner_texts()
    assert len(titles) == len(set(titles)) >= 1
    expect(sources.locator("summary")).to_have_text(f"Quellen ({len(titles)})")
    second = sources.get_by_role("button").nth(1)
    assert re.match(r"\[\d\] · Seite ", second.inner_text())
    second.click()
    expect(chat.part("page")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(second).to_be_focused()


def test_a_quote_in_the_other_language_and_an_edition_that_was_replaced_are_marked(
    watched: Callable[..., Watched], served: Service
) -> None:
    """On that day the notes on transition were there in German alone."""
    chat = watched()
    with chat.page.expect_response("**/v1/publications"):
        chat.page.goto(f"{served.url}/widget?language=en&as_of=2023-05-01")
    reply = chat.ask("Which conditions does Regulation (EU) 2023/607 set for legacy devices?")
    statement = reply.locator('[data-part="statement"]').first
    expect(statement).to_have_attribute("lang", "de")
    expect(statement).to_contain_text("Original in German")
    notices = reply.locator('[data-part="notice"]').all_inner_texts()
    assert any("state of 2023-05-01" in one for one in notices)
    assert any("has since been replaced" in one for one in notices)
    first_citation(reply).hover()
    card = chat.page.get_by_role("tooltip")
    expect(card.locator(".flag")).to_have_text(["Original in German", "Replaced by a newer edition"])
    first_citation(reply).click()
    expect(chat.page.locator("#view .flag")).to_have_text(["Original in German", "Replaced by a newer edition"])
    expect(chat.page.locator("#view-quote")).to_have_attribute("lang", "de")


def test_an_old_edition_says_so(watched: Callable[..., Watched], served: Service) -> None:
    chat = watched()
    chat.page.clock.set_fixed_time("2028-03-01T12:00:00")
    chat.page.goto(f"{served.url}/widget?language=en")
    reply = chat.ask(DIGA)
    notice = reply.locator('[data-part="notice"]').first
    expect(notice).to_contain_text("Older than a year")
    expect(notice).to_contain_text("24 Nov 2026")
    first_citation(reply).hover()
    expect(chat.page.get_by_role("tooltip").locator(".flag").first).to_have_text("Older than a year: as of 24 Nov 2026")


def test_a_new_edition_says_nothing_of_its_age(chat: Watched) -> None:
    reply = chat.ask(MDR)
    assert "älter" not in reply.inner_text() and reply.locator(".flag").count() == 0


def test_on_paper_the_sources_are_there_and_the_buttons_are_not(chat: Watched) -> None:
    reply = chat.ask(MDR)
    chat.page.evaluate("window.print = () => { dispatchEvent(new Event('beforeprint')); window.printed = true }")
    chat.page.emulate_media(media="print")
    reply.locator('[data-part="print"]').dispatch_event("click")
    assert chat.page.evaluate("window.printed")
    expect(reply.locator(".publication").first).to_be_visible()
    for hidden in ("form", "header", ".foot", ".next"):
        expect(chat.page.locator(hidden).first).to_be_hidden()
    assert chat.page.evaluate("getComputedStyle(document.body).overflow") == "visible"
    chat.page.evaluate("dispatchEvent(new Event('afterprint'))")
    chat.page.emulate_media(media="screen")
    expect(reply.locator(".publication").first).to_be_hidden()
