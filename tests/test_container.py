"""The container, built and run by hand: what the image holds, its start command under its limits, its health check."""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.service import BIN, ROOT, free_port

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
LIBRARY = """[[publication]]
slug = "software"
title = "Software"
topic = "software"
sector = "medical devices"
issuer = "Test"
home_url = "https://www.example.org"

[[publication.edition]]
language = "de"
title = "Software"
issued = 2026-11-24
file = "software.md"
"""


def exec_form(instruction: str) -> list[str]:
    """The JSON list of the last CMD after an instruction (or of CMD itself)."""
    found = re.findall(rf"^{instruction}[^\[\n]*(\[.*\])\s*$", DOCKERFILE, re.M)
    command: list[str] = json.loads(found[-1])
    return command


def environment_of_image() -> dict[str, str]:
    (line,) = re.findall(r"^ENV (.*)$", DOCKERFILE, re.M)
    return dict(pair.split("=", 1) for pair in line.split())


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `COPY . .` and `pip install .` leave: the build context without what .dockerignore names, installed."""
    folder = tmp_path_factory.mktemp("image")
    ignored = [line.strip() for line in (ROOT / ".dockerignore").read_text().splitlines() if line.strip()]

    def left_out(place: str, names: list[str]) -> set[str]:
        relative = [(Path(place) / name).relative_to(ROOT).as_posix() for name in names]
        return {Path(one).name for one in relative if any(fnmatch(one, p) or fnmatch(f"x/{one}", p) for p in ignored)}

    shutil.copytree(ROOT, folder / "source", ignore=left_out)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run(
        [*pip, "--target", folder / "site", folder / "source"], capture_output=True, text=True, env={"PATH": os.defpath}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def running(
    image: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, str], subprocess.Popen[bytes]]]:
    """The start command with the image's environment alone, its limits, and nothing but the data folder to write to."""
    data = tmp_path_factory.mktemp("data")
    (data / "catalogue.toml").write_text(LIBRARY)
    (data / "software.md").write_text(
        "# Software\n\nSoftware, die Vitalparameter überwacht, gehört in die Klasse IIa.\n"
    )
    said = environment_of_image()
    (data / "tmp").mkdir()
    environment = {
        **{name: value for name, value in said.items() if name != "PATH"},
        "PATH": f"{image / 'bin'}:{BIN}:/usr/bin:/bin",
        "PYTHONPATH": str(image),  # stands for the image's own environment
        "GUIDE_DATA": str(data / "guide"),
        "GUIDE_LIBRARY": str(data / "catalogue.toml"),
        "PORT": str(free_port()),
        "TMPDIR": str(data / "tmp"),
        **dict.fromkeys(("GUIDE_HOSTS", "GUIDE_CHAT_MODEL", "GUIDE_CHAT_BASE_URL", "GUIDE_CHAT_API_KEY"), ""),
    }
    for path in (image, *image.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1_024, 1_024))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with (data / "log").open("wb") as log:
        process = subprocess.Popen(
            exec_form("CMD"), env=environment, cwd=data, stdout=log, stderr=log, preexec_fn=limits
        )
    try:
        yield environment, process
    finally:
        process.kill()
        process.wait()
        for path in (image, *image.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)


def healthy(environment: dict[str, str]) -> bool:
    return subprocess.run(exec_form("HEALTHCHECK"), env=environment, capture_output=True).returncode == 0


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_the_image_holds_the_whole_program(image: Path) -> None:
    names = {path.relative_to(image).as_posix() for path in image.rglob("*")}
    for wanted in (
        "bin/guide",
        "api/static/chat.js",
        "assistant/prompts/de.txt",
        "assistant/gate.json",
        "assistant/wording/en.toml",
        "corpus/ranker.json",
        "corpus/stop_words.de.txt",
        "corpus/publications/catalogue.toml",
        "corpus/publications/files/transition.de.pdf",
    ):
        assert wanted in names
    held = {path.relative_to(ROOT / "api" / "static").as_posix() for path in (ROOT / "api" / "static").iterdir()}
    assert {f"api/static/{name}" for name in held} <= names
    assert not any(name.startswith(("tests", "data", ".git", ".venv")) for name in names)


def test_it_starts_answers_and_stops_under_its_limits(
    image: Path, running: tuple[dict[str, str], subprocess.Popen[bytes]]
) -> None:
    environment, process = running
    before = files_of(image)
    assert not healthy(environment)  # it has only just been started
    last = time.monotonic() + 120
    while not healthy(environment):
        log = Path(environment["GUIDE_DATA"]).parent / "log"
        assert process.poll() is None and time.monotonic() < last, log.read_text()
        time.sleep(0.5)
    url = f"http://127.0.0.1:{environment['PORT']}/v1/questions"
    question = {"question": "Welche Klasse hat Software, die Vitalparameter überwacht?"}
    answer = httpx.post(url, json=question, timeout=60, trust_env=False).json()
    assert "Klasse IIa" in answer["considered"][0]["text"]
    assert Path(f"/proc/{process.pid}/cmdline").read_bytes().split(b"\0")[-2] == b"serve"  # exec: it gets the signals
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())[0])
    assert peak < 1_000_000  # of the 2 GB that the compose file gives to it and its reading children
    assert files_of(image) == before
    assert sum(size for size, _ in files_of(Path(environment["TMPDIR"])).values()) < 1_000_000
    process.terminate()
    assert process.wait(int(COMPOSE["services"]["guide"]["stop_grace_period"].rstrip("s"))) in (0, -15)
    assert not healthy(environment)


def test_the_compose_file_is_valid() -> None:
    check = [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", ROOT / "docker-compose.yml"]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_compose_file_gives_few_rights() -> None:
    service = COMPOSE["services"]["guide"]
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["guide-data:/data"] and list(COMPOSE["volumes"]) == ["guide-data"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["ports"] == [f"127.0.0.1:8000:{environment_of_image()['PORT']}"]
    assert {"mem_limit", "cpus", "pids_limit"} <= set(service)


def test_the_image_runs_as_nobody_in_particular_on_its_volume() -> None:
    last_stage = DOCKERFILE.split("\nFROM ")[-1]
    assert re.search(r"^USER guide$", last_stage, re.M) and "--uid 10001" in last_stage
    assert re.search(r"^VOLUME /data$", last_stage, re.M)
    said = environment_of_image()
    assert said["GUIDE_DATA"].startswith("/data/") and said["HOST"] == "0.0.0.0"
    assert not re.search(r"(KEY|TOKEN|SECRET)", "".join(said))
    assert "--require-hashes" in DOCKERFILE
