"""Does a statement rest on the evidence? Pure: draft and evidence in, a reason out (None: it stands)."""

import re
import unicodedata
from collections.abc import Mapping

from assistant.draft import DraftStatement
from corpus.figures import figures, figures_in_words
from corpus.model import Hit

# what a reader or a page could follow: a link, a host name, a mail address
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}:(?://\S+|\w+\()|\S+@\S+|\]\(\S*|(?<![\w.])(?:[\w-]{2,}\.)+[a-z]{2,24}\b(?:/\S*)?", re.I
)


def fold(text: str) -> str:
    """Text as it is compared: no hyphens or spaces at line ends, one kind of quotation mark, lower case."""
    text = re.sub(r"[\u00ad\u200b]|-\s*\n\s*", "", text)
    text = re.sub(r"[\"'„“”‚‘’«»‹›`´]", '"', text)
    text = re.sub(r"[-‐‑‒–—]", "-", text)
    return re.sub(r"\s+", " ", text).strip().lower()


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, white space and quotation marks folded."""
    words = [re.escape(word) for word in fold(quote).split(" ") if word]
    if not words:
        return None
    pattern = r"\s+".join(words)
    pattern = pattern.replace('"', "[\"'„“”‚‘’«»‹›`´]").replace(r"\-", "[-‐‑‒–—]")
    match = re.search(pattern, text, re.I)
    return match.span() if match else None


def objection(statement: DraftStatement, evidence: Mapping[str, Hit], language: str) -> str | None:
    """Why a statement may not be shown: an unknown key, a quote that is not there, a figure that its passages lack."""
    if not statement.text.strip():
        return "the statement is empty"
    if any(
        unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs")
        for letter in statement.text
        if letter not in "\n\u00ad"
    ):
        return "the statement holds characters that cannot be seen"
    if not statement.evidence:
        return "the statement names no evidence"
    held: set[str] = set()
    texts = ""
    for one in statement.evidence:
        hit = evidence.get(one.key)
        if hit is None:
            return f"there is no evidence {one.key}"
        if len(one.quote.strip()) < 8 or find_quote(one.quote, hit.passage.text) is None:
            return f"the quote does not stand in {one.key}"
        whole = f"{' '.join(hit.passage.heading)} {hit.passage.text}"
        texts += fold(whole)
        held |= figures(whole, hit.edition.language) | figures_in_words(whole)
    lacking = {one for one in figures(statement.text, language) - held if not _within(one, held)}
    if lacking:
        return f"the evidence does not hold {', '.join(sorted(lacking))}"
    if strange := [one for one in _ADDRESS.findall(statement.text) if fold(one).rstrip(".,;:)") not in texts]:
        return f"the evidence does not hold {strange[0]}"
    return None


def _within(figure: str, held: set[str]) -> bool:
    """A year, or a day and month, counts where a fuller date holds it."""
    return any("-" in one and (figure in one.split("-") or figure in (one[:7], one[5:])) for one in held)
