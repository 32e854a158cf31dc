"""The command line without a server, on a tiny library."""

import json
import os
import pty
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.service import BIN, environment, guide

FILES = {
    "software.md": "# Medizinische Software\n\n## Einstufung\n\nSoftware, die Vitalparameter überwacht, gehört in die Klasse IIa.\n",
    "reporting.md": "# Reporting\n\n## Time limits\n\nThe manufacturer reports a serious incident within 15 days.\n",
}
QUESTION = "Welche Klasse hat Software, die Vitalparameter überwacht?"
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    (folder / "files").mkdir()
    for name, text in FILES.items():
        (folder / "files" / name).write_text(text, "utf-8")
    done = guide("ingest", str(folder / "files"), data=folder / "data", GUIDE_EMBEDDER="hash")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 added\n")
    return folder


@pytest.fixture
def run(folder: Path) -> Run:
    def run(*arguments: str, data: Path = folder / "data", **more: str) -> CompletedProcess[str]:
        return guide(*arguments, data=data, **{"GUIDE_EMBEDDER": "hash", **more})

    return run


def document(done: CompletedProcess[str]) -> Any:
    """Standard output as the one JSON document that it is, nothing on standard error."""
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def assert_two_sentences(done: CompletedProcess[str]) -> None:
    """What happened and what to do, on standard error, in one line."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(r"[^\n]+[.!] [^\n]+[.!]\n", done.stderr), done.stderr
    assert "Traceback" not in done.stderr


def test_list(run: Run) -> None:
    listed = document(run("list", "--json"))["publications"]
    assert [(one["slug"], len(one["editions"])) for one in listed] == [("reporting", 1), ("software", 1)]
    edition = listed[1]["editions"][0]
    assert {"id", "language", "issued", "media_type", "state", "pages", "labels"} <= set(edition)
    assert (edition["language"], edition["state"], edition["pages"], edition["labels"]) == ("de", "published", 1, [""])
    words = run("list").stdout
    assert "software: Medizinische Software" in words and edition["id"] in words


def test_show(run: Run) -> None:
    done = run("show", "software")
    assert done.returncode == 0
    assert "Einstufung\n\nSoftware, die Vitalparameter überwacht, gehört in die Klasse IIa." in done.stdout
    assert run("show", "software", "--page", "1").stdout == done.stdout
    assert_two_sentences(run("show", "software", "--page", "2"))
    assert_two_sentences(run("show", "software", "--language", "en"))
    assert_two_sentences(run("show", "nothing"))


def test_search(run: Run) -> None:
    hits = document(run("search", QUESTION, "--json"))["hits"]
    assert hits[0]["publication"] == "software" and "Klasse IIa" in hits[0]["text"]
    assert len(document(run("search", QUESTION, "-k", "1", "--json"))["hits"]) == 1
    assert {hit["language"] for hit in document(run("search", QUESTION, "--language", "en", "--json"))["hits"]} == {
        "en"
    }
    scoped = document(run("search", QUESTION, "--publication", "reporting", "--json"))["hits"]
    assert {hit["publication"] for hit in scoped} == {"reporting"}
    assert "Klasse IIa" in run("search", QUESTION).stdout
    assert run("search", QUESTION, "--topic", "nothing").stdout == "No passage was found.\n"


def test_ask(run: Run) -> None:
    answer = document(run("ask", QUESTION, "--json"))
    assert answer["outcome"] == "answered" and answer["generated"] is False
    assert answer["statements"][0]["text"].endswith("Klasse IIa.")
    words = run("ask", QUESTION).stdout
    assert "• Software, die Vitalparameter überwacht" in words and "[1]" in words and "KI-System" in words
    then = document(run("ask", QUESTION, "--as-of", "2020-01-01", "--language", "en", "--json"))
    assert (then["as_of"], then["language"]) == ("2020-01-01", "en")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", ""),
        ("ask", "MDR\x07?"),
        ("ask", "MDR?", "--as-of", "soon"),
        ("ask", "MDR?", "--language", "fr"),
        ("search", "MDR?", "-k", "0"),
        ("ingest", "no/such/folder"),
        ("ingest", "--publication", "no-such-slug"),
        ("ingest", "--rebuild", "--dry-run"),
        ("serve", "--port", "99999"),
        ("serve", "--host", "192.0.2.1"),
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_what_cannot_be_is_two_sentences(run: Run, arguments: tuple[str, ...]) -> None:
    assert_two_sentences(run(*arguments))


@pytest.mark.parametrize(
    ("command", "setting"),
    [
        ("list", {"GUIDE_EMBEDDER": "word2vec"}),
        ("list", {"GUIDE_EMBEDDER": "e5"}),  # the index was built with another one
        ("serve", {"GUIDE_EMBEDDER": "e5"}),
        ("serve", {"GUIDE_CHAT_MODEL": "tiny", "GUIDE_CHAT_METHOD": "xml"}),
        ("serve", {"GUIDE_CHAT_TOKENS_PER_DAY": "lots"}),
    ],
    ids=str,
)
def test_a_wrong_setting_is_two_sentences(run: Run, command: str, setting: dict[str, str]) -> None:
    assert_two_sentences(run(command, **setting))


def test_a_folder_that_cannot_be_used_is_two_sentences(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for command in (("list",), ("show", "software"), ("serve",)):
        assert_two_sentences(run(*command, data=tmp_path / "file"))
    assert_two_sentences(run("show", "software", data=tmp_path / "empty"))
    assert_two_sentences(run("serve", GUIDE_HOSTS="www.example.org; script-src *"))
    assert_two_sentences(run("ingest", data=tmp_path / "fresh", GUIDE_LIBRARY=str(tmp_path / "none.toml")))


def test_ingest_says_what_was_refused(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (tmp_path / "good.md").write_text(FILES["reporting.md"])
    (tmp_path / "bad.pdf").write_text("this is no PDF")
    done = run("ingest", str(tmp_path / "bad.pdf"), str(tmp_path / "good.md"), "--json", data=data)
    assert done.returncode == 1 and done.stderr == ""
    report = json.loads(done.stdout)
    assert report["counts"] == {"added": 1, "refused": 1}
    bad = next(one for one in report["files"] if one["file"] == "bad.pdf")
    assert bad["verdict"] == "wrong-type" and bad["what"].endswith(".") and bad["remedy"].endswith(".")
    alone = run("ingest", str(tmp_path / "bad.pdf"), data=data)
    assert alone.returncode == 2 and "wrong-type" in alone.stdout
    assert [one["slug"] for one in document(run("list", "--json", data=data))["publications"]] == ["good"]


def test_progress_goes_to_a_terminal_and_never_to_standard_output(folder: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [BIN / "guide", "ingest", folder / "files", "--json"],
        env=environment(tmp_path / "data", GUIDE_EMBEDDER="hash", TERM="xterm"),
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=60,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0 and json.loads(done.stdout)["counts"] == {"added": 2}
    assert "reading" in shown or ".md" in shown


def test_a_dry_run_does_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    report = document(run("ingest", str(folder / "files"), "--dry-run", "--json", data=tmp_path / "data"))
    assert report["counts"] == {"added": 2}
    assert document(run("list", "--json", data=tmp_path / "data")) == {"publications": []}
    assert run("list", data=tmp_path / "data").stdout == "Nothing is held. Run `guide ingest`.\n"


def test_rebuild_replaces_another_embedders_index(run: Run, folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run("ingest", str(folder / "files"), data=data).returncode == 0
    done = run("ingest", str(folder / "files"), "--rebuild", data=data, GUIDE_EMBEDDER="e5")
    assert (done.returncode, done.stderr) == (0, "")
    assert document(run("ask", QUESTION, "--json", data=data, GUIDE_EMBEDDER="e5"))["outcome"] == "answered"


def test_usage_errors_end_with_2(run: Run) -> None:
    for arguments in (("nonsense",), ("ask",), ("search", "x", "-k", "many"), ("list", "--no-such-option")):
        done = run(*arguments)
        assert done.returncode == 2 and done.stdout == "" and "Usage: guide" in done.stderr
