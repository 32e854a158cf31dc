"""The reading child: every way it can end is a verdict, and the parent is never harmed."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.child import Limits, read_file, run
from ingest.verdict import Refused
from tests.conftest import FILES
from tests.ingest.works import (
    burn,
    crash,
    eat,
    echo,
    leave,
    much,
    recurse,
    refuse,
    sleep,
    stop,
    surroundings,
    wild,
    write,
)

MB = 1024 * 1024


def verdict(work: object, *arguments: str | int, **limits: float) -> Refused:
    with pytest.raises(Refused) as refused:
        run(work, *arguments, limits=Limits(**{"cpu": 5, "wall": 20.0, **limits}))  # type: ignore[arg-type]
    assert refused.value.what.endswith(".") and refused.value.remedy.endswith(".")
    return refused.value


def test_an_answer_comes_back() -> None:
    assert run(echo, "Fünf", 5) == "Fünf 5".encode()
    assert len(run(much, 8 * MB)) == 8 * MB


def test_the_child_has_no_environment_and_needs_no_imports() -> None:
    os.environ["GUIDE_TEST_SECRET"] = "key"
    try:
        found = json.loads(run(surroundings))
    finally:
        del os.environ["GUIDE_TEST_SECRET"]
    assert found == {"environment": {}, "preloaded": True}


def test_the_programs_main_module_is_not_run_again_in_every_child(tmp_path: Path) -> None:
    """``guide`` takes 0.4 s to import, and a library has 48 files."""
    counting = tmp_path / "main.py"
    counting.write_text(
        "from pathlib import Path\n"
        f"with Path({str(tmp_path / 'runs')!r}).open('a') as file: file.write('x')\n"
        "from ingest.child import read_file\n"
        f"if __name__ == '__main__':\n    for _ in range(3): read_file(Path({str(FILES / 'transition.en.html')!r}))\n"
    )
    root = Path(__file__).parents[2]
    for command in ([str(counting)], ["-m", "main"]):
        (tmp_path / "runs").write_text("")
        environment = {"PYTHONPATH": f"{root}:{tmp_path}"}
        subprocess.run([sys.executable, *command], check=True, env=environment, cwd=root)
        assert (tmp_path / "runs").read_text() == "x"


def test_a_refusal_comes_back_whole() -> None:
    refused = verdict(refuse)
    assert (refused.verdict, refused.what, refused.remedy) == ("no-text", "What happened.", "What to do.")


def test_burning_and_sleeping_children_are_killed_in_time() -> None:
    start = time.monotonic()
    assert verdict(burn, cpu=1).verdict == "too-slow"
    assert verdict(sleep, wall=0.5).verdict == "too-slow"
    assert verdict(burn, cpu=60, wall=0.5).verdict == "too-slow"
    assert time.monotonic() - start < 12


def test_memory_has_a_limit() -> None:
    assert verdict(eat, memory=400 * MB).verdict == "too-large"


def test_no_file_can_be_written(tmp_path: Path) -> None:
    assert verdict(write, str(tmp_path / "file")).verdict == "unreadable"
    assert not (tmp_path / "file").exists() or (tmp_path / "file").stat().st_size == 0


@pytest.mark.parametrize(("work", "arguments"), [(crash, ()), (wild, ()), (leave, (0,)), (leave, (7,))])
def test_crashes_are_verdicts(work: object, arguments: tuple[int, ...]) -> None:
    assert verdict(work, *arguments).verdict == "crashed"


@pytest.mark.parametrize("work", [recurse, stop])
def test_whatever_a_reader_raises_is_a_verdict(work: object) -> None:
    assert verdict(work).verdict == "unreadable"


def test_an_answer_without_end_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.child._LONGEST_ANSWER", MB)
    assert verdict(much, 2 * MB).verdict == "too-large"


def test_many_at_once_and_after_a_crash() -> None:
    def one(number: int) -> bytes:
        return verdict(crash).verdict.encode() if number % 3 == 0 else run(echo, "n", number)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(one, range(9)))
    assert found == [b"crashed" if n % 3 == 0 else f"n {n}".encode() for n in range(9)]


def test_a_file_is_read_in_a_child(tmp_path: Path) -> None:
    assert json.loads(read_file(FILES / "transition.en.html"))["title"]
    with pytest.raises(Refused) as refused:
        read_file(tmp_path / "gone.pdf")
    assert refused.value.verdict == "gone"
