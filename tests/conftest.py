"""What the tests share: the library's files as they are read, papers set for one test, and an open library."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.library import Library, open_library
from corpus.model import Document, Passage
from corpus.settings import PUBLICATIONS, Settings
from ingest.child import read_file
from ingest.read import from_json
from ingest.split import passages

FILES = PUBLICATIONS / "files"
SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    """Every file of the library as its reader makes it, by file name."""
    files = sorted(path for path in FILES.iterdir() if path.suffix != ".questions")
    with ThreadPoolExecutor(2) as pool:
        read = pool.map(lambda path: from_json(read_file(path)), files)
        return {path.name: document for path, document in zip(files, read, strict=True)}


@pytest.fixture(scope="session")
def split(documents: dict[str, Document]) -> dict[str, list[Passage]]:
    """The passages of every file of the library, by file name."""
    return {name: passages(document, name) for name, document in documents.items()}


@pytest.fixture(scope="session")
def shared() -> Path:
    """Data beside the project; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared data in {SHARED}")
    return SHARED


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Path]:
    """Sets Typst markup as a PDF."""
    import typst

    def write(markup: str, name: str = "paper.pdf") -> Path:
        path = tmp_path / name
        path.write_bytes(typst.compile(markup.encode(), format="pdf", ignore_system_fonts=True))
        return path

    return write


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file, its folders made."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A new data folder and the fast embedder; nothing from the environment's ``.env``."""
    return Settings(data=tmp_path / "data", embedder="hash", _env_file=None)  # type: ignore[call-arg]


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    opened, folder = open_library(settings)
    yield opened
    folder.release()
