"""Numbers and dates in one form, whatever the language writes."""

import pytest

from corpus.figures import figures, figures_in_words


@pytest.mark.parametrize(
    ("german", "english", "found"),
    [
        ("am 26. Mai 2021", "on 26 May 2021", {"2021-05-26"}),
        ("am 26.05.2021", "May 26, 2021", {"2021-05-26"}),
        ("am 1. März 2027", "on 1st March 2027", {"2027-03-01"}),
        ("bis Mai 2028", "until May 2028", {"2028-05"}),
        ("jeweils zum 31. Mai", "on 31 May each year", {"05-31"}),
        ("bis zum 27.11.", "by 27.11.", {"11-27"}),
        ("2026-01-28", "2026-01-28", {"2026-01-28"}),
        ("1.000,50 Euro", "EUR 1,000.50", {"1000.5"}),
        ("500 000 Euro", "EUR 500,000", {"500000"}),
        ("0,1 %", "0.1 %", {"0.1"}),
        ("1,50 Euro", "EUR 1.5", {"1.5"}),
        ("Art. 10 Abs. 9", "Article 10(9)", {"10", "9"}),
        ("Art. 120 Abs. 3c", "Article 120(3c)", {"120", "3c"}),
        ("§ 139e SGB V", "§ 139e SGB V", {"139e", "V"}),
        ("Klasse IIa und III", "class IIa and III", {"IIa", "III"}),
        ("Anhang XIV, Regel 11", "Annex XIV, Rule 11", {"XIV", "11"}),
        ("Abschnitt 10.11.2", "section 10.11.2", {"10.11.2"}),
        ("Röntgen und Ingenieure", "X-ray and I think so", set()),
        ("MDCG 2019-11", "MDCG 2019-11", {"2019", "11"}),
        ("007", "007", {"7"}),
        ("31. Februar 13.13.2026", "31.13.2026", None),
    ],
)
def test_both_languages_hold_the_same_figures(german: str, english: str, found: set[str] | None) -> None:
    one, other = figures(german, "de"), figures(english, "en")
    assert "" not in one | other
    if found is not None:
        assert one == found and other == found


def test_a_list_of_years_is_no_large_number() -> None:
    assert figures("2024, 2025 und 2026", "de") == figures("2024, 2025 and 2026", "en") == {"2024", "2025", "2026"}


def test_a_date_is_not_also_a_number() -> None:
    assert figures("vom 26. Mai 2021 bis 31. Dezember 2027", "de") == {"2021-05-26", "2027-12-31"}


def test_small_numbers_in_words() -> None:
    assert figures_in_words("binnen sechs Monaten, zweimal") == {"6", "2"}
    assert figures_in_words("within six months, twice") == {"6", "2"}
    assert figures_in_words("Sechstel und Sixtus") == set()
