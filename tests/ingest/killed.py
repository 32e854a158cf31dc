"""Replaces a library again and again and is killed in the middle: ``python -m tests.ingest.killed FOLDER ROUNDS``.

Each round is a process that opens the data folder, says what it found, and begins to replace all editions with the next
version. It is killed with SIGKILL after a random part of the time that this takes. The last round is let through.
"""

import json
import os
import random
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any, TextIO

import corpus.chroma_index  # noqa: F401 - imported before the first fork, as all that follows
import ingest.preload  # noqa: F401
from corpus.library import Library, open_library
from corpus.settings import Settings
from ingest.pipeline import run
from ingest.wanted import from_catalogue

ENTRY = """
[[publication]]
slug = "{slug}"
title = "{slug}"
topic = "t"
sector = "s"
issuer = "i"
home_url = "https://a.de"
edition = [{{language = "de", title = "{slug}", issued = 2026-01-01, file = "{slug}.md"}}]
"""
SLUGS = ("eins", "zwei", "drei")
PARAGRAPHS = 24


def write_version(folder: Path, version: int) -> None:
    for slug in SLUGS:
        lines = [f"Absatz {n} der Fassung {version} von {slug} sagt, was gilt. " * 8 for n in range(PARAGRAPHS)]
        (folder / f"{slug}.md").write_text("\n\n".join([f"# {slug}", *lines]), "utf-8")
    (folder / "catalogue.toml").write_text("".join(ENTRY.format(slug=slug) for slug in SLUGS), "utf-8")


def state(library: Library, data: Path) -> dict[str, Any]:
    """What is in force: by slug the versions its text holds, and whether every store agrees."""
    editions = library.editions()
    counts = library.counts()
    found = library.search("Was gilt im Absatz der Fassung?", editions, 50)
    return {
        "versions": {
            one.publication: sorted(set(re.findall(r"Fassung (\d+)", library.catalogue.text(one.id))))
            for one in editions.values()
        },
        "editions": len(editions),
        "whole": all(
            len(library.catalogue.passages_of(one)) == counts[one] and counts[one] >= PARAGRAPHS // 2
            for one in editions
        ),
        "found": len({hit.edition.publication for hit in found}),
        "strays": len(set(counts) - set(editions)) + len(library.catalogue.unwanted(["writing", "gone"])),
        "files": sorted(path.name for path in (data / "files").iterdir())
        == sorted(library.file(one).name for one in editions.values()),
    }


def replace(folder: Path, version: int, out: TextIO) -> None:
    data = folder / "data"
    library, _ = open_library(Settings(data=data, embedder="hash", _env_file=None))  # type: ignore[call-arg]
    print(json.dumps(state(library, data) if version > 1 else {}), file=out, flush=True)
    write_version(folder, version)
    report = run(library, from_catalogue(folder / "catalogue.toml"), whole=True)
    print(json.dumps(report.as_dict()["counts"]), file=out, flush=True)


def one_round(folder: Path, version: int, after: float | None) -> tuple[list[Any], float]:
    """What the process said, and how long its run took; ``after`` so many seconds of it, it is killed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            replace(folder, version, os.fdopen(write, "w"))
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as lines:
        said = [json.loads(lines.readline())]
        start = time.monotonic()
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        said += [json.loads(line) for line in lines if line.endswith("\n")]
    os.waitpid(child, 0)
    return said, time.monotonic() - start


def main(folder: Path, rounds: int) -> None:
    chance = random.Random(7)
    said, _ = one_round(folder, 1, None)
    rest, seconds = one_round(folder, 2, None)
    story = [said, rest]
    for version in range(3, rounds + 3):
        said, _ = one_round(folder, version, chance.uniform(0.05, 1.0) * seconds)
        story.append(said)
    for _ in range(2):
        said, _ = one_round(folder, rounds + 3, None)
        story.append(said)
    print(json.dumps(story))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
