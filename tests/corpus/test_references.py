"""Legal references as tokens of one form."""

import pytest

from corpus.references import references


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Art. 120 Abs. 3c MDR", {"art_120", "art_120_3c", "art_120_mdr"}),
        ("MDR Article 120(3c)", {"art_120", "art_120_3c", "art_120_mdr"}),
        ("Artikel 10 Absatz 9 der MDR", {"art_10", "art_10_9", "art_10_mdr"}),
        ("Articles 83 and more", {"art_83"}),
        ("§ 4 DiGAV", {"par_4", "par_4_digav"}),
        ("§ 139e Abs. 10 SGB V", {"par_139e", "par_139e_10", "par_139e_sgb"}),
        ("MPDG § 4(1)", {"par_4", "par_4_mpdg", "par_4_1"}),
        ("Anhang VIII", {"annex_viii"}),
        ("Annex IX", {"annex_ix"}),
        ("Anlage 1", {"annex_1"}),
        ("Regel 11, rule 11", {"rule_11"}),
        ("Klasse IIa, class IIa", {"class_iia"}),
        ("ein Klasse-III-Produkt", {"class_iii"}),
        ("Verordnung (EU) 2017/745", {"eu_2017_745"}),
        ("MDCG 2019-11 Rev. 1", {"mdcg_2019_11"}),
        ("ISO 13485:2016", {"iso_13485"}),
        ("EN IEC 62304", {"iso_62304"}),
        ("DIN EN ISO 10993-1", {"iso_10993", "iso_10993_1"}),
        ("Die Artenvielfalt nimmt ab, 12 Regeln", set()),
    ],
)
def test_references_of_both_languages(text: str, found: set[str]) -> None:
    assert found <= set(references(text)) if found else references(text) == []


def test_each_comes_once() -> None:
    assert references("§ 4 DiGAV und § 4 DiGAV").count("par_4") == 1


def test_the_same_reference_in_german_and_english_gives_the_same_tokens() -> None:
    german = "Nach Art. 120 Abs. 3c MDR und Anhang VIII Regel 11 gilt Klasse IIa (MDCG 2019-11)."
    english = "Under MDR Article 120(3c) and Annex VIII Rule 11, class IIa applies (MDCG 2019-11)."
    assert set(references(german)) == set(references(english))
