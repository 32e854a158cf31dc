"""What the chat model is given: fixed words from a file, and data in escaped blocks."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from assistant.answer import Turn
from corpus.model import Hit

PROMPTS = Path(__file__).parent / "prompts"
MOST_TURNS = 6
LONGEST_ASKED, LONGEST_ANSWERED = 2_000, 1_500


@lru_cache(maxsize=8)
def system_prompt(name: str) -> str:
    """The words of a file of ``prompts/``: ``de``, ``en``, ``follow_up.de``, ``follow_up.en``."""
    return (PROMPTS / f"{name}.txt").read_text("utf-8")


@lru_cache(maxsize=8)
def fingerprint(*names: str) -> str:
    """Which prompts an answer was written with: twelve hexadecimal digits of their SHA-256."""
    return hashlib.sha256("\0".join(system_prompt(name) for name in names).encode()).hexdigest()[:12]


def user_prompt(
    question: str,
    turns: Sequence[Turn],
    evidence: Mapping[str, Hit],
    refused: Sequence[tuple[str, str]] = (),
) -> str:
    """Each passage once, the last turns, statements that were refused with the reason, then the question."""
    parts = [
        f'<evidence key="{key}" title="{escape(hit.edition.title)}" language="{hit.edition.language}">'
        f"{_data(hit.passage.text)}</evidence>"
        for key, hit in evidence.items()
    ]
    parts += turn_blocks(turns)
    parts += [
        f"<refused><statement>{_data(text)}</statement><reason>{_data(reason)}</reason></refused>"
        for text, reason in refused
    ]
    parts.append(question_block(question))
    return "\n".join(parts)


def turn_blocks(turns: Sequence[Turn]) -> list[str]:
    """At most the last MOST_TURNS turns, each cut to a length that a prompt can bear."""
    return [
        f"<turn><asked>{_data(turn.question[:LONGEST_ASKED])}</asked>"
        f"<answered>{_data(turn.answer[:LONGEST_ANSWERED])}</answered></turn>"
        for turn in turns[-MOST_TURNS:]
    ]


def question_block(question: str) -> str:
    return f"<question>{_data(question)}</question>"


def _data(text: str) -> str:
    """Text that can close no block and open none."""
    return escape(text, quote=False)
