"""Commands beside a server, servers beside a server, and a server that was killed."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import httpx
import pytest

from api.app import address
from corpus.lock import owner_of
from corpus.settings import Settings
from tests.api.test_commands import FILES, QUESTION, assert_two_sentences
from tests.service import Service, free_port, guide, serve

Serve = Callable[..., Service]
NEW = "# Beipackzettel\n\n## Lagerung\n\nDer Beipackzettel für Pflaster nennt die Lagerung bei höchstens 21 Grad.\n"


def run(service: Service, *arguments: str, **more: str) -> CompletedProcess[str]:
    return guide(*arguments, data=service.data, **{"GUIDE_EMBEDDER": "hash", **more})


def test_ingest_hands_over_and_the_new_text_is_answerable_at_once(serve_files: Serve, tmp_path: Path) -> None:
    service = serve_files(FILES)
    question = {"question": "Bei wie viel Grad wird das Pflaster gelagert, was nennt der Beipackzettel?"}
    before = service.client.post("/v1/questions", json=question).json()
    assert not any("21 Grad" in hit["text"] for hit in before["considered"])
    (tmp_path / "leaflet.md").write_text(NEW)
    done = run(service, "ingest", str(tmp_path / "leaflet.md"), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["counts"] == {"added": 1}
    after = service.client.post("/v1/questions", json=question).json()
    assert after["outcome"] == "answered" and "21 Grad" in after["statements"][0]["text"]

    (tmp_path / "leaflet.md").write_text(NEW.replace("21", "25"))
    (tmp_path / "broken.pdf").write_text("no PDF")
    done = run(service, "ingest", str(tmp_path / "leaflet.md"), str(tmp_path / "broken.pdf"), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["counts"] == {"replaced": 1, "refused": 1}
    again = service.client.post("/v1/questions", json=question).json()
    texts = [hit["text"] for hit in again["considered"]]
    assert any("25 Grad" in text for text in texts) and not any("21 Grad" in text for text in texts)
    assert service.process.poll() is None


def test_every_command_works_beside_the_server(serve_files: Serve) -> None:
    service = serve_files(FILES)
    listed = run(service, "list", "--json")
    assert json.loads(listed.stdout) == service.client.get("/v1/publications").json()
    found = json.loads(run(service, "search", QUESTION, "--json").stdout)
    assert found == service.client.post("/v1/search", json={"question": QUESTION}).json()
    answer = json.loads(run(service, "ask", QUESTION, "--json").stdout)
    assert answer == service.client.post("/v1/questions", json={"question": QUESTION}).json()
    assert "Klasse IIa" in run(service, "show", "software").stdout
    assert run(service, "doctor").returncode == 0
    for command in (("ask", ""), ("ingest", "no/such/file"), ("ingest", "--rebuild"), ("show", "nothing")):
        assert_two_sentences(run(service, *command))


def test_a_second_server_fails_with_a_sentence(serve_files: Serve, tmp_path: Path) -> None:
    service = serve_files(FILES)
    folder_taken = run(service, "serve", PORT=str(free_port()))
    assert_two_sentences(folder_taken)
    assert service.url in folder_taken.stderr
    port_taken = guide("serve", data=tmp_path / "other", PORT=service.url.rsplit(":", 1)[1], GUIDE_EMBEDDER="hash")
    assert_two_sentences(port_taken)
    assert "Address already in use" in port_taken.stderr
    assert service.client.get("/readyz").status_code == 200


def test_a_killed_server_leaves_nothing_in_the_way(serve_files: Serve) -> None:
    service = serve_files(FILES)
    service.process.kill()
    service.process.wait()
    assert owner_of(service.data) is None
    answer = run(service, "ask", QUESTION, "--json")
    assert json.loads(answer.stdout)["outcome"] == "answered"
    anew = serve(service.data, port=int(service.url.rsplit(":", 1)[1]), GUIDE_EMBEDDER="hash")
    try:
        assert anew.client.post("/v1/questions", json={"question": QUESTION}).json()["outcome"] == "answered"
    finally:
        anew.stop()


def test_a_server_stops_when_asked(serve_files: Serve) -> None:
    service = serve_files(FILES)
    assert service.stop() in (0, -15)
    assert owner_of(service.data) is None
    log = service.log.read_text("utf-8")
    assert "Traceback" not in log and "Vitalparameter" not in log


def test_only_who_knows_the_token_hands_over_work(serve_files: Serve, tmp_path: Path) -> None:
    service = serve_files(FILES)
    owner = owner_of(service.data)
    assert owner and owner.token and owner.url == service.url
    assert (service.data / "owner.lock").stat().st_mode & 0o077 == 0
    body = {"paths": [str(tmp_path)]}
    for token in ("", "x", "ü".encode(), owner.token[:-1], owner.token + "x"):
        reply = service.client.post("/v1/ingest", json=body, headers={"X-Guide-Token": token})
        assert reply.status_code == 403 and reply.headers["content-type"] == "application/problem+json"
    assert service.client.post("/v1/ingest", json=body).status_code == 403
    lines = service.client.post("/v1/ingest", json={"paths": ["\x00"]}, headers={"X-Guide-Token": owner.token})
    assert lines.status_code == 200 and "error" in lines.json()
    assert owner.token not in service.log.read_text("utf-8")


def test_a_server_without_a_library_is_alive_but_not_ready(tmp_path: Path) -> None:
    service = serve(tmp_path / "data", GUIDE_EMBEDDER="hash")
    try:
        assert service.client.get("/healthz").json() == {"status": "alive"}
        ready = service.client.get("/readyz")
        assert (ready.status_code, ready.json()["status"]) == (503, "empty")
        answer = service.client.post("/v1/questions", json={"question": QUESTION}).json()
        assert answer["outcome"] in ("not_in_publications", "out_of_scope") and answer["statements"] == []
        assert service.client.post("/v1/search", json={"question": QUESTION}).json() == {"hits": []}
    finally:
        service.stop()


def test_commands_say_so_when_the_server_does_not_answer(serve_files: Serve) -> None:
    """Its process holds the folder but is stopped: the command waits no longer than it must."""
    service = serve_files(FILES)
    lock = service.data / "owner.lock"
    held = json.loads(lock.read_text())
    lock.write_text(json.dumps({**held, "url": f"http://127.0.0.1:{free_port()}"}))
    assert_two_sentences(run(service, "ask", QUESTION))
    assert_two_sentences(run(service, "ingest"))


def test_head_tells_what_get_would(client: httpx.Client) -> None:
    for path in ("/", "/healthz", "/readyz", "/widget.js", "/v1/publications"):
        head, got = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers["content-length"] == str(len(got.content))
    assert client.head("/v1/questions").status_code == 405


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::", "http://[::1]:8123"),
        ("::1", "http://[::1]:8123"),
        ("localhost", "http://localhost:8123"),
    ],
)
def test_the_address_that_is_announced_can_be_called(host: str, url: str) -> None:
    assert address(Settings(HOST=host, PORT=8123)) == url


def test_metrics_count_outcomes_and_hold_no_question(client: httpx.Client) -> None:
    def counted() -> float:
        lines = client.get("/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("guide_questions_total{"))

    before = counted()
    for accept in ("application/json", "text/event-stream"):
        client.post("/v1/questions", json={"question": "Wie geht es Zwergpinguinen?"}, headers={"Accept": accept})
    last = time.monotonic() + 5
    while counted() < before + 2 and time.monotonic() < last:
        time.sleep(0.05)
    assert counted() == before + 2
    reply = client.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "guide_question_seconds_bucket" in reply.text and "Zwergpinguin" not in reply.text
