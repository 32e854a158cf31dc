"""How much of what is wrong verification withholds, and how much of what is right: ``python -m evals.mutations``.

Right statements are the sentences of the golden set. From each are made wrong ones, one fact changed, and right paraphrases; each
is put to ``assistant.verify.objection`` with the passage that it cites among others, in its own language and against the
other language's passage. Writes ``evals/reports/mutations.md`` and ``mutations.json``; the same seed gives the same report.
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from assistant.draft import DraftEvidence, DraftStatement
from assistant.verify import objection
from corpus.sentences import sentences
from evals import mutants, paraphrases
from evals.statements import SPLITS, Right, evidence, library_passages, right_statements
from evals.withheld import Trial, markdown, rows

_Drawn = TypeVar("_Drawn")
REPORTS = Path(__file__).parent / "reports"
SEED = 7
# so many of a kind, split and pair of languages; the first ones of a shuffled list
MOST = 60
VERBATIM = 4_000


def main(only: Sequence[str] = ()) -> int:
    """``only``: these splits, printed and not written."""
    started = time.time()
    document: dict[str, Any] = {"seed": SEED, "splits": {}}
    leaks: dict[str, list[Trial]] = {}
    for split in only or SPLITS:
        rights = right_statements(split)
        wrong, dropped = wrong_trials(rights)
        right = right_trials(rights)
        document["splits"][split] = {
            "statements": len(rights),
            "wrong": rows(wrong),
            "dropped": dropped,
            "right": rows(right),
        }
        leaks[f"{split}: got through"] = [one for one in wrong if one.reason is None]
        leaks[f"{split}: wrongly withheld"] = [one for one in right if one.reason is not None]
    document["verbatim"] = verbatim()
    if only:
        print(markdown(document, leaks))
        return 0
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "mutations.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (REPORTS / "mutations.md").write_text(markdown(document, leaks), "utf-8")
    for split, part in document["splits"].items():
        for side in ("wrong", "right"):
            print(split, side, {kind: f"{row['withheld']}/{row['n']}" for kind, row in part[side]["all"].items()})
    print("verbatim", document["verbatim"], f"{time.time() - started:.0f} s")
    return 0


def wrong_trials(rights: Sequence[Right]) -> tuple[list[Trial], dict[str, int]]:
    """Mutants of right statements, put to verification; and by kind how many were dropped since their passage holds them."""
    source = random.Random(SEED)
    drawn: dict[tuple[str, str], list[tuple[Right, mutants.Mutant, Right]]] = {}
    dropped: dict[str, int] = {}
    for right in rights:
        for cited in (right, *right.twins):
            for maker in mutants.MAKERS:
                for mutant in maker(right.text, right.language, source):
                    if mutants.holds(mutant, right.language, right.text, cited.hit.passage.text, cited.language):
                        dropped[mutant.kind] = dropped.get(mutant.kind, 0) + 1
                    else:
                        drawn.setdefault((mutant.kind, _pair(right, cited)), []).append((right, mutant, cited))
    return [
        _trial(right, cited, mutant.kind, mutant.text, source)
        for _, found in sorted(drawn.items())
        for right, mutant, cited in _some(found, source)
    ], dropped


def right_trials(rights: Sequence[Right]) -> list[Trial]:
    """The statements themselves across languages, and their paraphrases in their own."""
    source = random.Random(SEED)
    drawn: dict[tuple[str, str], list[tuple[Right, str, Right]]] = {}
    for right in rights:
        for twin in right.twins:
            drawn.setdefault(("translation", _pair(right, twin)), []).append((right, right.text, twin))
        for maker in paraphrases.MAKERS:
            for one in maker(right.text, right.language):
                if one.text == right.text:
                    continue
                drawn.setdefault((one.kind, _pair(right, right)), []).append((right, one.text, right))
                for twin in right.twins:
                    drawn.setdefault((one.kind, _pair(right, twin)), []).append((right, one.text, twin))
    return [
        _trial(right, cited, kind, text, source)
        for (kind, _), found in sorted(drawn.items())
        for right, text, cited in _some(found, source, MOST if kind != "translation" else 5 * MOST)
    ]


def verbatim() -> dict[str, int]:
    """Sentences of the library as statements that quote themselves: none may be withheld."""
    source = random.Random(SEED)
    found = [
        (hit, hit.passage.text[start:end])
        for hit in library_passages()
        for start, end in sentences(hit.passage.text)
        if 20 <= end - start <= 900
    ]
    drawn = source.sample(found, min(VERBATIM, len(found)))
    withheld = sum(
        objection(_draft("E1", text, text), {"E1": hit}, hit.edition.language) is not None for hit, text in drawn
    )
    return {"n": len(drawn), "withheld": withheld}


def _trial(right: Right, cited: Right, kind: str, text: str, source: random.Random) -> Trial:
    hits = evidence(cited, source)
    reason = objection(_draft("E1", text, cited.text), hits, right.language)
    return Trial(split=right.split, kind=kind, pair=_pair(right, cited), text=text, original=cited.text, reason=reason)


def _draft(key: str, text: str, quote: str) -> DraftStatement:
    return DraftStatement(text=text, evidence=[DraftEvidence(key=key, quote=quote)])


def _pair(right: Right, cited: Right) -> str:
    return f"{right.language} → {cited.language}"


def _some(found: list[_Drawn], source: random.Random, most: int = MOST) -> list[_Drawn]:
    source.shuffle(found)
    return found[:most]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
