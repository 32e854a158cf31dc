"""The real library, served once; and a tiny one that a test may have for itself."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.api.watched import Watched, watch
from tests.service import Service, real_service, served_files


@pytest.fixture(scope="session")
def served() -> Service:
    """The real library behind a real server, shared by all."""
    return real_service()


@pytest.fixture(scope="session")
def client(served: Service) -> httpx.Client:
    return served.client


@pytest.fixture
def serve_files(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Files, by name, ingested and served from a data folder of their own."""
    with ExitStack() as stack:
        yield lambda files, **more: stack.enter_context(served_files(tmp_path, files, **more))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, one for each file of tests."""
    flags = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
    more = ("--disable-component-update", "--disable-sync")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium is installed here")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=[*flags, *more])
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Pages that are watched: at the end none has logged an error or asked a foreign host for anything."""
    open_ones: list[Watched] = []

    def start(**more: object) -> Watched:
        open_ones.append(watch(browser, **more))
        return open_ones[-1]

    yield start
    for one in open_ones:
        one.page.context.close()
        assert one.wrong == []
