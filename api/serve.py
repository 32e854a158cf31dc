"""Run the service."""

import socket

from corpus.errors import GuidanceError
from corpus.settings import Settings


def serve(settings: Settings) -> None:
    """Serve until stopped; GuidanceError when the port is taken or the data folder is owned."""
    import uvicorn

    from api.app import create_app
    from corpus.lock import owner_of

    if owner := owner_of(settings.data):
        raise GuidanceError(
            f"Process {owner.pid} already owns the data folder{f' and serves at {owner.url}' if owner.url else ''}.",
            "Use that one, stop it, or set GUIDE_DATA to another folder.",
        )
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise GuidanceError(
                f"Nothing can listen on {settings.host}:{settings.port}: {error.strerror}.",
                "Set PORT to a free port, or HOST to an address of this machine.",
            ) from error
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
