"""Without a mouse, on a small screen, in the dark: the pages work, and nothing is cut off."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.api.test_chat_page import MDR, WEATHER
from tests.api.watched import Watched
from tests.service import BUILD, Service

FOCUSED = "document.activeElement.dataset.part ?? document.activeElement.id ?? ''"


def tab_to(page: Page, part: str, key: str = "Tab") -> None:
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED) == part:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {part} is not seen"
            return
    raise AssertionError(f"the {key} key never comes to {part}")


def test_keyboard_only(watched: Callable[..., Watched], served: Service) -> None:
    chat = watched()
    page, keys = chat.page, chat.page.keyboard
    page.goto(f"{served.url}/widget")
    expect(chat.part("send")).to_have_text("Fragen")
    for part in ("new", "language", "talk", "suggestion", "question", "send"):
        tab_to(page, part)
    tab_to(page, "question", "Shift+Tab")
    keys.type(MDR)
    keys.press("Enter")
    page.locator('[data-part="answer"][data-outcome="answered"]').wait_for()
    tab_to(page, "citation", "Shift+Tab")
    cited = page.evaluate("document.activeElement.getAttribute('aria-label')")
    keys.press("Enter")
    expect(chat.part("page")).to_be_visible()
    assert page.evaluate(FOCUSED) == "view"
    for part in ("close", "previous", "next", "smaller", "larger", "original", "view-quote"):
        tab_to(page, part)
    tab_to(page, "close", "Shift+Tab")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == cited
    for part in ("helpful", "not-helpful", "copy", "print", "suggestion"):
        tab_to(page, part)
    tab_to(page, "language", "Shift+Tab")
    keys.press("ArrowDown")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    tab_to(page, "new", "Shift+Tab")
    keys.press("Enter")
    expect(chat.part("answer")).to_have_count(0)
    assert page.evaluate(FOCUSED) == "question"


def test_the_opened_page_covers_a_small_screen_alone(watched: Callable[..., Watched], served: Service) -> None:
    """What lies beneath cannot be reached by key."""
    chat = watched(width=360, height=740)
    chat.page.goto(f"{served.url}/widget")
    chat.ask(MDR).locator('[data-part="citation"]').first.click()
    expect(chat.part("page")).to_be_visible()
    seen = set()
    for _ in range(12):
        chat.page.keyboard.press("Tab")
        seen.add(chat.page.evaluate(FOCUSED))
    assert {"original", "close"} <= seen
    assert not seen & {"question", "send", "new", "language", "citation"}
    chat.page.keyboard.press("Escape")
    tab_to(chat.page, "question")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_nothing_is_cut_off_at_any_size(
    watched: Callable[..., Watched], served: Service, width: int, height: int, scheme: str
) -> None:
    chat = watched(width=width, height=height, color_scheme=scheme)
    page = chat.page
    shots = BUILD / "screenshots"

    def look(name: str) -> None:
        page.screenshot(path=shots / f"{name}-{width}-{scheme}.png", animations="disabled")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        for size in sizes(page):
            assert size["width"] >= 24 and size["height"] >= 24, size
            assert size["left"] >= 0 and size["right"] <= width, size
            assert size["cut"] <= 1, size

    page.goto(served.url)
    page.frame_locator("iframe").locator('[data-part="suggestion"]').first.wait_for()
    look("demo")
    page.goto(f"{served.url}/widget")
    expect(chat.part("send")).to_have_text("Fragen")
    look("start")
    reply = chat.ask(MDR)
    look("answer")
    reply.locator('[data-part="sources"] summary').click()
    page.locator("#talk").evaluate("talk => talk.scrollTop = talk.scrollHeight")
    look("sources")
    reply.locator('[data-part="citation"]').first.click()
    expect(chat.part("page")).to_have_js_property("complete", True)
    page.wait_for_timeout(200)
    look("page")
    assert chat.part("close").bounding_box()
    expect(chat.part("close")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    chat.ask(WEATHER)
    look("refusal")
    expect(chat.part("question")).to_be_in_viewport(ratio=1)


def sizes(page: Page) -> list[dict[str, Any]]:
    """Every visible button, list and field: its place, and by how much its words overflow it."""
    found: list[dict[str, Any]] = page.evaluate(
        """[...document.querySelectorAll('button, select, textarea, summary')].filter(one => one.checkVisibility()).map(one => {
            const { width, height, left, right } = one.getBoundingClientRect();
            return { what: one.outerHTML.slice(0, 80), width, height, left, right, cut: one.scrollWidth - one.clientWidth };
        })"""
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(watched: Callable[..., Watched], served: Service, scheme: str) -> None:
    """Contrast of 4.5 to 1 (WCAG 2.2, 1.4.3) for every text of the page."""
    chat = watched(color_scheme=scheme)
    chat.page.goto(f"{served.url}/widget")
    chat.ask(WEATHER)
    chat.ask(MDR).locator('[data-part="citation"]').first.click()
    expect(chat.part("page")).to_be_visible()
    faint = chat.page.evaluate(
        """() => {
            const rgb = (words) => words.match(/[\\d.]+/g).map(Number);
            const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
                .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
            const ground = (one) => {
                for (; one; one = one.parentElement) {
                    const colour = rgb(getComputedStyle(one).backgroundColor);
                    if (colour.length < 4 || colour[3] > 0) return colour;
                }
                return [255, 255, 255];
            };
            const faint = [];
            for (const one of document.querySelectorAll('body *')) {
                if (!one.checkVisibility() || ![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
                const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
                if ((a + .05) / (b + .05) < 4.5) faint.push(one.outerHTML.slice(0, 100));
            }
            return faint;
        }"""
    )
    assert faint == []
