"""Words of the field that stand for each other: synonyms, and what German and English call the same thing."""

from functools import lru_cache

from corpus.words import stem

# a line: German words | English words; stems are what is compared, so one form of a word is enough
_TABLE = """
Hersteller Produzent | manufacturer producer maker
Händler Vertreiber | distributor dealer retailer
Importeur Einführer | importer
Bevollmächtigter | representative
Betreiber | operator deployer
Anbieter | provider
Stelle | body
benannte | notified
Behörde Bundesbehörde Bundesoberbehörde | authority regulator
Produkt Medizinprodukt Gerät | device product equipment
Software Programm App Anwendung | software app application program
Klasse Risikoklasse | class
Einstufung Klassifizierung einstufen eingestuft | classification classify classified
Regel | rule
Anhang Anlage | annex
Frist Zeitraum Übergangsfrist Dauer Zeit | period deadline transition time limit
endet Ende läuft ausläuft abgelaufen | end expire run
gilt gelten anwendbar anzuwenden Geltung | apply applies valid hold application
melden meldet Meldung anzeigen Anzeige mitteilen | report notify notification notice
informieren informiert unterrichten Information | inform tell information
Vorkommnis Ereignis Zwischenfall | incident event
schwerwiegend schwer ernst | serious severe
Patient | patient
Antrag beantragen Anmeldung | application apply request registration
Bescheinigung Zertifikat zertifiziert zertifizieren | certificate certify certified
Konformität Konformitätserklärung Konformitätsbewertung | conformity
Bewertung bewerten Beurteilung prüfen Prüfung | assessment evaluation evaluate assess examination examine check test
klinisch | clinical
Studie Prüfung | study investigation trial
Daten | data
Datenschutz | protection privacy
Risiko Gefahr | risk danger hazard
Kosten kostet Gebühr Preis teuer | cost fee price charge
Bußgeld Geldbuße Strafe | fine penalty
Euro | EUR euro
Unternehmen Firma Betrieb | company undertaking firm enterprise business
Beschäftigte Mitarbeiter Arbeitnehmer Personen | employee staff worker person people
Verpackung | packaging
Abfall | waste
Batterie | battery
Norm | standard
Leitlinie Leitfaden | guidance guideline
Gesetz Recht rechtlich | law act legal
Verordnung | regulation ordinance
Richtlinie | directive
Artikel | article
Absatz | paragraph
Anforderung Vorgabe Voraussetzung Bedingung | requirement condition
Pflicht verpflichtet müssen | duty obligation obliged must mandatory
Verbot verboten | ban prohibited prohibition
Ausnahme ausgenommen befreit | exception exempt exemption
Register registrieren Registrierung | register registration
Datenbank | database
Kennzeichnung kennzeichnen Zeichen Etikett | marking mark label labelling
Gebrauchsanweisung Anweisung Anleitung | instruction
Sprache deutsch | language german
Vertrag | contract agreement
Bericht Berichterstattung | report reporting statement
Jahr jährlich | year annual yearly
Monat monatlich | month monthly
Tag täglich | day daily
Woche wöchentlich | week weekly
Markt Inverkehrbringen vermarkten verkaufen Verkauf bereitstellen | market marketing placed sell sale supply
neu | new
alt | old
Überwachung überwachen überwacht | surveillance monitoring monitor supervision
Sicherheit sicher | safety security safe secure
Qualität Qualitätsmanagement | quality
Managementsystem | management system
Verantwortlicher verantwortlich zuständig | responsible person controller competent
Nachweis nachweisen belegen | proof evidence prove demonstrate show
Forschung | research
Arzneimittel Medikament Wirkstoff | medicine medicinal drug
Zulassung zugelassen Genehmigung genehmigt erlaubt | authorisation authorised approval approved licence permit
Förderung fördern Zuschuss | funding grant support
Lieferkette | supply chain
Stoff Substanz | substance
Gehalt | content
Energie | energy
Klima klimaneutral Treibhausgas Emission | climate neutral greenhouse emission carbon
Nachhaltigkeit | sustainability
Werbung werben | advertising advertise
Aussage Angabe | claim statement
Krankheit Erkrankung | disease illness condition
Verletzung | injury
Behandlung Therapie behandeln | treatment therapy treat
Diagnose diagnostisch | diagnosis diagnostic
Vorhersage | prediction
Verhütung Vorbeugung Prävention | prevention
Zweck Zweckbestimmung bestimmt | purpose intended
Einwilligung Zustimmung zustimmen | consent agree approval
Verarbeitung verarbeiten | processing process
Aufbewahren Aufbewahrung speichern gespeichert | keep retain store retention
Dokumentation Unterlagen Akte | documentation document file record
Liste Verzeichnis | list directory
Entscheidung entscheiden entscheidet | decision decide
Streit | dispute
Beratung beraten | advice consult advise
Hilfe | help
Kommission | commission
Mitgliedstaat Staat Land | member state country
Bund | federal
europäisch EU | european EU
Größe groß größer | large size big
klein Kleinstunternehmen | small micro
Mitte mittel | medium
Umsatz | turnover revenue
Wert | value
Menge | amount quantity
Schwelle Grenze | threshold limit
Verkehr | placed market
Einmalprodukt Einweg | single-use disposable
Aufbereitung aufbereiten | reprocess reprocessing
Krankenhaus Klinik | hospital clinic
Gesundheitseinrichtung Einrichtung | institution facility establishment
Krankenkasse Kasse | insurer fund insurance
Arzt | doctor physician
Nutzer Anwender | user
Kunde Verbraucher | customer consumer
Wettbewerb | competition
Gericht | court
Haftung haften | liability liable
Schaden | damage harm
Rückruf | recall
Korrektur Maßnahme | corrective action measure
Entwicklung entwickeln | development develop
Änderung ändern geändert wesentlich | change modification substantial significant
Update | update
Schwachstelle | vulnerability
Angriff | attack
Transparenz | transparency
künstlich Intelligenz KI | artificial intelligence AI
Hochrisiko hoch | high-risk high
System | system
Modell | model
Vorschlag geplant | proposal planned proposed
Beginn beginnt ab Start | begin start from
veröffentlicht Veröffentlichung | published publication
seit | since
Kind | child children
Tier | animal
Gewebe Zelle | tissue cell
Labor | laboratory
Probe | sample
Auftrag Auftragsverarbeiter | processor order
Ethikkommission Ethik | ethics
öffentlich | public
frei kostenlos | free
vollständig voll | full complete
erstmals erst | first
nächste | next
mindestens | least minimum
höchstens | most maximum
"""


@lru_cache(maxsize=1)
def _lines() -> dict[tuple[str, str], frozenset[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for number, line in enumerate(_TABLE.strip().splitlines()):
        german, _, english = line.partition("|")
        for language, words in (("de", german), ("en", english)):
            for word in words.lower().split():
                found.setdefault((language, stem(word, language)), set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def senses(stemmed: str, language: str) -> frozenset[int]:
    """The lines of the table that a stem stands in."""
    return _lines().get((language, stemmed), frozenset())
