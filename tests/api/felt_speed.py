"""Speed as it is felt, in a real browser on the real library: ``python -m tests.api.felt_speed [URL]``.

First paint of /widget, and from Enter to the first evidence and to the whole answer on the screen, in milliseconds.
"""

import json
import random
import statistics
import sys
from typing import Any

from tests.api.screenshots import chromium
from tests.service import ROOT, real_service

REPORT = ROOT / "evals" / "reports" / "felt.json"
SEED, QUESTIONS, PAINTS = 7, 100, 30
GOAL = {"first paint": 200, "first evidence": 300}

# a moment counts once its frame is painted
WATCH = """() => {
    window.felt = null;
    const painted = (then) => requestAnimationFrame(() => setTimeout(() => then(performance.now())));
    document.addEventListener('keydown', (event) => { if (event.key === 'Enter') window.felt = { enter: event.timeStamp }; }, true);
    new MutationObserver(() => {
        const reply = [...document.querySelectorAll('[data-part="answer"]')].at(-1);
        if (!reply || !window.felt) return;
        const felt = window.felt;
        if (!felt.seen && reply.querySelector('[data-part="evidence"], [data-part="nearest"], [data-part="statement"]')) {
            felt.seen = true;
            painted((now) => { felt.evidence = now - felt.enter; });
        }
        if (!felt.ended && reply.dataset.outcome) {
            felt.ended = true;
            painted((now) => { felt.whole = now - felt.enter; });
        }
    }).observe(document.getElementById('talk'), { childList: true, subtree: true, attributes: true });
}"""


def questions() -> list[str]:
    """So many of the golden set, in both languages, the same each time."""
    found = []
    for name in ("dev", "test"):
        for line in (ROOT / "evals" / "golden" / f"{name}.jsonl").read_text("utf-8").splitlines():
            found.append(str(json.loads(line)["question"]))
    return random.Random(SEED).sample(sorted(set(found)), QUESTIONS)


def measure(url: str) -> dict[str, Any]:
    times: dict[str, list[float]] = {"first paint": [], "first evidence": [], "whole answer": []}
    with chromium() as browser:
        for _ in range(PAINTS):
            context = browser.new_context()  # with nothing in its cache
            page = context.new_page()
            page.goto(f"{url}/widget", wait_until="networkidle")
            paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            times["first paint"].append(page.evaluate(paint))
            context.close()
        page = browser.new_page()
        page.goto(f"{url}/widget", wait_until="networkidle")
        page.evaluate(WATCH)
        for question in questions():
            page.fill('[data-part="question"]', question)
            page.press('[data-part="question"]', "Enter")
            page.locator('[data-part="answer"][data-outcome]').wait_for()
            page.wait_for_timeout(120)
            felt = page.evaluate("window.felt")
            times["first evidence"].append(felt["evidence"])
            times["whole answer"].append(felt["whole"])
            page.evaluate("document.querySelector('[data-part=new]').click()")
    return {name: summary(values, GOAL.get(name)) for name, values in times.items()}


def summary(values: list[float], goal: int | None) -> dict[str, Any]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    told: dict[str, Any] = {
        "n": len(values),
        "p50": round(cuts[49]),
        "p95": round(cuts[94]),
        "worst": round(max(values)),
    }
    return {**told, "goal": goal, "met": cuts[94] <= goal} if goal else told


def main(url: str) -> None:
    report = {"unit": "ms", "seed": SEED, **measure(url)}
    REPORT.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else real_service().url)
