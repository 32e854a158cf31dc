"""Pages and files that staff name by address, fetched so that the address can lead nowhere else.

Only http(s) on its own port, only allowed hosts, only public addresses; a name is resolved once and that address is spoken to;
every redirect is checked like the first address; bytes and seconds are capped; the type is told by the content's own header.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from ingest.verdict import Refused

LARGEST = 30 * 1024 * 1024
SECONDS = 30.0
_HOPS = 5
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address held: its bytes and the ending that fits its type."""

    data: bytes
    suffix: str


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system knows them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Is this an address of the public internet? Private, loopback, link-local, metadata and wrapped ones are not."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def fetch(
    address: str,
    hosts: Collection[str],
    *,
    resolved: Resolve = resolve,
    public: Callable[[str], bool] = is_public,
    ports: Collection[int] = (80, 443),
) -> Fetched:
    """The content of an address on one of ``hosts`` (or below one of them); Refused with the reason otherwise."""
    deadline = time.monotonic() + SECONDS
    for _ in range(_HOPS):
        found = _once(address, deadline, lambda one: _checked(one, hosts, resolved, public, ports))
        if isinstance(found, Fetched):
            return found
        address = found
    raise Refused("redirects", "The address leads from one to the next without end.", "Name the last address itself.")


def _once(address: str, deadline: float, checked: Callable[[str], tuple[str, str, str]]) -> Fetched | str:
    """The content, or the address that it redirects to."""
    import httpx

    host, ip, pinned = checked(address)
    headers = {"Host": host, "User-Agent": "biopro-guide", "Accept": ", ".join(_SUFFIXES)}
    try:
        with (
            httpx.Client(timeout=10, trust_env=False, follow_redirects=False) as client,
            client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": host.partition(":")[0]}) as reply,
        ):
            if reply.is_redirect:
                return str(urljoin(address, reply.headers.get("location", "")))
            if reply.status_code != 200:
                raise Refused("not-found", f"The address answers with {reply.status_code}.", "Check it in a browser.")
            kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind not in _SUFFIXES:
                raise Refused("unknown-type", f"The address holds {kind or 'no known type'}.", "Name a page or a PDF.")
            data = b""
            for part in reply.iter_bytes():
                data += part
                if len(data) > LARGEST:
                    raise Refused("too-large", "The address holds more than 30 MB.", "Save and split the file.")
                if time.monotonic() > deadline:
                    raise Refused("too-slow", f"Fetching took more than {SECONDS:.0f} seconds.", "Try again later.")
            return Fetched(data=data, suffix=_SUFFIXES[kind])
    except httpx.HTTPError as error:
        raise Refused(
            "unreachable",
            f"{host} ({ip}) cannot be reached: {type(error).__name__}.",
            "Check the network and the address.",
        ) from error


def _checked(
    address: str, hosts: Collection[str], resolved: Resolve, public: Callable[[str], bool], ports: Collection[int]
) -> tuple[str, str, str]:
    """Host header, the one address that is spoken to, and the URL with that address in it."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError as error:
        raise Refused("bad-address", "That is no web address.", "Begin it with https://.") from error
    name = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme not in ("http", "https") or not name or parts.username or parts.password:
        raise Refused("bad-address", "That is no plain http or https address.", "Begin it with https://.")
    if port not in ports:
        raise Refused("bad-address", f"Port {port} is not allowed.", "Only the ports 80 and 443 are.")
    if not any(name == host or name.endswith(f".{host}") for host in hosts):
        raise Refused("not-allowed", f"{name} is not among the allowed hosts.", "Add it to GUIDE_FETCH_HOSTS.")
    try:
        addresses = resolved(name, port)
    except OSError as error:
        raise Refused("unreachable", f"The name {name} is not known.", "Check the network and the address.") from error
    if not addresses or not all(public(one) for one in addresses):
        raise Refused(
            "not-allowed", f"{name} leads to an address that is not public.", "Save the page and add the file."
        )
    ip = addresses[0]
    wrapped = f"[{ip}]" if ":" in ip else ip
    query = f"?{parts.query}" if parts.query else ""
    return name, ip, f"{parts.scheme}://{wrapped}:{port}{parts.path or '/'}{query}"
