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
    with _listener(settings.host, settings.port) as listener:
        app = create_app(settings.model_copy(update={"port": listener.getsockname()[1]}))
        config = uvicorn.Config(app, access_log=False, server_header=False, timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
        if not server.started:
            raise GuidanceError("The service could not start.", "The lines above say why.")


def _listener(host: str, port: int) -> socket.socket:
    """The port, taken before anything is opened."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(socket.SOMAXCONN)
    except (OSError, OverflowError) as error:
        listener.close()
        raise GuidanceError(
            f"Nothing can listen on {host}:{port}: {getattr(error, 'strerror', None) or error}.",
            "Set PORT to a free port, or HOST to an address of this machine.",
        ) from error
    return listener
