"""``guide doctor``: every setting with its source, secrets masked, and what is wrong with its remedy."""

import sqlite3
from pathlib import Path

import pytest

from corpus.settings import Settings
from tests.service import guide, serve


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "note.md").write_text("# A note\n\nThe manufacturer keeps the file for ten years.\n")
    done = guide("ingest", str(tmp_path / "note.md"), data=tmp_path / "data", GUIDE_EMBEDDER="hash")
    assert done.returncode == 0, done.stderr
    return tmp_path / "data"


def test_every_setting_has_its_source_and_secrets_are_masked(data: Path) -> None:
    (data.parent / ".env").write_text("GUIDE_CONTACT=somebody@example.org\nGUIDE_CHAT_API_KEY=sk-in-file\n")
    done = guide("doctor", data=data, GUIDE_EMBEDDER="hash", GUIDE_EMBEDDER_API_KEY="sk-in-environment", PORT="8123")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    for field in Settings.model_fields:
        assert any(line.strip().startswith(("HOST", "PORT", f"GUIDE_{field.upper()} =")) for line in lines)
    assert f"   GUIDE_DATA = {data}  (environment)" in lines
    assert "   PORT = 8123  (environment)" in lines
    assert "   GUIDE_CONTACT = somebody@example.org  (.env)" in lines
    assert "   GUIDE_CHAT_API_KEY = ***  (.env)" in lines
    assert "   GUIDE_EMBEDDER_API_KEY = ***  (environment)" in lines
    assert any(line.startswith("   HOST = 127.0.0.1  (default)") for line in lines)
    assert "sk-in" not in done.stdout
    assert "wrong" not in done.stdout and "1 of 1 held editions are in force" in done.stdout


def test_an_empty_folder_needs_an_ingest(tmp_path: Path) -> None:
    done = guide("doctor", data=tmp_path / "data", GUIDE_EMBEDDER="hash")
    assert done.returncode == 1
    assert "wrong: 0 of 0 held editions are in force. Run `guide ingest`." in done.stdout


def test_what_is_lost_is_named(data: Path) -> None:
    for path in (data / "files").iterdir():
        path.unlink()
    done = guide("doctor", data=data, GUIDE_EMBEDDER="hash")
    assert done.returncode == 1 and "the original file is gone. Run `guide ingest" in done.stdout


def test_missing_vectors_are_named_and_rebuilt_at_the_next_start(data: Path) -> None:
    for path in sorted((data / "chroma").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    done = guide("doctor", data=data, GUIDE_EMBEDDER="hash")
    assert done.returncode == 1 and "0 vectors where there should be" in done.stdout
    assert guide("list", data=data, GUIDE_EMBEDDER="hash").returncode == 0
    assert guide("doctor", data=data, GUIDE_EMBEDDER="hash").returncode == 0


def test_what_cannot_be_opened_ends_with_2(data: Path) -> None:
    done = guide("doctor", data=data, GUIDE_EMBEDDER="e5")
    assert done.returncode == 2 and "guide ingest --rebuild" in done.stdout
    (data / "catalogue.sqlite").write_bytes(b"no database" * 100)
    done = guide("doctor", data=data, GUIDE_EMBEDDER="hash")
    assert done.returncode == 2 and "Traceback" not in done.stderr
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(data / "catalogue.sqlite").execute("select 1 from editions")


def test_beside_a_server_it_names_the_server(data: Path) -> None:
    service = serve(data, GUIDE_EMBEDDER="hash")
    try:
        done = guide("doctor", data=data, GUIDE_EMBEDDER="hash")
        assert done.returncode == 0
        assert f"process {service.process.pid}) owns the data folder and answers at {service.url}" in done.stdout
        assert "1 editions are in force" in done.stdout
    finally:
        service.stop()
