"""Which hyphen at the end of a line is the word's own."""

import pytest

from ingest.hyphens import NOTHING, Seen, join_lines, seen

GERMAN = seen(["Die DiGA nach § 139e SGB V, die EUDAMED und die Ethik-Kommission."])
ENGLISH = seen(["A single use, safety first, relevant data, in the form, and a non-safety device."])


@pytest.mark.parametrize(
    ("first", "second", "known", "whole"),
    [
        ("die Über-", "gang der Frist", NOTHING, "die Übergang der Frist"),
        ("die Ethik-", "Kommission", NOTHING, "die Ethik-Kommission"),
        ("Vor-", "und Nachteile", NOTHING, "Vor- und Nachteile"),
        ("eine Di-", "GA ist", GERMAN, "eine DiGA ist"),
        ("in EU-", "DAMED", GERMAN, "in EUDAMED"),
        ("die EU-", "DSGVO", GERMAN, "die EU-DSGVO"),
        ("§ 3 PMZu-", "VO", GERMAN, "§ 3 PMZuVO"),
        ("das Start-", "up", GERMAN, "das Start-up"),
        ("auf mdr-", "ivdr.bio-pro.de.", GERMAN, "auf mdr-ivdr.bio-pro.de."),
        ("https://health.ec.europa.eu/medical-", "devices", ENGLISH, "https://health.ec.europa.eu/medical-devices"),
        ("MDR/", "IVDR", GERMAN, "MDR/IVDR"),
        ("a single-", "use device", ENGLISH, "a single-use device"),
        ("safety-", "relevant", ENGLISH, "safety-relevant"),
        ("non-", "safety", ENGLISH, "non-safety"),
        ("in-", "form", ENGLISH, "inform"),
        ("re-", "sponsible", ENGLISH, "responsible"),
        ("an X-", "ray", ENGLISH, "an X-ray"),
        ("one line", "and the next", NOTHING, "one line and the next"),
        ("ends in a dash –", "and goes on", NOTHING, "ends in a dash – and goes on"),
    ],
)
def test_two_lines_become_one(first: str, second: str, known: Seen, whole: str) -> None:
    assert join_lines(first, second, known) == whole


def test_the_words_of_a_document_are_taken_apart() -> None:
    known = seen(["capital-market-oriented EUDAMED"])
    assert known.pairs == {"capital-market", "market-oriented"}
    assert known.words == {"capital", "market", "oriented", "eudamed"}
    assert ENGLISH.english and not GERMAN.english
