"""WCAG 2.2 AA as far as a machine can tell, on every state of the page; 400 % zoom, forced colours, reduced motion."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.api.checked import violations
from tests.api.test_chat_page import MDR, WEATHER
from tests.api.test_widget import host
from tests.api.watched import Watched
from tests.service import Service


def states(chat: Watched, service: Service) -> Iterator[str]:
    """The page in one state after the other, by name."""
    page = chat.page
    page.goto(f"{service.url}/widget?language=en&as_of=2023-05-01")
    expect(chat.part("send")).to_have_text("Ask")
    yield "other language, superseded: start"
    chat.ask("Which conditions does Regulation (EU) 2023/607 set for legacy devices?")
    yield "other language, superseded"
    page.goto(f"{service.url}/widget")
    expect(chat.part("send")).to_have_text("Fragen")
    yield "start"
    chat.part("privacy").locator("summary").click()
    yield "privacy"
    reply = chat.ask(MDR)
    yield "answer"
    for details in reply.locator("summary").all():
        details.click()
    yield "sources and evidence"
    reply.locator('[data-part="citation"]').first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    yield "card"
    reply.locator('[data-part="citation"]').first.click()
    expect(chat.part("page")).to_have_js_property("complete", True)
    yield "page"
    chat.part("larger").click()
    yield "page, larger"
    page.keyboard.press("Escape")
    reply = chat.ask(WEATHER)
    yield "refusal"
    reply.locator('[data-part="not-helpful"]').click()
    yield "reasons"
    reply.locator("[data-reason]").first.click()
    expect(reply.get_by_text("Danke.")).to_be_visible()
    yield "thanks"
    page.context.set_offline(True)
    chat.ask(MDR)
    expect(page.get_by_role("alert")).to_contain_text("nicht mit dem Internet")
    yield "offline"
    page.context.set_offline(False)
    chat.wrong[:] = [said for said in chat.wrong if "ERR_INTERNET_DISCONNECTED" not in said]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"color_scheme": "dark"},
        {"width": 320, "height": 640},
        {"forced_colors": "active", "reduced_motion": "reduce"},
    ],
    ids=["light", "dark", "320 px", "forced colours"],
)
def test_axe_finds_nothing_in_any_state(
    watched: Callable[..., Watched], served: Service, more: dict[str, object]
) -> None:
    chat = watched(**more)
    found = {}
    for state in states(chat, served):
        if wrong := violations(chat.page):
            found[state] = wrong
    assert found == {}


def test_axe_finds_nothing_on_the_demo_page(watched: Callable[..., Watched], served: Service) -> None:
    one = watched()
    one.page.goto(served.url)
    one.page.frame_locator("iframe").locator('[data-part="send"]:enabled').wait_for()
    assert violations(one.page) == []


def test_axe_finds_nothing_on_the_launcher(watched: Callable[..., Watched], served: Service, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        f'<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><main><h1>Host</h1></main>'
        f'<script async src="{served.url}/widget.js"></script>'
    )
    with host(tmp_path) as origin:
        one = watched()
        one.page.goto(origin)
        one.page.locator("guidance-chat").get_by_role("button").wait_for()
        assert [wrong for wrong in violations(one.page) if not wrong.startswith("region")] == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640)])
def test_at_400_percent_nothing_is_lost(
    watched: Callable[..., Watched], served: Service, width: int, height: int
) -> None:
    """A window of 1280 by 1024 at 400 % is one of 320 by 256 (WCAG 2.2, 1.4.10)."""
    chat = watched(width=width, height=height)
    chat.page.goto(f"{served.url}/widget")
    expect(chat.part("send")).to_be_in_viewport(ratio=1)
    reply = chat.ask(MDR)
    assert chat.page.locator("#talk").evaluate("talk => talk.clientHeight") >= 90
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
    assert chat.page.locator("#talk").evaluate("talk => talk.scrollWidth - talk.clientWidth") <= 0
    for part in ("question", "send", "new", "language"):
        expect(chat.part(part)).to_be_in_viewport(ratio=1)
    reply.locator('[data-part="citation"]').first.click()
    expect(chat.part("page")).to_have_js_property("complete", True)
    assert chat.page.locator("#view").evaluate("view => view.scrollWidth - view.clientWidth") <= 0
    chat.page.keyboard.press("Escape")
    reply.locator('[data-part="not-helpful"]').click()
    for one in reply.locator("[data-reason]").all():
        one.scroll_into_view_if_needed()
        expect(one).to_be_in_viewport(ratio=0.98)


def test_who_wants_less_motion_gets_none(watched: Callable[..., Watched], served: Service) -> None:
    for motion, moving in (("reduce", False), ("no-preference", True)):
        chat = watched(reduced_motion=motion)
        chat.page.goto(f"{served.url}/widget")
        statement = chat.ask(MDR).locator('[data-part="statement"]').first
        assert (statement.evaluate("one => getComputedStyle(one).animationName") != "none") == moving


def test_targets_are_large_enough(watched: Callable[..., Watched], served: Service) -> None:
    """24 by 24 at least (WCAG 2.2, 2.5.8); for fingers more."""
    chat = watched(width=360, height=740, has_touch=True, is_mobile=True)
    chat.page.goto(f"{served.url}/widget")
    reply = chat.ask(MDR)
    for one in reply.locator("button:visible, summary:visible").all():
        box = one.bounding_box()
        assert box and box["height"] >= 32 and box["width"] >= 32


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_colour_of_a_host_stays_legible(watched: Callable[..., Watched], served: Service, scheme: str) -> None:
    chat = watched(color_scheme=scheme)
    for accent in ("ffcc00", "ffffff", "000000", "ff69b4", "808080", "00ff00"):
        chat.page.goto(f"{served.url}/widget?accent=%23{accent}")
        expect(chat.part("send")).to_have_text("Fragen")
        chat.ask(MDR).locator('[data-part="sources"] summary').click()
        assert [one for one in violations(chat.page) if one.startswith("color-contrast")] == [], accent
