"""A browser page with everything suspicious noted."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page


@dataclass(kw_only=True)
class Watched:
    """``wrong``: what was logged as an error, every request to another host, every dialog that opened."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def part(self, name: str) -> Locator:
        return self.page.locator(f'[data-part="{name}"]')

    def ask(self, question: str) -> Locator:
        """Type a question, press Enter, wait for its reply to be finished."""
        before = self.part("answer").count()
        self.part("question").fill(question)
        self.part("question").press("Enter")
        reply = self.part("answer").nth(before)
        self.page.locator('[data-part="answer"][data-outcome]').nth(before).wait_for()
        return reply

    def forgive(self, words: str) -> None:
        """Take out what a test provokes on purpose; it must be there."""
        kept = [one for one in self.wrong if words not in one]
        assert len(kept) < len(self.wrong), f"{words!r} is not among {self.wrong}"
        self.wrong[:] = kept


def watch(browser: Browser, width: int = 1280, height: int = 800, **more: Any) -> Watched:
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    context.set_default_timeout(20_000)
    watched = Watched(page=context.new_page())
    page = watched.page
    context.on("console", lambda said: watched.wrong.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda error: watched.wrong.append(str(error.error)))
    context.on("request", lambda sent: None if local(sent.url) else watched.wrong.append(f"asked {sent.url}"))
    page.on("dialog", lambda dialog: (watched.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    return watched


def local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("blob", "data", "about", "chrome-error") or parts.hostname == "127.0.0.1"
