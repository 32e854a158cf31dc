"""Replaces a library again and again and is killed in the middle: ``python -m tests.ingest.killed FOLDER ROUNDS``.

Each round is a process that opens the data folder, says what it found, and begins to replace all editions with the next
version. It is killed with SIGKILL a moment after a random step of its progress. The last rounds are let through.
"""

import json
import os
import random
import re
import signal
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import corpus.chroma_index  # noqa: F401 - imported before the first fork, as all that follows
from corpus.library import Library, open_library
from corpus.settings import Settings
from ingest.pipeline import Progress, run
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
STEPS = 2 * len(SLUGS)  # each edition tells what it had and what it made


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
        "whole": all(library.vectors_of(one) == counts[one] and counts[one] >= PARAGRAPHS // 2 for one in editions),
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

    def step(_: Progress) -> None:
        print("{}", file=out, flush=True)

    report = run(library, from_catalogue(folder / "catalogue.toml"), whole=True, progress=step)
    print(json.dumps(report.as_dict()["counts"]), file=out, flush=True)


def one_round(folder: Path, version: int, steps: int = 0, delay: float = 0.0) -> list[dict[str, Any]]:
    """What the process said; it is killed when it has said ``steps`` of its progress (0: never) and some time has gone."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            replace(folder, version, os.fdopen(write, "w"))
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as lines:
        said = [json.loads(line) for line in islice(lines, 1 + steps)] if steps else []
        if steps:
            time.sleep(delay)
            os.kill(child, signal.SIGKILL)
        said += [json.loads(line) for line in lines if line.endswith("\n")]
    os.waitpid(child, 0)
    return [said[0], *filter(None, said[1:])]


def main(folder: Path, rounds: int) -> None:
    chance = random.Random(7)
    story = [one_round(folder, 1), one_round(folder, 2)]
    for version in range(3, rounds + 3):
        story.append(one_round(folder, version, chance.randint(1, STEPS), chance.uniform(0.0, 0.08)))
    story += [one_round(folder, rounds + 3), one_round(folder, rounds + 3)]
    print(json.dumps(story))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
