"""Writes the files that the tests compare: ``make generated``, or ``python -m tests.api.generate``."""

import asyncio
import json
import tempfile
from pathlib import Path

from tests.service import ROOT, guide

HELP = ROOT / "tests" / "api" / "help.txt"
OPENAPI = ROOT / "docs" / "openapi.json"
COMMANDS = ("", "ingest", "list", "show", "search", "ask", "doctor", "serve", "evals")


def help_text() -> str:
    """What ``--help`` prints, of the whole and of each command."""
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for command in COMMANDS:
            done = guide(*([command] if command else []), "--help", data=Path(folder) / "data")
            assert done.returncode == 0 and done.stderr == "", done.stderr
            parts.append("\n".join(line.rstrip() for line in done.stdout.strip().splitlines()))
    return "\n\n".join(parts) + "\n"


def openapi() -> str:
    """What ``/openapi.json`` serves, readable."""
    from api.app import create_app
    from corpus.settings import Settings

    async def whole(folder: str) -> str:
        app = create_app(Settings(data=Path(folder), embedder="hash"))
        async with app.router.lifespan_context(app):
            return json.dumps(app.openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(whole(folder))


if __name__ == "__main__":
    HELP.write_text(help_text(), "utf-8")
    OPENAPI.write_text(openapi(), "utf-8")
