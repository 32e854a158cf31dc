"""The loader on pages of other origins: those that are named may carry the chat, others may not."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.api.test_commands import FILES, QUESTION
from tests.api.watched import Watched
from tests.service import BUILD, Service, served_files


@contextmanager
def host(folder: Path) -> Iterator[str]:
    """A server of static pages on a port, and so an origin, of its own."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A service that allows one of two sites, both of which load its widget in several ways."""
    folder = tmp_path_factory.mktemp("site")
    with host(folder) as allowed, host(folder) as stranger:
        hosts = f"https://www.example.org, {allowed}/"
        with served_files(tmp_path_factory.mktemp("widget"), dict(FILES), GUIDE_HOSTS=hosts) as service:
            script = f'<script async src="{service.url}/widget.js"'
            pages = {
                "plain": ("de", f"{script}></script>"),
                "english": ("de", f'{script} data-language="en"></script>'),
                "english-page": ("en-GB", f"{script}></script>"),
                "own": ("de", f'<guidance-chat language="en"></guidance-chat>{script}></script>'),
                "twice": ("de", f"{script}></script>{script}></script>"),
            }
            for name, (language, body) in pages.items():
                text = f'<!doctype html><html lang="{language}"><link rel="icon" href="data:,"><h1>Seite</h1>{body}'
                (folder / f"{name}.html").write_text(text)
            yield {"allowed": allowed, "stranger": stranger, "service": service}


@pytest.fixture
def load(watched: Callable[..., Watched], site: dict[str, Any]) -> Callable[..., Watched]:
    def load(name: str, origin: str = "allowed", **more: Any) -> Watched:
        one = watched(**more)
        one.page.goto(f"{site[origin]}/{name}.html")
        one.page.locator("guidance-chat").get_by_role("button").wait_for()
        return one

    return load


def chat_in(one: Watched) -> FrameLocator:
    return one.page.frame_locator("guidance-chat iframe")


def test_the_launcher_opens_and_closes(load: Callable[..., Watched], site: dict[str, Any]) -> None:
    one = load("plain")
    button = one.page.locator("guidance-chat").get_by_role("button")
    frame = one.page.locator("guidance-chat iframe")
    assert one.page.locator("guidance-chat").count() == 1
    expect(button).to_have_text("Frage stellen")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(frame).to_be_hidden()
    assert not frame.get_attribute("src")  # nothing is loaded before somebody asks
    button.click()
    expect(frame).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    assert (frame.get_attribute("src") or "").startswith(f"{site['service'].url}/widget")
    field = chat_in(one).locator('[data-part="question"]')
    field.fill(QUESTION)
    field.press("Enter")
    expect(chat_in(one).locator('[data-part="answer"]')).to_have_attribute("data-outcome", "answered")
    chat_in(one).locator('[data-part="citation"]').first.click()
    expect(chat_in(one).locator('[data-part="page"]')).to_have_js_property("complete", True)
    button.click()
    expect(frame).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    expect(chat_in(one).locator('[data-part="answer"]')).to_have_count(1)  # the conversation is still there


def test_its_methods_open_close_and_ask(load: Callable[..., Watched]) -> None:
    one = load("plain")
    frame = one.page.locator("guidance-chat iframe")
    one.page.evaluate("document.querySelector('guidance-chat').open()")
    expect(frame).to_be_visible()
    one.page.evaluate("document.querySelector('guidance-chat').close()")
    expect(frame).to_be_hidden()
    one.page.evaluate("question => document.querySelector('guidance-chat').ask(question)", QUESTION)
    expect(frame).to_be_visible()
    expect(chat_in(one).locator('[data-part="answer"]')).to_have_attribute("data-outcome", "answered")
    expect(chat_in(one).locator(".asked")).to_contain_text(QUESTION)
    one.page.evaluate("document.querySelector('guidance-chat').ask('Was ist #1 & mehr?')")
    expect(chat_in(one).locator(".asked")).to_contain_text("Was ist #1 & mehr?")


@pytest.mark.parametrize(
    ("name", "language"), [("plain", "de"), ("english", "en"), ("english-page", "en"), ("own", "en")]
)
def test_its_language(load: Callable[..., Watched], name: str, language: str) -> None:
    one = load(name)
    button = one.page.locator("guidance-chat").get_by_role("button")
    expect(button).to_have_text("Frage stellen" if language == "de" else "Ask the guide")
    button.click()
    expect(chat_in(one).locator('[data-part="send"]')).to_have_text("Fragen" if language == "de" else "Ask")
    assert chat_in(one).locator("html").get_attribute("lang") == language


def test_one_is_enough(load: Callable[..., Watched]) -> None:
    for name in ("own", "twice"):
        one = load(name)
        one.page.wait_for_timeout(200)
        assert one.page.locator("guidance-chat").count() == 1


def test_a_stranger_may_not_frame_the_chat(load: Callable[..., Watched], site: dict[str, Any]) -> None:
    one = load("plain", origin="stranger")
    one.page.evaluate("document.querySelector('guidance-chat').open()")
    one.page.wait_for_timeout(800)
    assert not any(frame.locator('[data-part="question"]').count() for frame in one.page.frames[1:])
    one.forgive("frame-ancestors")
    service: Service = site["service"]
    policy = service.client.get("/widget").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' https://www.example.org {site['allowed']}")
    assert service.client.get("/").headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_on_a_small_screen_it_stays_within_the_page(load: Callable[..., Watched]) -> None:
    one = load("plain", width=360, height=640)
    one.page.locator("guidance-chat").get_by_role("button").click()
    expect(chat_in(one).locator('[data-part="send"]')).to_be_visible()
    for what in ("iframe", "button"):
        box = one.page.locator(f"guidance-chat {what}").bounding_box()
        assert box and box["x"] >= 0 and box["y"] >= 0
        assert box["x"] + box["width"] <= 360 and box["y"] + box["height"] <= 640
    assert one.page.evaluate("document.documentElement.scrollWidth") == 360
    one.page.screenshot(path=BUILD / "screenshots" / "widget-360-light.png")
