"""Does a statement rest on the evidence? Pure: draft and evidence in, a reason out (None: it stands)."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.actors import acronyms, actors, not_named
from assistant.agreement import disagreement
from assistant.coverage import content, covered
from assistant.departure import departure
from assistant.detail import Detail, lacking
from assistant.details import details, readable
from assistant.draft import DraftStatement
from assistant.order import exchanged
from assistant.quoted import find_quote, fold, is_whole, sentences_of
from corpus.language import language_of
from corpus.model import Hit

__all__ = ["find_quote", "fold", "objection"]

# how near a statement's meaning is to a text of the other language, -1 to 1
Near = Callable[[str, str], float]
SHORTEST_QUOTE = 8
# shares of a statement's words that the passages must hold, in one language and in another (field words only)
COVERED, COVERED_ACROSS, NEAR = 0.5, 0.2, 0.3
# what a reader or a page could follow: a link, a host name, a mail address
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}:(?://\S+|\w+\()|\S+@\S+|\]\(\S*|(?<![\w.])(?:[\w-]{2,}\.)+[a-z]{2,24}\b(?:/\S*)?", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cited:
    """One passage that a statement cites: the sentences that its quote touches, and what stands around them."""

    language: str
    sentences: tuple[str, ...]
    around: str
    whole: bool


def objection(
    statement: DraftStatement, evidence: Mapping[str, Hit], language: str, near: Near | None = None
) -> str | None:
    """Why a statement may not be shown, in words for the model that wrote it; None: it stands. A check that errors objects."""
    try:
        return _objection(statement, evidence, language, near)
    except Exception:  # noqa: BLE001 - whatever a text does to a check, unchecked it is not shown
        return "the statement could not be checked; write it more plainly"


def _objection(statement: DraftStatement, evidence: Mapping[str, Hit], language: str, near: Near | None) -> str | None:
    if not statement.text.strip():
        return "the statement is empty"
    if any(
        unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs")
        for letter in statement.text
        if letter not in "\n\t\u00ad"
    ):
        return "the statement holds characters that cannot be seen"
    if not statement.evidence:
        return "the statement names no evidence"
    cited: list[_Cited] = []
    for one in statement.evidence:
        hit = evidence.get(one.key)
        if hit is None:
            return f"there is no evidence {one.key}"
        span = find_quote(one.quote, hit.passage.text) if len(one.quote.strip()) >= SHORTEST_QUOTE else None
        if span is None:
            return f"the quote does not stand in {one.key}"
        said = find_quote(statement.text, hit.passage.text)
        cited.append(
            _Cited(
                language=hit.edition.language,
                sentences=tuple(readable(sentence) for sentence in sentences_of(span, hit.passage.text)),
                around=readable(" \n ".join((*hit.passage.heading, hit.edition.title, hit.passage.text))),
                whole=said is not None and is_whole(said, hit.passage.text),
            )
        )
    if any(one.whole for one in cited):
        return None
    return _unfounded(statement.text, cited, language, near)


def _unfounded(text: str, cited: Sequence[_Cited], language: str, near: Near | None) -> str | None:
    around = fold(" ".join(one.around for one in cited))
    if strange := [one for one in _ADDRESS.findall(text) if fold(one).rstrip(".,;:)") not in around]:
        return f"the evidence does not hold {strange[0]}"
    claimed = readable(text)
    said = language_of(claimed, language)
    lacks = lacking(
        details(claimed, said, claimed=True),
        _details(cited, lambda one: " \n ".join(one.sentences)),
        _details(cited, lambda one: one.around),
    )
    if lacks:
        return f"the quoted sentences do not hold {', '.join(dict.fromkeys(one.said for one in lacks))}"
    sentences = [sentence for one in cited for sentence in one.sentences]
    if strangers := not_named(claimed, " \n ".join(sentences), " \n ".join(one.around for one in cited)):
        return f"the quoted sentences do not name {', '.join(dict.fromkeys(strangers))}"
    told = [(sentence, one.language) for one in cited for sentence in one.sentences]
    if reason := disagreement(claimed, said, told):
        return reason
    if all(one.language == said for one in cited):
        return departure(claimed, sentences, said) or _uncovered(claimed, cited, said)
    return exchanged(claimed, said, told) or _far(claimed, cited, said, near)


def _details(cited: Sequence[_Cited], part: Callable[[_Cited], str]) -> list[Detail]:
    return [detail for one in cited for detail in details(part(one), one.language, claimed=False)]


def _uncovered(claimed: str, cited: Sequence[_Cited], said: str) -> str | None:
    held = [word for one in cited for word in content(one.around, one.language)]
    good, whole = covered(content(claimed, said), held)
    if good < COVERED * whole:
        return "the statement speaks of what the evidence does not speak of"
    return None


def _far(claimed: str, cited: Sequence[_Cited], said: str, near: Near | None) -> str | None:
    """Across languages the meaning decides, where there is an embedder to tell it; else words of the field and names."""
    if near is not None:
        best = max(near(claimed, " ".join(one.sentences)) for one in cited)
        return None if best >= NEAR else "the statement says something else than the evidence"
    held = [word for one in cited for word in content(one.around, one.language)]
    good, whole = covered(content(claimed, said), held)
    # figures, names and actors were found in the evidence before: they count as words that it holds
    found = len(details(claimed, said, claimed=True)) + len(list(acronyms(claimed))) + len(actors(claimed))
    if good + found < COVERED_ACROSS * (whole + found):
        return "the statement speaks of what the evidence does not speak of"
    return None
