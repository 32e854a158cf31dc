"""Where a quote stands in a text, whatever its white space, hyphens, ligatures and quotation marks."""

import pytest

from assistant.quoted import find_quote, fold

TEXT = "Die „Übergangsfrist“ endet am\n31. Dezember 2027 – für Klasse-III-Produkte (Art. 120 Abs. 3a).\tZeile 2"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("endet am 31. Dezember 2027", "endet am\n31. Dezember 2027"),
        ("  endet   am 31. Dezember 2027 ", "endet am\n31. Dezember 2027"),
        ('Die "Übergangsfrist" endet', "Die „Übergangsfrist“ endet"),
        ("Die »Übergangsfrist« endet", "Die „Übergangsfrist“ endet"),
        ("DIE „ÜBERGANGSFRIST“ ENDET", "Die „Übergangsfrist“ endet"),
        ("2027 - für Klasse‑III‑Produkte", "2027 – für Klasse-III-Produkte"),
        ("(Art. 120 Abs. 3a).", "(Art. 120 Abs. 3a)."),
        ("3a). Zeile 2", "3a).\tZeile 2"),
        ("endet am 31. Dezember 2028", None),
        ("endet 31. Dezember", None),
        ("Art. 120 Abs. 3a.", None),
        (".*", None),
        ("", None),
        (" \n ", None),
    ],
)
def test_a_quote_is_found_where_it_stands(quote: str, found: str | None) -> None:
    span = find_quote(quote, TEXT)
    assert (TEXT[span[0] : span[1]] if span else None) == found


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Klassifizierung", "die Klassi\u00adfizierung gilt"),
        ("die Klassifizierung", "die Klassi-\nfizierung gilt"),
        ("Klasse-III-Produkte", "der Klasse-\nIII-Produkte"),
        ("Klassi-\nfizierung", "die Klassifizierung gilt"),
        ("eﬃzient und finanziell", "effizient und ﬁnanziell"),
        ("don't", "you don’t"),
    ],
)
def test_hyphens_and_ligatures_are_folded(quote: str, text: str) -> None:
    assert find_quote(quote, text) is not None


def test_a_long_quote_is_found_quickly_or_not_at_all() -> None:
    assert find_quote("a " * 1_000, "a " * 999 + "b") is None
    assert find_quote("a " * 1_000, "a " * 5_000) == (0, 1_999)


def test_folding() -> None:
    assert fold("Über\u00adgangs-\nfrist  „gilt“ –\tnun") == 'übergangsfrist "gilt" - nun'
