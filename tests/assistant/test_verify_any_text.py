"""No text makes verification raise or take long."""

import random
import time

import pytest

from assistant import verify
from assistant.draft import DraftEvidence, DraftStatement
from assistant.verify import objection
from tests.assistant.hits import hit, reason

PIECES = [
    *(
        "Art.",
        "§",
        "§§ 7",
        "Abs. 9",
        "(3c)",
        "Klasse",
        "class",
        "IIa",
        "IIb und",
        "Anhang",
        "VIII",
        "Regel 11",
        "MDR",
        "no. 1",
    ),
    *(
        "1.000,50",
        "1,000.50",
        "0",
        "99999999999999999999",
        "1/0",
        "26.05.2021",
        "31. Februar",
        "May 2021",
        "half a",
        "year",
    ),
    *(
        "nicht",
        "not",
        "must",
        "nur",
        "unless",
        "Hersteller",
        "notified body",
        "BfArM",
        "ISO 13485:2016",
        "(EU) 2017/745",
        "%",
        "€",
    ),
    *(
        "ﬃ",
        "\u00ad",
        "\u202e",
        "\x00",
        "🦄",
        "İ",
        "ß",
        "٣",
        "²",
        "½",
        "\n",
        "\t",
        "((((",
        "))))",
        ";;",
        "...",
        "-\n",
        '"',
    ),
]


def test_no_text_makes_verification_raise() -> None:
    """Random texts of awkward pieces, the same ones at every run; ``_objection`` has nothing around it that would hide an error."""
    source = random.Random(11)
    seen = set()
    for _ in range(600):
        text = "".join(source.choice(PIECES) + source.choice((" ", "", " ")) for _ in range(source.randrange(1, 30)))
        other = "".join(source.choice(PIECES) + " " for _ in range(source.randrange(4, 30)))
        language, asked = source.choice(("de", "en")), source.choice(("de", "en"))
        evidence = {"E1": hit(f"{other}{text}", language, other[:40])}
        statement = DraftStatement(text=text[:900], evidence=[DraftEvidence(key="E1", quote=other)])
        reason_given = verify._objection(statement, evidence, asked, None)
        seen.add(reason_given is None)
    assert seen == {True, False}


@pytest.mark.parametrize(
    "piece", ["Art. ", "§§ 7, ", "(3c)", "26.05.2021 ", "nicht ", "muss ", "1.000 ", "IIa und ", "a-", "bis "]
)
def test_long_repeats_end_soon(piece: str) -> None:
    text = piece * (6_000 // len(piece))
    statement = DraftStatement(text=text[:1_000], evidence=[DraftEvidence(key="E1", quote=text[:1_900])])
    reason("Die Klasse.", "Die Klasse ist IIa.")
    started = time.process_time()
    objection(statement, {"E1": hit(text, "de")}, "de")
    assert time.process_time() - started < 5
