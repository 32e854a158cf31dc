"""Which statements may be shown: right ones in either language stand, and one wrong fact is enough to withhold."""

from collections.abc import Mapping

import pytest

from assistant import verify
from assistant.draft import DraftEvidence, DraftStatement
from assistant.verify import objection
from corpus.model import Hit
from corpus.sentences import sentences
from tests.assistant.hits import hit, reason

SOURCE = {
    "de": (
        "Der Hersteller muss schwerwiegende Vorkommnisse innerhalb von 15 Tagen dem BfArM melden (Art. 87 Abs. 3 MDR). "
        "Bei einer ernsten Gefahr für die öffentliche Gesundheit beträgt die Frist 2 Tage. "
        "Der Importeur darf das Produkt nicht in Verkehr bringen, wenn die Bescheinigung fehlt. "
        "Ein Händler muss die Bescheinigung nicht aufbewahren. "
        "Software der Klasse IIa braucht nach Anhang VIII Regel 11 eine benannte Stelle. "
        "Die Gebühr beträgt 1.000,50 Euro, ermäßigt 10 % davon, und gilt seit dem 26. Mai 2021. "
        "Das Qualitätsmanagement nach Art. 10 Abs. 9 MDR folgt der ISO 13485 und wird alle zwölf Monate geprüft. "
        "Ein Zertifikat wird nur erteilt, wenn die Prüfung bestanden ist. "
        "Anträge sind spätestens sechs Monate vorher nach § 7 MPDG zu stellen."
    ),
    "en": (
        "The manufacturer must report serious incidents to the BfArM within 15 days (MDR Article 87(3)). "
        "For a serious threat to public health the time limit is 2 days. "
        "The importer must not place the device on the market if the certificate is missing. "
        "A distributor need not keep the certificate. "
        "Software of class IIa needs a notified body under Annex VIII Rule 11. "
        "The fee is EUR 1,000.50, reduced 10 % of it, and applies since 26 May 2021. "
        "Quality management under MDR Article 10(9) follows ISO 13485 and is checked every twelve months. "
        "A certificate is issued only if the examination is passed. "
        "Applications must be made at the latest six months before under MPDG § 7."
    ),
}
RIGHT = [
    ("de", "Hersteller müssen schwerwiegende Vorkommnisse binnen 15 Tagen an das BfArM melden."),
    ("de", "Nach Artikel 87 Absatz 3 MDR meldet der Hersteller schwerwiegende Vorkommnisse in fünfzehn Tagen."),
    ("de", "Die Gebühr beträgt 1000,50 € und gilt seit 26.05.2021."),
    ("de", "Die Gebühr von EUR 1.000,50 gilt seit Mai 2021."),
    ("de", "Ermäßigt sind es 10 Prozent der Gebühr."),
    ("de", "Software der Klasse IIa braucht eine benannte Stelle (Regel 11, Anhang VIII)."),
    ("de", "Das Qualitätsmanagement nach Art. 10(9) MDR wird jedes Jahr, also alle 12 Monate, geprüft."),
    ("de", "Das Qualitätsmanagement (ISO 13485) wird alle 12 Monate geprüft."),
    ("de", "Anträge sind spätestens 6 Monate vorher zu stellen (§ 7 MPDG)."),
    ("de", "Anträge sind spätestens ein halbes Jahr vorher zu stellen."),
    ("de", "Ein Zertifikat wird ausschließlich erteilt, wenn die Prüfung bestanden ist."),
    ("de", "Ein Importeur darf ein Produkt nicht in Verkehr bringen, wenn die Bescheinigung fehlt."),
    ("en", "Manufacturers must report serious incidents to the BfArM within fifteen days."),
    ("en", "Under Art. 87(3) MDR the manufacturer reports serious incidents within 15 days."),
    ("en", "The fee is 1000.50 euros and applies since May 26, 2021."),
    ("en", "The fee of €1,000.50 applies since 26.05.2021."),
    ("en", "The reduced fee is 10 per cent of it."),
    ("en", "Class IIa software needs a notified body (Rule 11 of Annex VIII)."),
    ("en", "Quality management under Article 10 paragraph 9 is checked every 12 months."),
    ("en", "Applications must be made at the latest 6 months before (Section 7 MPDG)."),
    ("en", "Applications must be made at the latest half a year before."),
    ("en", "A certificate is issued solely if the examination is passed."),
    ("en", "An importer may not place the device on the market if the certificate is missing."),
]
WRONG = [
    ("de", "number", "Die Gebühr beträgt 1.500,50 Euro."),
    ("de", "separator", "Die Gebühr beträgt 100.050 Euro."),
    ("de", "percentage", "Ermäßigt sind es 20 % der Gebühr."),
    ("de", "amount as a share", "Ermäßigt sind es 10 Euro der Gebühr."),
    ("de", "date", "Die Gebühr gilt seit dem 26. Mai 2022."),
    ("de", "day", "Die Gebühr gilt seit dem 25.05.2021."),
    ("de", "side of a date", "Die Gebühr gilt bis zum 26. Mai 2021."),
    ("de", "unit", "Der Hersteller muss schwerwiegende Vorkommnisse innerhalb von 15 Monaten dem BfArM melden."),
    ("de", "words", "Der Hersteller muss schwerwiegende Vorkommnisse innerhalb von zehn Tagen dem BfArM melden."),
    (
        "de",
        "figure of another sentence",
        "Der Hersteller muss schwerwiegende Vorkommnisse innerhalb von 2 Tagen melden.",
    ),
    ("de", "class", "Software der Klasse IIb braucht eine benannte Stelle."),
    ("de", "article", "Das Qualitätsmanagement nach Art. 11 Abs. 9 MDR wird geprüft."),
    ("de", "paragraph", "Das Qualitätsmanagement nach Art. 10 Abs. 8 MDR wird geprüft."),
    ("de", "act", "Das Qualitätsmanagement nach Art. 10 Abs. 9 IVDR wird geprüft."),
    ("de", "section for article", "Anträge sind spätestens sechs Monate vorher nach Art. 7 MPDG zu stellen."),
    ("de", "annex", "Software der Klasse IIa braucht nach Anhang VII Regel 11 eine benannte Stelle."),
    ("de", "rule", "Software der Klasse IIa braucht nach Anhang VIII Regel 10 eine benannte Stelle."),
    ("de", "standard", "Das Qualitätsmanagement folgt der ISO 14971."),
    ("de", "authority", "Der Hersteller muss schwerwiegende Vorkommnisse innerhalb von 15 Tagen dem PEI melden."),
    ("de", "actor", "Der Betreiber muss schwerwiegende Vorkommnisse innerhalb von 15 Tagen dem BfArM melden."),
    (
        "de",
        "actor of another sentence",
        "Der Importeur muss schwerwiegende Vorkommnisse innerhalb von 15 Tagen melden.",
    ),
    ("de", "denied", "Der Hersteller muss schwerwiegende Vorkommnisse nicht innerhalb von 15 Tagen dem BfArM melden."),
    ("de", "affirmed", "Der Importeur darf das Produkt in Verkehr bringen, wenn die Bescheinigung fehlt."),
    ("de", "forbidden", "Ein Händler darf die Bescheinigung nicht aufbewahren."),
    ("de", "allowed", "Der Hersteller kann schwerwiegende Vorkommnisse innerhalb von 15 Tagen dem BfArM melden."),
    ("de", "only", "Ein Zertifikat wird erteilt, wenn die Prüfung bestanden ist."),
    (
        "de",
        "off the subject",
        "Der Hersteller muss Blumen, Kuchen und bunte Geschenke innerhalb von 15 Tagen ins Schloss bringen.",
    ),
    ("en", "number", "The fee is EUR 1,500.50."),
    ("en", "separator", "The fee is EUR 100,050."),
    ("en", "percentage", "The reduced fee is 20 % of it."),
    ("en", "date", "The fee applies since 26 June 2021."),
    ("en", "side of a date", "The fee applies until 26 May 2021."),
    ("en", "unit", "The manufacturer must report serious incidents to the BfArM within 15 weeks."),
    ("en", "words", "The manufacturer must report serious incidents to the BfArM within ten days."),
    ("en", "figure of another sentence", "The manufacturer must report serious incidents within 2 days."),
    ("en", "class", "Software of class III needs a notified body."),
    ("en", "article", "Quality management under Article 12(9) is checked."),
    ("en", "act", "Quality management under IVDR Article 10(9) is checked."),
    ("en", "annex", "Software of class IIa needs a notified body under Annex IX Rule 11."),
    ("en", "standard", "Quality management follows IEC 62304."),
    ("en", "authority", "The manufacturer must report serious incidents to the Commission within 15 days."),
    ("en", "actor", "The sponsor must report serious incidents to the BfArM within 15 days."),
    ("en", "denied", "The manufacturer must not report serious incidents to the BfArM within 15 days."),
    ("en", "affirmed", "The importer may place the device on the market if the certificate is missing."),
    ("en", "forbidden", "A distributor must not keep the certificate."),
    ("en", "allowed", "The manufacturer may report serious incidents to the BfArM within 15 days."),
    ("en", "only", "A certificate is issued if the examination is passed."),
    (
        "en",
        "off the subject",
        "The manufacturer must bring flowers, cakes and colourful presents to the castle within 15 days.",
    ),
]


def told(language: str) -> list[str]:
    """The sentences of a source."""
    return [SOURCE[language][start:end] for start, end in sentences(SOURCE[language])]


def quoted(text: str, language: str) -> str:
    """The sentence that a statement is about: the one that shares most words with it."""
    said = set(text.lower().replace(".", "").split())
    return max(told(language), key=lambda part: len(said & set(part.lower().replace(".", "").split())))


@pytest.mark.parametrize(("language", "text"), RIGHT, ids=lambda value: value[:60])
def test_what_is_right_stands(language: str, text: str) -> None:
    assert reason(text, SOURCE[language], language, quote=quoted(text, language)) is None


@pytest.mark.parametrize(("language", "kind", "text"), WRONG, ids=lambda value: value[:40])
def test_one_wrong_fact_is_withheld(language: str, kind: str, text: str) -> None:
    assert reason(text, SOURCE[language], language, quote=quoted(text, language)) is not None


ACROSS = [
    ("de", "en", "The manufacturer must report within 15 days.", "Hersteller müssen binnen 15 Tagen melden.", True),
    ("de", "en", "The manufacturer must report within 15 days.", "Hersteller müssen binnen 10 Tagen melden.", False),
    ("de", "en", "The manufacturer must report within 15 days.", "Händler müssen binnen 15 Tagen melden.", False),
    ("de", "en", "The manufacturer must not report this.", "Der Hersteller muss das melden.", False),
    ("de", "en", "The manufacturer must not report this.", "Der Hersteller darf das nicht melden.", True),
    ("de", "en", "The fee is EUR 1,000.50 (Article 10(9)).", "Die Gebühr beträgt 1.000,50 Euro (Art. 10 Abs. 9).", True),
    ("de", "en", "The fee is EUR 1,000.50 (Article 10(9)).", "Die Gebühr beträgt 1,000 Euro (Art. 10 Abs. 9).", False),
    ("en", "de", "Die Frist endet nach sechs Monaten am 26. Mai 2021.", "The period ends after 6 months on 26.05.2021.", True),
    ("en", "de", "Die Frist endet nach sechs Monaten am 26. Mai 2021.", "The period ends after 6 weeks on 26.05.2021.", False),
    ("en", "de", "Das BfArM entscheidet über die Klasse IIa.", "The BfArM decides on class IIa.", True),
    ("en", "de", "Das BfArM entscheidet über die Klasse IIa.", "The PEI decides on class IIa.", False),
    ("en", "de", "Die benannte Stelle informiert den Hersteller.", "The notified body informs the manufacturer.", True),
    ("en", "de", "Die benannte Stelle informiert den Hersteller.", "The manufacturer informs the notified body.", False),
    ("en", "de", "Die zuständige Behörde prüft den Antrag.", "Elephants like swimming in deep rivers.", False),
]  # fmt: skip


@pytest.mark.parametrize(("language", "said", "passage", "text", "stands"), ACROSS)
def test_across_languages(language: str, said: str, passage: str, text: str, stands: bool) -> None:
    found = reason(text, passage, language, said)
    assert (found is None) == stands, found


def test_a_whole_sentence_in_its_own_words_always_stands() -> None:
    for language, source in SOURCE.items():
        for part in told(language):
            assert reason(part, source, language) is None


@pytest.mark.parametrize(
    ("passage", "piece", "language"),
    [
        (
            "Die App darf nicht ohne Bescheinigung der Behörde verkauft werden.",
            "Bescheinigung der Behörde verkauft",
            "de",
        ),
        ("Ein Zertifikat wird nur nach bestandener Prüfung erteilt.", "nach bestandener Prüfung erteilt", "de"),
        ("The device must never be sold to patients at home.", "be sold to patients at home", "en"),
    ],
)
def test_a_piece_of_a_sentence_may_not_say_the_opposite_of_the_whole(passage: str, piece: str, language: str) -> None:
    assert reason(passage, passage, language) is None
    assert reason(piece, passage, language) is not None


def test_what_a_reader_could_follow_stands_in_the_passage() -> None:
    passage = "Formulare gibt es unter https://forms.example.org für Hersteller von Software."
    assert reason("Formulare gibt es unter forms.example.org.", passage) is None
    assert reason("Formulare gibt es unter https://evil.example.com.", passage) is not None


def test_the_reason_says_what_to_mend() -> None:
    assert "2028" in (reason("Die Frist endet 2028.", "Die Frist endet im Jahr 2027 für alle.") or "")
    assert "E9" in (
        objection(DraftStatement(text="Ja.", evidence=[DraftEvidence(key="E9", quote="Die Frist")]), {}, "de") or ""
    )


def test_nearness_decides_across_languages_where_an_embedder_tells_it() -> None:
    evidence: Mapping[str, Hit] = {"E1": hit("Das Gewebe stammt vom Spender selbst.", "de")}
    statement = DraftStatement(
        text="The tissue comes from the donor.", evidence=[DraftEvidence(key="E1", quote="Das Gewebe stammt")]
    )
    assert objection(statement, evidence, "en", lambda one, other: 0.9) is None
    assert objection(statement, evidence, "en", lambda one, other: 0.0) is not None


def test_a_check_that_errors_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> str:
        raise RuntimeError("a defect")

    passage = "Die Frist endet im Jahr 2027 für alle Produkte."
    assert reason("Die Frist endet 2027.", passage) is None
    monkeypatch.setattr(verify, "language_of", breaks)
    assert reason("Die Frist endet 2027.", passage) is not None
