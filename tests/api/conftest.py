"""The real library, served once; and a tiny one that a test may have for itself."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

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
