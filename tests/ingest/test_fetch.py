"""Addresses that staff name: nothing but allowed public hosts is spoken to, whatever the address says."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from ingest import fetch as fetching
from ingest.fetch import fetch, is_public
from ingest.verdict import Refused

HOSTS = {"example.org"}


class Site(BaseHTTPRequestHandler):
    """Serves a page, redirects and things that must be refused."""

    def do_GET(self) -> None:
        kind, body, moved = "text/html", b"<p>Guten Tag</p>", ""
        if self.path == "/inside":
            moved = "http://169.254.169.254/latest/meta-data"
        elif self.path == "/round":
            moved = "/round"
        elif self.path == "/large":
            body = b"x" * 3_000
        elif self.path == "/program":
            kind = "application/octet-stream"
        self.send_response(302 if moved else 404 if self.path == "/gone" else 200)
        if moved:
            self.send_header("Location", moved)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def local(address: str, port: int) -> fetching.Fetched:
    """Fetch with example.org standing for this machine, which the real check would refuse."""
    names = {"example.org": ["127.0.0.1"]}
    return fetch(
        address.replace("PORT", str(port)),
        HOSTS,
        resolved=lambda host, _: names.get(host, [host]),
        public=lambda ip: ip == "127.0.0.1",
        ports=(port, 80),
    )


def test_a_page_is_fetched_from_the_pinned_address(site: int) -> None:
    found = local("http://example.org:PORT/page?a=1", site)
    assert (found.data, found.suffix) == (b"<p>Guten Tag</p>", ".html")


@pytest.mark.parametrize(
    ("path", "verdict"),
    [("/inside", "not-allowed"), ("/round", "redirects"), ("/gone", "not-found"), ("/program", "unknown-type")],
)
def test_what_must_not_be_taken_is_refused(site: int, path: str, verdict: str) -> None:
    with pytest.raises(Refused) as refused:
        local(f"http://example.org:PORT{path}", site)
    assert refused.value.verdict == verdict
    assert refused.value.remedy


def test_more_bytes_than_allowed_are_refused(site: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1_000)
    with pytest.raises(Refused, match="more than"):
        local("http://example.org:PORT/large", site)


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/", "file:///etc/passwd", "http://", "javascript:alert(1)", "http://example.org:22/"),
        *(
            "http://user:word@example.org/",
            "http://evil.org/",
            "http://example.org.evil.org/",
            "http://[::1",
            "http://127.0.0.1/",
        ),
    ],
)
def test_other_addresses_are_refused_without_a_connection(address: str) -> None:
    with pytest.raises(Refused):
        fetch(address, HOSTS, resolved=lambda *_: ["93.184.216.34"])


def test_a_name_that_leads_inside_is_refused() -> None:
    for inside in (
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
    ):
        with pytest.raises(Refused, match="not public"):
            fetch("https://example.org/", HOSTS, resolved=lambda *_, ip=inside: ["93.184.216.34", ip])


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "224.0.0.1", "192.168.0.1", "172.16.9.9", "100.64.0.1", "2002:7f00:1::", "fc00::1"]
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)
