"""What stands between us and a server, gone wrong: names that are found slowly, certificates that nobody has signed."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any


@contextmanager
def slow_names(name: str, seconds: float = 60.0) -> Iterator[None]:
    """A name server that takes its time over one name: the system's look-up, delayed."""
    whole = socket.getaddrinfo
    over = Event()

    def look_up(host: Any, *more: Any, **named: Any) -> Any:
        if host in (name, name.encode()):
            over.wait(seconds)
        return whole(host, *more, **named)

    socket.getaddrinfo = look_up
    try:
        yield
    finally:
        over.set()
        socket.getaddrinfo = whole


@contextmanager
def strange_certificate() -> Iterator[Path]:
    """A key and a certificate that nobody has signed, made for this moment."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere.invalid")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "certificate.pem"
        path.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(encoding))
        yield path
