"""Pictures of every state of the pages: ``make screenshots`` writes them to build/screenshots."""

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.service import BUILD, real_service

FOLDER = BUILD / "screenshots"
ASKED = {
    "de": "Bis wann gilt die Übergangsfrist der MDR für Klasse-III-Produkte?",
    "en": "How long does BfArM have to decide on a DiGA application?",
}
REFUSED = {"de": "Wie wird das Wetter morgen in Stuttgart?", "en": "What will the weather be like in Paris tomorrow?"}
# name → width, height, language, colour scheme
LOOKS = {
    "desktop": (1280, 800, "de", "light"),
    "desktop-dark": (1280, 800, "en", "dark"),
    "wide": (1920, 1080, "en", "light"),
    "phone": (360, 740, "de", "light"),
    "phone-dark": (390, 844, "en", "dark"),
    "small": (320, 568, "de", "light"),
    "zoom-400": (320, 256, "de", "light"),
}


def shoot(page: Page, url: str, language: str) -> Iterator[str]:
    """One state after the other, by name, ready to be taken."""
    page.goto(url)
    page.frame_locator("iframe").locator('[data-part="send"]:enabled').wait_for()
    yield "demo"
    page.goto(f"{url}/widget?language={language}")
    page.locator('[data-part="send"]:enabled').wait_for()
    yield "start"
    reply = ask(page, ASKED[language])
    yield "answer"
    reply.locator('[data-part="citation"]').first.hover()
    page.wait_for_timeout(400)
    yield "card"
    reply.locator('[data-part="citation"]').first.click()
    page.locator("#view-waits").wait_for(state="hidden")
    page.wait_for_timeout(300)
    yield "page"
    page.keyboard.press("Escape")
    reply.locator('[data-part="sources"] summary').click()
    reply.locator('[data-part="sources"]').evaluate("one => one.scrollIntoView()")
    yield "sources"
    reply.locator('[data-part="not-helpful"]').click()
    page.locator("#talk").evaluate("talk => talk.scrollTop = talk.scrollHeight")
    yield "feedback"
    ask(page, REFUSED[language])
    yield "refusal"
    page.locator("#talk").evaluate("talk => talk.scrollTop = talk.scrollHeight")
    yield "refusal-end"
    page.context.set_offline(True)
    ask(page, ASKED[language])
    yield "error"
    page.context.set_offline(False)


def ask(page: Page, question: str) -> Locator:
    count = page.locator('[data-part="answer"]').count()
    page.fill('[data-part="question"]', question)
    page.press('[data-part="question"]', "Enter")
    reply = page.locator('[data-part="answer"][data-outcome]').nth(count)
    reply.wait_for()
    page.wait_for_timeout(300)
    return reply


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or sys.exit("Chromium is needed for pictures: apt-get install chromium.")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def main(url: str, only: str = "") -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name, (width, height, language, scheme) in LOOKS.items():
            if not re.match(only, name):
                continue
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
            )
            for state in shoot(page, url, language):
                page.screenshot(path=FOLDER / f"{state}-{name}.png", animations="disabled")
            page.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else real_service().url, *sys.argv[2:3])
