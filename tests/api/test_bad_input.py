"""Whatever is sent: a problem with a reference, never a 5xx, and the connection lives on."""

from typing import Any

import httpx
import pytest

from tests.service import ROOT, Service

MDR = "Bis wann gilt die Übergangsfrist der MDR für Klasse-III-Produkte?"


def assert_problem(reply: httpx.Response, *statuses: int) -> None:
    assert reply.status_code in (statuses or range(400, 500)), reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    problem = reply.json()
    assert set(problem) == {"type", "title", "status", "detail", "reference"}
    assert problem["status"] == reply.status_code
    assert problem["title"] and problem["detail"].endswith(".") and len(problem["reference"]) == 12
    for inside in ("Traceback", str(ROOT), "sqlite", "pydantic", "Value error"):
        assert inside not in problem["detail"]


QUESTIONS: list[Any] = [
    {},
    [],
    None,
    "MDR?",
    7,
    {"question": ""},
    {"question": " \n\r\n "},
    {"question": "x" * 2_001},
    {"question": "x" * 10_000},
    {"question": None},
    {"question": 7},
    {"question": ["MDR?"]},
    {"question": "\x00\x07"},
    {"question": "MDR\x00?"},
    {"question": "MDR\tIVDR?"},
    {"question": "\x1cMDR?"},
    {"question": "MDR\x85?"},
    {"question": "\x1b[31mMDR?"},
    {"question": MDR, "language": "fr"},
    {"question": MDR, "language": "DE"},
    {"question": MDR, "language": ""},
    {"question": MDR, "language": 1},
    {"question": MDR, "as_of": "soon"},
    {"question": MDR, "as_of": "0000-01-01"},
    {"question": MDR, "as_of": "2026-02-30"},
    {"question": MDR, "as_of": "2026-11-24T00:00:00"},
    {"question": MDR, "as_of": "99999-01-01"},
    {"question": MDR, "as_of": 0},
    {"question": MDR, "as_of": ""},
    {"question": MDR, "turns": "before"},
    {"question": MDR, "turns": [{"answer": "no question"}]},
    {"question": MDR, "turns": [{"question": "\x00"}]},
    {"question": MDR, "turns": [{"question": MDR, "answer": 7}]},
    {"question": MDR, "turns": [{"question": MDR}] * 51},
]
SEARCHES: list[Any] = [
    {"question": MDR, "limit": 0},
    {"question": MDR, "limit": 51},
    {"question": MDR, "limit": -1},
    {"question": MDR, "limit": "7"},
    {"question": MDR, "limit": 7.5},
    {"question": MDR, "limit": True},
    {"question": MDR, "limit": 10**400},
    {"question": MDR, "topics": "transition"},
    {"question": MDR, "topics": [7]},
    {"question": MDR, "publications": ["x" * 201]},
    {"question": MDR, "publications": ["\x00"]},
    {"question": ""},
]


@pytest.mark.parametrize("body", QUESTIONS, ids=lambda body: repr(body)[:50])
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_wrong_question_is_refused(client: httpx.Client, body: Any, accept: str) -> None:
    assert_problem(client.post("/v1/questions", json=body, headers={"Accept": accept}), 422)


@pytest.mark.parametrize("body", SEARCHES, ids=lambda body: repr(body)[:50])
def test_a_wrong_search_is_refused(client: httpx.Client, body: Any) -> None:
    assert_problem(client.post("/v1/search", json=body), 422)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"question=MDR",
        b"{",
        b'{"question": "\\ud800"}',
        b'{"question": "MDR \\udc00 IVDR"}',
        b'{"question": "MDR", "language": "\\ud800"}',
        b'{"question": "MDR", "turns": [{"question": "\\ud800"}], "topics": ["\\ud800"]}',
        '{"question": "Gerät?"}'.encode("latin-1"),
        '{"question": "Gerät?"}'.encode()[:17],
        b'\xff\xfe{"question": "MDR?"}',
        b'{"question": "MDR?"' + b"\x00" + b"}",
        b"[" * 100_000,
        b'{"question":' * 20_000,
        b'{"question": "MDR?", "turns": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"limit": ' + b"9" * 5_000 + b', "question": 1}',
    ],
    ids=lambda raw: repr(raw[:30]),
)
@pytest.mark.parametrize("path", ["/v1/questions", "/v1/search", "/v1/ingest"])
def test_what_is_no_proper_json_is_refused(client: httpx.Client, path: str, raw: bytes) -> None:
    assert_problem(client.post(path, content=raw, headers={"Content-Type": "application/json"}))


def test_a_giant_body_is_too_large(client: httpx.Client) -> None:
    giant = b'{"question": "' + b"x" * 3_000_000 + b'"}'
    assert_problem(client.post("/v1/questions", content=giant, headers={"Content-Type": "application/json"}), 413)
    chunks = (b"x" * 65_536 for _ in range(40))
    assert_problem(client.post("/v1/questions", content=chunks, headers={"Content-Type": "application/json"}), 413)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_named(client: httpx.Client, method: str) -> None:
    reply = client.request(method, "/v1/questions")
    assert_problem(reply, 405)
    assert reply.headers["allow"] == "POST"


ODD = [
    "../../etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "x" * 5_000,
    "🦄",
    "%00",
    "%ff%fe",
    "' OR 1=1 --",
    "a b",
    "%ed%a0%80",
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:20])
def test_unknown_names_are_not_found(client: httpx.Client, odd: str) -> None:
    for path in ("publications/{}", "passages/{}", "editions/{}/file", "editions/{}/pages/1.png"):
        assert_problem(client.get(f"/v1/{path.format(odd)}"), 404)


def test_pages_that_do_not_exist_are_not_found(client: httpx.Client, served: Service) -> None:
    editions = [
        one for publication in client.get("/v1/publications").json()["publications"] for one in publication["editions"]
    ]
    first, other = editions[0]["id"], editions[-1]["id"]
    for number in ("0", "-1", "999999999999", "9" * 4_000, "1e3", "NaN", "%F0%9F%A6%84"):
        assert_problem(client.get(f"/v1/editions/{first}/pages/{number}.png"), 404, 422)
    passage = client.post("/v1/search", json={"question": MDR, "limit": 1}).json()["hits"][0]
    strange = other if passage["edition"] != other else first
    for wrong in (passage["passage"], "nothing", "🦄", "x" * 5_000):
        assert_problem(client.get(f"/v1/editions/{strange}/pages/1.png", params={"passage": wrong}), 404)


def test_the_connection_lives_on(served: Service) -> None:
    """One connection: bad and good requests in turn."""
    limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
    with httpx.Client(base_url=served.url, limits=limits, timeout=60, trust_env=False) as one:
        for raw in (b"{", b"\xff", b'{"question": "\\ud800"}', b"[" * 50_000):
            assert_problem(one.post("/v1/questions", content=raw, headers={"Content-Type": "application/json"}))
            assert one.post("/v1/search", json={"question": MDR, "limit": 1}).status_code == 200
