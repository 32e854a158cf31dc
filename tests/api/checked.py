"""axe-core on a page: what it finds wrong by WCAG 2.2 AA, in a line each."""

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.service import BUILD

LOCK = Path(__file__).parent / "axe"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@lru_cache(maxsize=1)
def axe() -> str:
    """The checker's source, installed once as the lock file pins it."""
    folder = BUILD / "axe"
    source = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        npm = shutil.which("npm")
        if not npm:
            pytest.skip("no npm is installed here, so axe-core cannot be had")
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(LOCK / name, folder)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True
        )
        if done.returncode:
            pytest.skip(f"axe-core cannot be had: {done.stderr[-300:]}")
    return source.read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Rule, and the first element that breaks it, of everything axe-core is sure of."""
    page.evaluate(axe())
    found = page.evaluate(
        "async tags => (await Promise.all(document.getAnimations().map(one => one.finished)), await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations"
        ".map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 120) + ' ' + (node.any[0]?.message ?? '')).slice(0, 3).join(' | '))",
        TAGS,
    )
    return [str(one) for one in found]
