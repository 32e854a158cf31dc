"""Who imports what, and that importing does nothing."""

import subprocess
import sys

import pytest

from tests.service import BIN, ROOT

HEAVY = "chromadb|fastapi|starlette|uvicorn|langchain|langchain_core|openai|onnxruntime|pypdf|pypdfium2|numpy|httpx|bs4"


def test_the_rooms_and_their_vendors() -> None:
    done = subprocess.run([BIN / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["api.cli", "corpus.settings", "corpus.errors"])
def test_the_command_line_loads_nothing_that_it_does_not_need(module: str) -> None:
    """``guide --help`` and a wrong word answer at once."""
    program = f"import sys, {module}; print(*sorted(name for name in sys.modules if name in {HEAVY.split('|')!r}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_importing_every_module_does_nothing() -> None:
    """No file is written, nothing is printed, no thread is started."""
    program = (
        "import importlib, pkgutil, threading, api, assistant, corpus, ingest\n"
        "for room in (api, assistant, corpus, ingest):\n"
        "    for found in pkgutil.walk_packages(room.__path__, room.__name__ + '.'):\n"
        "        importlib.import_module(found.name)\n"
        "print(threading.active_count())"
    )
    before = {path.name for path in ROOT.iterdir()}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "1", "")
    assert {path.name for path in ROOT.iterdir()} == before
