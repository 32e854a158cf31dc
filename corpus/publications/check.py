"""Do the two languages of a topic state every fact, with the same figures and the doubt that belongs to it?

``python -m corpus.publications.check [TOPIC …]`` prints what is wrong; no line, nothing wrong.
"""

import re
import sys
from collections.abc import Iterator

from corpus.figures import figures, figures_in_words
from corpus.publications.facts import Fact, read_facts
from corpus.publications.source import FOLDER, Source, read_source, stated

LANGUAGES = ("de", "en")
FREQUENT = {"de": "Häufige Fragen", "en": "Frequent questions"}
DOUBT = {
    "de": re.compile(
        r"Kenntnisstand|einzige[nr]? (?:Quelle|Seite)|einzelnen? (?:Quelle|Seite)|nur (?:eine|aus einer) (?:Quelle|Seite)"
        r"|ungeprüft|nicht (?:\w+ ){0,3}(?:geprüft|gelesen|bestätigt|nachgelesen|gesichert)|(?:bitte|vorab|dies|selbst) prüfen"
        r"|prüfen Sie|unsicher|widersprüchlich|widersprechen"
    ),
    "en": re.compile(
        r"as far as we know|(?:one|single) (?:source|page)|not (?:\w+ ){0,3}(?:checked|read|confirmed|verified|certain)"
        r"|please check|check (?:this|it|the|before|with)|uncertain|unverified|unconfirmed|conflict",
        re.I,
    ),
}


def problems(topic: str, facts: list[Fact]) -> Iterator[str]:
    """What is wrong with a topic ("03-transition"), a line each."""
    sources: dict[str, Source] = {}
    texts: dict[str, dict[int, str]] = {}
    for language in LANGUAGES:
        path = FOLDER / "sources" / f"{topic.partition('-')[2]}.{language}.md"
        if not path.exists():
            yield f"{path.name}: missing"
            return
        sources[language] = source = read_source(path)
        texts[language] = {}
        for part in stated(source):
            texts[language][part.fact] = f"{texts[language].get(part.fact, '')} {part.text}".strip()
        numbers = {fact.number for fact in facts}
        for extra in sorted(set(texts[language]) - numbers):
            yield f"{language}: mark {{{extra}}}, but the topic has no such fact"
        questions = frequent_questions(source)
        if questions < 15:
            yield f"{language}: {questions} questions under '## {FREQUENT[language]}', 15 are wanted"
    for fact in facts:
        held: dict[str, set[str]] = {}
        for language in LANGUAGES:
            text = texts[language].get(fact.number)
            if text is None:
                yield f"{language}: fact {fact.number} is not stated"
                continue
            held[language] = figures(text, language)
            missing = set(fact.figures | fact.references) - held[language] - figures_in_words(text)
            if missing := {figure for figure in missing if not _within(figure, held[language])}:
                yield f"{language}: fact {fact.number} lacks {' '.join(sorted(missing))}"
            if fact.doubtful and not DOUBT[language].search(text):
                yield f"{language}: fact {fact.number} states a doubtful fact without its doubt"
        if len(held) == 2:
            for one, other in (("de", "en"), ("en", "de")):
                words = figures_in_words(texts[other][fact.number])
                only = {f for f in held[one] - held[other] - words if not _within(f, held[other])}
                if only:
                    yield f"fact {fact.number}: {' '.join(sorted(only))} stands only in {one}"


def frequent_questions(source: Source) -> int:
    """How many questions the closing part holds."""
    _, _, part = source.body.partition(f"\n## {FREQUENT[source.language]}\n")
    return len(re.findall(r"^### .*\?\s*$", part.split("\n## ")[0], re.M))


def _within(figure: str, held: set[str]) -> bool:
    """A year or a day of a month counts where a fuller date holds it."""
    dates = [part for part in held if "-" in part]
    return any(figure in d.split("-") or d.startswith(figure + "-") or d.endswith("-" + figure) for d in dates)


def topics() -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in read_facts():
        found.setdefault(fact.topic, []).append(fact)
    return found


def main(wanted: list[str]) -> int:
    count = 0
    for topic, facts in topics().items():
        if wanted and topic not in wanted:
            continue
        for problem in problems(topic, facts):
            print(f"{topic}: {problem}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
