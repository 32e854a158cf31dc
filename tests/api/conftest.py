"""The real library, served once; and a tiny one that a test may have for itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.service import Service, guide, real_service, serve


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
    running: list[Service] = []

    def start(files: dict[str, str | bytes], **more: str) -> Service:
        folder = tmp_path / "files"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        settings = {"GUIDE_EMBEDDER": "hash", **more}
        done = guide("ingest", str(folder), data=tmp_path / "data", **settings)
        assert done.returncode == 0, done.stdout + done.stderr
        running.append(serve(tmp_path / "data", **settings))
        return running[-1]

    yield start
    for service in running:
        service.stop()
