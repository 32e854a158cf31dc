"""The fixed words of every non-answer, in German and English, from one file each."""

import tomllib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "wording"


@lru_cache(maxsize=8)
def wording(language: str) -> dict[str, str]:
    """Every text by its key."""
    texts: dict[str, str] = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    return texts
