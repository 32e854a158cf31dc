"""Mutants are wrong, paraphrases are right, and verification tells them apart on a part of the golden set."""

import random

from evals import mutants, paraphrases
from evals.mutations import right_trials, wrong_trials
from evals.statements import right_statements
from evals.withheld import wilson

TEXT = {
    "de": "Der Hersteller muss innerhalb von 15 Tagen dem BfArM melden (Art. 87 Abs. 3 MDR), seit dem 26. Mai 2021 bei Klasse IIa.",
    "en": "The manufacturer must report to the BfArM within 15 days (MDR Art. 87(3)), since 26 May 2021 for class IIa.",
}


def made(language: str) -> list[mutants.Mutant]:
    source = random.Random(1)
    return [mutant for maker in mutants.MAKERS for mutant in maker(TEXT[language], language, source)]


def test_every_kind_of_fact_is_changed_in_both_languages() -> None:
    wanted = {"date", "duration", "unit", "class", "reference", "act", "authority", "actor", "negation", "modality"}
    for language in TEXT:
        found = made(language)
        assert wanted <= {mutant.kind for mutant in found}
        assert all(mutant.text != TEXT[language] for mutant in found)


def test_the_same_seed_makes_the_same_mutants() -> None:
    assert made("de") == made("de")


def test_a_mutant_that_the_passage_holds_is_told() -> None:
    mutant = mutants.Mutant("duration", "Die Frist beträgt sechs Monate.", "sechs Monate")
    original = "Die Frist beträgt acht Monate."
    assert mutants.holds(mutant, "de", original, "Acht Monate, bei Klasse I 6 Monate.", "de")
    assert mutants.holds(mutant, "de", original, "Eight months, for class I six months.", "en")
    assert not mutants.holds(mutant, "de", original, "Acht Monate, 16 Monate, 6 Tage.", "de")
    assert mutants.holds(mutants.Mutant("modality", original, ""), "de", original, "", "de")


def test_paraphrases_are_written_otherwise() -> None:
    for language, wanted in (("de", ("26.05.2021", "Artikel 87 Absatz 3")), ("en", ("May 26, 2021", "Article 87(3)"))):
        found = [one.text for maker in paraphrases.MAKERS for one in maker(TEXT[language], language)]
        for words in wanted:
            assert any(words in text for text in found)


def test_wilson() -> None:
    low, high = wilson(0, 100)
    assert low == 0.0 and 0.03 < high < 0.04
    assert wilson(50, 100) == (0.4038, 0.5962)


def test_verification_tells_wrong_from_right() -> None:
    """A floor on every twelfth sentence of dev; ``make evals`` measures them all."""
    rights = right_statements("dev")[::12]
    wrong, dropped = wrong_trials(rights)
    facts = [one for one in wrong if one.kind in ("number", "date", "duration", "class", "reference", "authority")]
    assert len(facts) > 150 and sum(dropped.values()) > 0
    assert sum(one.reason is not None for one in facts) >= 0.98 * len(facts)
    turned = [one for one in wrong if one.kind in ("negation", "actor")]
    assert sum(one.reason is not None for one in turned) >= 0.85 * len(turned)
    right = right_trials(rights)
    assert len(right) > 150
    assert sum(one.reason is not None for one in right) <= 0.06 * len(right)
