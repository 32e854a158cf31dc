"""Every command of the README does what it says."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from corpus.publications.entries import CatalogueFile
from corpus.settings import Settings
from tests.service import BIN, ROOT, Service, environment, free_port, guide, real_service, serve

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.M | re.S)
NOTE = "# Beipackzettel\n\n## Lagerung\n\nDer Beipackzettel nennt die Lagerung bei höchstens 21 Grad.\n"


def lines(language: str) -> list[str]:
    """The commands of the blocks of a language, continued lines joined, comments off."""
    whole = "".join(body for kind, body in BLOCKS if kind == language).replace("\\\n", "")
    return [line for line in (re.sub(r"\s+# .*", "", line).strip() for line in whole.splitlines()) if line]


@pytest.fixture(scope="module")
def served() -> Service:
    return real_service()


def run(command: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A line of the README in a shell, where it says: in the project's folder."""
    return subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=environment(data, **more), capture_output=True, text=True, timeout=120
    )


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    assert {kind for kind, _ in BLOCKS} == {"sh", "mermaid", "python", "toml", "html"}
    known = r"make \w+|\.venv/bin/guide (ask|search|list|show|doctor|ingest) ?.*|curl .*|GUIDE_\S+ .*guide serve|docker compose .*"
    for line in lines("sh"):
        assert re.fullmatch(known, line), f"no test runs {line!r}"


@pytest.mark.parametrize("line", [line for line in lines("sh") if line.startswith("make ")])
def test_make_targets_exist(line: str) -> None:
    done = subprocess.run([*line.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.strip(), done.stderr


def test_every_target_that_is_promised_does_something() -> None:
    for target in ("serve", "test", "evals", "bench", "library", "generated"):
        done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0 and ".venv/bin/" in done.stdout, done.stderr
        assert "Nothing to be done" not in done.stdout


READING = [line for line in lines("sh") if re.match(r"\.venv/bin/guide (ask|search|list|show|doctor)", line)]


@pytest.mark.parametrize("line", READING)
def test_what_only_reads_works_on_the_real_library(served: Service, line: str) -> None:
    done = run(line, served.data)
    assert (done.returncode, done.stderr) == (0, "")
    expected = {"ask": "[1]", "search": "1. ", "list": "transition: ", "show": "— page 3", "doctor": "good: a server"}
    assert expected[line.split()[1]] in done.stdout


@pytest.mark.parametrize("line", [line for line in lines("sh") if "guide ingest" in line])
def test_ingest_takes_a_folder(line: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "leaflet.md").write_text(NOTE)
    done = run(line.replace("path/to/folder", str(tmp_path / "folder")), tmp_path / "data", GUIDE_EMBEDDER="hash")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("1 added\n")
    listed = json.loads(guide("list", "--json", data=tmp_path / "data", GUIDE_EMBEDDER="hash").stdout)
    assert len(listed["publications"]) == (0 if "--dry-run" in line else 1)


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl is installed here")
def test_curl(served: Service) -> None:
    plain, stream = [
        line.replace("http://127.0.0.1:8000", served.url) for line in lines("sh") if line.startswith("curl")
    ]
    answer = json.loads(run(plain, served.data).stdout)
    assert answer["outcome"] == "answered" and answer["language"] == "en"
    said = run(stream, served.data).stdout
    assert said.startswith("event: evidence\ndata: {") and "event: answer\ndata: {" in said


def test_python(served: Service) -> None:
    (program,) = [body for kind, body in BLOCKS if kind == "python"]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program.replace("http://127.0.0.1:8000", served.url)],
        capture_output=True,
        text=True,
        env={"PATH": os.defpath},
    )
    assert (done.returncode, done.stderr) == (0, "")
    rows = done.stdout.splitlines()
    assert rows and all(re.fullmatch(r".+ \| .+ p\. \d+ /v1/editions/\S+", row) for row in rows)


def test_a_catalogue_entry(tmp_path: Path) -> None:
    (entry,) = [body for kind, body in BLOCKS if kind == "toml"]
    (published,) = CatalogueFile.model_validate(tomllib.loads(entry)).publication
    (tmp_path / "catalogue.toml").write_text(entry)
    file = tmp_path / published.edition[0].file
    file.parent.mkdir()
    file.write_bytes((ROOT / "corpus" / "publications" / published.edition[0].file).read_bytes())
    more = {"GUIDE_LIBRARY": str(tmp_path / "catalogue.toml"), "GUIDE_EMBEDDER": "hash"}
    done = guide("ingest", data=tmp_path / "data", **more)
    assert done.returncode == 0 and done.stdout.startswith("1 added"), done.stdout + done.stderr
    assert published.slug in guide("list", data=tmp_path / "data", **more).stdout


def test_the_loader_is_served(served: Service) -> None:
    (body,) = [body for kind, body in BLOCKS if kind == "html"]
    (source,) = re.findall(r'src="http://127\.0\.0\.1:8000(/[^"]+)"', body)
    reply = served.client.get(source)
    assert reply.status_code == 200 and "guidance-chat" in reply.text
    assert reply.headers["content-type"].startswith("text/javascript")
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"


def test_serving_with_a_model(tmp_path: Path) -> None:
    (line,) = [line for line in lines("sh") if line.endswith("guide serve")]
    said = dict(pair.split("=", 1) for pair in line.split()[:-2])
    service = serve(tmp_path / "data", port=free_port(), GUIDE_EMBEDDER="hash", **said)
    try:
        assert service.client.get("/healthz").status_code == 200
        doctor = guide("doctor", data=tmp_path / "data", GUIDE_EMBEDDER="hash", **said)
        assert f"GUIDE_CHAT_MODEL = {said['GUIDE_CHAT_MODEL']}  (environment)" in doctor.stdout
    finally:
        service.stop()


def test_docker_compose_reads_the_file_that_is_there() -> None:
    (line,) = [line for line in lines("sh") if line.startswith("docker")]
    assert line == "docker compose up --build" and (ROOT / "docker-compose.yml").exists()


def test_every_setting_is_named() -> None:
    for name, field in Settings.model_fields.items():
        assert f"`{field.validation_alias or f'GUIDE_{name.upper()}'}`" in README
    for name in set(re.findall(r"`(GUIDE_\w+)`", README)):
        assert name.removeprefix("GUIDE_").lower() in Settings.model_fields


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    for link in links:
        assert "://" in link or (ROOT / link).exists(), link


def test_the_program_is_where_the_readme_says() -> None:
    assert (BIN / "guide").exists() and "guide = " in (ROOT / "pyproject.toml").read_text("utf-8")
