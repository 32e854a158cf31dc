"""What can be measured about a question and what was found for it: the gate's input. Pure."""

import math
import re
from collections.abc import Mapping, Sequence

from assistant.outside import OUTSIDE
from corpus.asks import ASKS
from corpus.compounds import Compounds
from corpus.finder import Finder
from corpus.model import Edition, Hit
from corpus.references import references
from corpus.words import is_stop_word, raw_words, stem

# content words of a question so short that each one counts
_BRIEF = 4
# centred cosine from which on a question lies within the field
_NEAR = 0.075


def features(
    question: str, language: str, hits: Sequence[Hit], finder: Finder, editions: Mapping[str, Edition]
) -> dict[str, float]:
    """Plain numbers by name; ``language``: of the question; ``editions``: what was searched."""
    frequency, compounds, lay = finder.frequency(language), finder.compounds, finder.questions.lay(language)
    scores = [hit.dense for hit in hits] or [0.0]
    ranks = [hit.rank for hit in hits] or [0.0]
    words = [hit.lexical for hit in hits] or [0.0]
    best = hits[0] if hits else None
    content = list(dict.fromkeys(w for w in raw_words(question) if not is_stop_word(w, language) and len(w) > 1))
    weights = {word: _rarity(frequency(stem(word, language))) for word in content}
    unknown = [
        word
        for word in content
        if frequency(stem(word, language)) == 0 and not word.isdigit() and not compounds.split(word)
    ]
    near = " ".join(f"{' '.join(hit.passage.heading)} {hit.passage.text}" for hit in hits[:3])
    near_words = _stems(near, language, compounds)
    first_words = (
        _stems(f"{best.edition.title} {' '.join(best.passage.heading)} {best.passage.text}", language, compounds)
        if best
        else set()
    )
    total = sum(weights.values()) or 1.0
    asked_refs = [ref for ref in references(question) if ref.split("_")[0] in ("art", "par", "annex", "rule", "class")]
    near_refs = set(references(near))
    first = f"{' '.join(best.passage.heading)} {best.passage.text}" if best else ""
    covered_three = _covered(weights, near_words, language, compounds) / total
    brief = len(content) <= _BRIEF
    near_pairs = _pairs(" ".join(f"{' '.join(hit.passage.heading)} {hit.passage.text}" for hit in hits))
    topics = [hit.edition.publication for hit in hits[:5]]
    asked = [hit.asked for hit in hits if hit.asked is not None] or [0.0]
    not_answered = finder.questions.unanswered(finder.vector(question), editions)
    around = first_words | (finder.questions.words(best.passage.id, language) if best else set())
    strange = [word for word in unknown if stem(word.replace("-", ""), language) not in lay]
    found = {
        "dense": max(scores),
        "dense_first": scores[0],
        "dense_tenth": sorted(scores, reverse=True)[min(9, len(scores) - 1)],
        "rank": ranks[0],
        "rank_margin_2": ranks[0] - ranks[min(1, len(ranks) - 1)],
        "rank_margin_10": ranks[0] - ranks[min(9, len(ranks) - 1)],
        "lexical": max(words),
        "lexical_first": words[0],
        "lexical_sixth": sorted(words, reverse=True)[min(5, len(words) - 1)],
        "covered_first": _covered(weights, first_words, language, compounds) / total,
        "covered_three": covered_three,
        "brief_uncovered": float(brief) * (1 - covered_three),
        "brief_far": float(brief) * max(0.0, _NEAR - scores[0]),
        "brief_unknown": float(brief) * len(unknown) / (len(content) or 1),
        "unknown": float(len(unknown)),
        "unknown_share": len(unknown) / (len(content) or 1),
        "unknown_names": float(sum(_is_name(word, question) for word in unknown)),
        "content_words": float(min(len(content), 20)),
        "agreement": topics.count(topics[0]) / len(topics) if topics else 0.0,
        "missing_refs": float(sum(ref not in near_refs for ref in asked_refs)),
        "unknown_refs": float(sum(frequency(ref) == 0 for ref in references(question))),
        "asked": max(asked),
        "asked_first": asked[0],
        "asked_third": sorted(asked, reverse=True)[min(2, len(asked) - 1)],
        "not_answered": max(0.0, not_answered),
        "rather_not_answered": max(0.0, not_answered) - max(asked),
        "alike": max((hit.alike for hit in hits), default=0.0),
        "alike_first": best.alike if best else 0.0,
        "covered_around": _covered(weights, around, language, compounds) / total,
        "strange": float(len(strange)),
        "strange_share": len(strange) / (len(content) or 1),
        "strange_names": float(sum(_is_name(word, question) for word in strange)),
        "peak": _peak(ranks),
        "missing_pairs": float(sum(pair not in near_pairs for pair in _pairs(question))),
    }
    for ask in ASKS:
        wanted = bool(ask.asks.search(question))
        found[f"asks_{ask.name}"] = float(wanted)
        found[f"lacks_{ask.name}"] = float(wanted and not ask.holds.search(near))
    for name, pattern in OUTSIDE.items():
        found[name] = float(bool(pattern.search(question)) and not pattern.search(first))
    return found


def _peak(ranks: Sequence[float]) -> float:
    """The first hit's share of a softmax over the ranker's scores: how clearly it stands out."""
    return 1 / sum(math.exp(min(rank - ranks[0], 20.0)) for rank in ranks)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Things that carry a number or letter in their name: "type 2", "category 14", "module D", "Stufe S3"."""
    return {
        (match.group(1).lower()[:5], match.group(2).lower())
        for match in re.finditer(
            r"\b([A-Za-zÄÖÜäöüß]{4,})[ -]((?-i:[A-Z]\d?|[IVX]+[a-z]?)|\d{1,3}[a-z]?)\b(?![.,]\d)", text
        )
    }


def _rarity(share: float) -> float:
    """1 for a word that no passage holds, towards 0 for one that most hold."""
    return max(0.05, 1 - 4 * share)


def _stems(text: str, language: str, compounds: Compounds) -> set[str]:
    words = raw_words(text)
    return {stem(word, language) for word in words} | set(compounds.parts(words))


def _covered(weights: dict[str, float], held: set[str], language: str, compounds: Compounds) -> float:
    covered = 0.0
    for word, weight in weights.items():
        if stem(word, language) in held:
            covered += weight
        elif (parts := compounds.parts([word])) and all(part in held for part in parts):
            covered += 0.8 * weight
    return covered


def _is_name(word: str, question: str) -> bool:
    """Is a word written like a name or an acronym, not at the beginning of a sentence?"""
    match = re.search(rf"(?<![.?!] )(?<!^)\b{re.escape(word)}\b", question, re.I)
    return bool(match and match.group(0)[:1].isupper())
