"""German compounds cut along the library's own words."""

import pytest

from corpus.compounds import Compounds, vocabulary

WORDS = ["übergang", "frist", "medizin", "produkt", "berater", "risiko", "management", "akte", "vertrag", "hersteller"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("übergangsfrist", ("übergang", "frist")),
        ("medizinproduktberater", ("medizin", "produkt", "berater")),
        ("risikomanagementakte", ("risiko", "management", "akte")),
        ("herstellervertrag", ("hersteller", "vertrag")),
        ("frist", ()),
        ("produktion", ()),
        ("fristlos", ()),
        ("iso13485", ()),
        ("", ()),
    ],
)
def test_words_are_cut_where_both_parts_are_known(word: str, parts: tuple[str, ...]) -> None:
    assert Compounds(WORDS).split(word) == parts


def test_parts_come_as_stems_and_only_of_compounds() -> None:
    assert Compounds([*WORDS, "fristen"]).parts(["übergangsfristen", "frist"]) == ["ubergang", "frist"]


def test_short_words_stop_words_and_numbers_are_no_parts() -> None:
    compounds = Compounds(["der", "nach", "haus", "2027", "tür"])
    assert compounds.split("nachhaus") == compounds.split("haustür") == ()


def test_the_vocabulary_is_what_enough_texts_hold() -> None:
    texts = ["Die Frist endet", "Eine Frist, eine Frist", "Frist und Akte", "Akte"]
    assert vocabulary(texts) == {"frist"} and vocabulary(texts, least=2) == {"frist", "akte"}


def test_a_very_long_word_takes_no_time() -> None:
    assert Compounds(["aaaa", "aaaaa"]).split("a" * 300 + "b") == ()
