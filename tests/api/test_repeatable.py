"""The same question to the same library: the same bytes, in every process."""

import shutil
from pathlib import Path

import httpx
import pytest

from tests.service import Service, guide

QUESTIONS = [
    "Welche Klasse hat Software, die Vitalparameter überwacht?",
    "When must a manufacturer report a serious incident?",
]


@pytest.mark.parametrize("question", [*QUESTIONS, "Wie wird das Wetter morgen in Stuttgart?"])
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_twice_the_same_bytes(client: httpx.Client, question: str, accept: str) -> None:
    asked = [client.post("/v1/questions", json={"question": question}, headers={"Accept": accept}) for _ in range(3)]
    assert asked[0].status_code == 200
    assert asked[0].content == asked[1].content == asked[2].content


def test_the_hash_seed_changes_nothing(served: Service, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(served.data, data, ignore=shutil.ignore_patterns("owner.lock"))
    for question in QUESTIONS:
        asked = [guide("ask", question, "--json", data=data, PYTHONHASHSEED=seed) for seed in ("1", "4242")]
        assert asked[0].returncode == 0, asked[0].stderr
        assert asked[0].stdout == asked[1].stdout
        assert asked[0].stdout.startswith("{")


def test_two_ingests_hold_the_same(tmp_path: Path) -> None:
    """Ids of editions and passages do not depend on when and in which order they were made."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(4):
        (folder / f"notice-{number}.md").write_text(
            f"# Notice {number}\n\nThe manufacturer keeps file {number} for ten years.\n"
        )
    found = []
    for seed in ("1", "4242"):
        data = tmp_path / seed
        assert guide("ingest", str(folder), data=data, GUIDE_EMBEDDER="hash", PYTHONHASHSEED=seed).returncode == 0
        for command in (("list",), ("search", "How long is file 2 kept?")):
            done = guide(*command, "--json", data=data, GUIDE_EMBEDDER="hash", PYTHONHASHSEED=seed)
            assert done.returncode == 0, done.stderr
            found.append(done.stdout)
    assert found[:2] == found[2:]
