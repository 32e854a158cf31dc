"""Random bodies, the same ones at every run: an answer or a problem, never a failure of ours."""

import json
import random
from typing import Any

import httpx

from tests.api.test_bad_input import assert_problem

WORDS = [
    "MDR",
    "Übergangsfrist",
    "vital signs",
    "<b>",
    "\x00",
    "\ud800",
    "\u202e",
    "🦄",
    "' OR 1=1",
    "*",
    '"',
    "NEAR(",
    "§ 3",
    "-",
    "٣",
    "\n",
]
VALUES = [
    "question",
    "turns",
    "language",
    "as_of",
    "limit",
    "topics",
    "publications",
    "answer",
    "de",
    "2026-11-24",
    "transition",
]


def value(source: random.Random, depth: int = 0) -> Any:
    kind = source.randrange(11 if depth < 4 else 8)
    if kind < 4:
        return " ".join(source.choice(WORDS) for _ in range(source.choice((0, 1, 5, 30))))
    if kind == 4:
        return source.choice((0, -1, 7, 2**63, 10**30, 0.5, 1e308))
    if kind == 5:
        return source.choice((None, True, False))
    if kind < 8:
        return source.choice(VALUES)
    if kind == 8:
        return [value(source, depth + 1) for _ in range(source.randrange(4))]
    return {source.choice(VALUES): value(source, depth + 1) for _ in range(source.randrange(6))}


def body(source: random.Random) -> bytes:
    known: dict[str, Any] = {"question": " ".join(source.choice(WORDS) for _ in range(source.randrange(1, 9)))}
    for name in source.sample(VALUES[1:8], source.randrange(3)):
        known[name] = value(source)
    raw = json.dumps(known if source.random() < 0.7 else value(source)).encode()
    if source.random() < 0.2:
        cut = source.randrange(len(raw) + 1)
        raw = raw[:cut] + source.randbytes(3) + raw[cut:]
    return raw


def test_random_bodies_never_break_the_service(client: httpx.Client) -> None:
    source = random.Random(20261124)
    answered = 0
    for _ in range(400):
        raw = body(source)
        path = source.choice(("/v1/questions", "/v1/search"))
        reply = client.post(path, content=raw, headers={"Content-Type": "application/json"})
        if reply.status_code == 200:
            answered += 1
            assert reply.json()
        else:
            assert_problem(reply)
    assert 20 < answered < 380


def test_random_addresses_never_break_the_service(client: httpx.Client) -> None:
    source = random.Random(7)
    parts = [
        "v1",
        "editions",
        "passages",
        "publications",
        "pages",
        "1.png",
        "file",
        "..",
        "%2f",
        "%00",
        "%ff",
        "🦄",
        "widget",
        "assets",
        "x" * 900,
    ]
    for _ in range(200):
        path = "/" + "/".join(source.choice(parts) for _ in range(source.randrange(1, 7)))
        query = source.choice(("", "?passage=%00", "?start=-5&end=99999999999", "?start=x", "?passage=" + "9" * 2000))
        assert client.get(path + query).status_code < 500
