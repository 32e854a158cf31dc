"""Roles and authorities of the field, with their German and English names as patterns.

A name after "~" is heard in the evidence only: it may mean the role.
"""

# id: German names | English names; one word may stand for several roles ("Betreiber": operator or deployer)
TABLE = r"""
manufacturer: Hersteller(?:in)?(?:s|n|innen)? | manufacturers?, makers?
producer: Hersteller(?:in)?(?:s|n|innen)?, Produzent(?:en)?, Erzeugers? | producers?
legal manufacturer: rechtliche[rn]? Hersteller | legal manufacturer
importer: Importeur(?:e[ns]?|s)?, Einführer[sn]? | importers?
distributor: Händler[sn]?, Vertreiber[sn]?, Vertriebspartner | distributors?, dealers?, retailers?
authorised representative: Bevollmächtigte[nrms]? | authori[sz]ed representatives?
operator: Betreiber[sn]?, Marktteilnehmer[sn]? | operators?
deployer: Betreiber[sn]? | deployers?
provider: Anbieter[sn]?, Dienstleister[sn]?, Leistungserbringer[sn]? | providers?
economic operator: (?:Wirtschaftsa|A)kteur(?:e[ns]?|s)? | economic operators?, operators?, actors?
notified body: benannte[nr]?\s+Stellen?, Benannte[nr]?\s+Stellen? | notified\s+bod(?:y|ies)
BfArM: BfArM, Bundesinstituts?\s+für\s+Arzneimittel(?:\s+und\s+Medizinprodukte)? | BfArM, Federal\s+Institute\s+for\s+Drugs(?:\s+and\s+Medical\s+Devices)?
PEI: PEI, Paul-Ehrlich-Instituts? | PEI, Paul[-\s]Ehrlich[-\s]Institut[es]?
commission: Kommission, EU-Kommission, Europäischen?\s+Kommission | Commission, European\s+Commission, EU\s+Commission
competent authority: (?:zuständige[nr]?|nationale[nr]?)\s+(?:\w+\s+)?(?:Bundesoberb|Landesb|B)ehörden? | (?:competent|national)\s+(?:\w+\s+)?authorit(?:y|ies)
authority: Behörden?, \w+behörden?, ~Auftraggeber | authorit(?:y|ies), regulators?
market surveillance: Marktüberwachung\w* | market\s+surveillance
state authority: Landesbehörden?, Regierungspräsidi(?:um|en|ums), Landesämter[n]? | Land\s+authorit(?:y|ies), Regierungspräsidi(?:um|en), state\s+authorit(?:y|ies)
sponsor: Sponsor(?:s|en)? | sponsors?
investigator: Prüfer[sn]?, Hauptprüfer[sn]?, Prüfärzt\w+ | investigators?
ethics committee: Ethik-?[kK]ommission(?:en)? | ethics\s+committees?, ~committee
ministry of health: BMG, Bundesgesundheitsministeriums?, Bundesministeriums?\s+für\s+Gesundheit | BMG, (?:Federal\s+)?(?:Ministry\s+of\s+Health|Health\s+Ministry)
G-BA: G-BA, Gemeinsame[nr]?\s+Bundesausschuss(?:es)? | G-BA, Federal\s+Joint\s+Committee
GKV-SV: GKV-Spitzenverband(?:e?s)?, GKV-SV | GKV-Spitzenverband, GKV-SV, National\s+Association\s+of\s+Statutory\s+Health\s+\w+\s+Funds
BSI: BSI, Bundesamts?\s+für\s+Sicherheit | BSI, Federal\s+Office\s+for\s+Information\s+Security
BNetzA: BNetzA, Bundesnetzagentur | BNetzA, Bundesnetzagentur, Federal\s+Network\s+Agency
BAFA: BAFA, Bundesamts?\s+für\s+Wirtschaft | BAFA, Federal\s+Office\s+for\s+Economic\s+Affairs
UBA: UBA, Umweltbundesamts?(?:es)? | UBA, Umweltbundesamt, (?:German|Federal)\s+Environment\s+Agency
ear: stiftung\s+ear, Stiftung\s+EAR, Stiftung\s+ear, ear | stiftung\s+ear, Stiftung\s+EAR, ear\s+foundation
ZSVR: ZSVR, Zentrale[nr]?\s+Stelle | ZSVR, Zentrale\s+Stelle, Central\s+Agency
ECHA: ECHA, Europäischen?\s+Chemikalienagentur, Chemikalienagentur | ECHA, European\s+Chemicals\s+Agency
EMA: EMA, Europäischen?\s+Arzneimittel-?[aA]gentur | EMA, European\s+Medicines\s+Agency
ENISA: ENISA | ENISA
MDCG: MDCG, Koordinierungsgruppe\s+Medizinprodukte | MDCG, Medical\s+Device\s+Coordination\s+Group
DAkkS: DAkkS, Deutsche\s+Akkreditierungsstelle | DAkkS
BAuA: BAuA | BAuA
EDPB: EDSA, Europäische[rn]?\s+Datenschutzausschuss(?:es)? | EDPB, European\s+Data\s+Protection\s+Board
health institution: Gesundheitseinrichtung(?:en)?, Einrichtung(?:en)? | ~institution, ~facilit, ~equipment,  health\s+institutions?
insurer: Kassen?, Krankenkassen?, Pflegekassen?, Versicherer[sn]? | insurers?
health insurer: Krankenkassen?, Krankenversicherung(?:en)? | health\s+(?:insurers?|insurance), sickness\s+funds?
care insurer: Pflegekassen?, Pflegeversicherung(?:en)? | (?:long-term\s+)?care\s+(?:insurers?|insurance|funds?)
hospital: Krankenh(?:aus|auses|äuser|äusern), Kliniken?, Klinik(?:um|ums)? | hospitals?, clinics?
doctor: ~arzt, ~ärzt, Ärzt(?:e[n]?|in|innen), Arzt(?:es)? | doctors?, physicians?, ~medical
patient: Patient(?:en|in|innen)?, Versicherte[nrms]? | patients?
insured person: ~versicher, ~insured, Versicherte[nrms]? | insured(?:\s+(?:persons?|people|patients?))?
user: ~nutz, ~anwend, Anwender(?:in|innen|s|n)?, Laien, Nutzer(?:in|innen|s|n)? | users?
controller: Verantwortliche[nrms]? | controllers?, persons?\s+responsible
processor: Auftragsverarbeiter[sn]? | processors?
responsible person: verantwortliche[nr]?\s+Person(?:en)?, zuständige[nr]?\s+Person(?:en)?, PRRC | persons?\s+responsible(?:\s+for\s+\w+\s+compliance)?, responsible\s+persons?, PRRC
DPO: Datenschutzbeauftragte[nrms]?, DSB | data\s+protection\s+officers?, DPOs?
data subject: Betroffene[nr]?, betroffene[nr]?\s+Person(?:en)? | data\s+subjects?, victims?, persons?\s+concerned
data holder: Dateninhaber[sn]? | data\s+holders?
data user: Datennutzer[sn]? | data\s+users?
access body: Zugangsstellen? | access\s+bod(?:y|ies)
supplier: Lieferant(?:en)?, Zulieferer[sn]?, Lieferer[sn]? | suppliers?
employer: Arbeitgeber[sn]? | employers?
works council: Betriebsr(?:at|ats|äte) | works\s+councils?
employee: Beschäftigte[nr]?, Mitarbeiter(?:in|innen|s|n)?, Arbeitnehmer[sn]? | employees?, workers?
staff: Personals?, Verkaufspersonals?, Vertriebsleuten?, Mitarbeiter(?:in|innen|s|n)?, Beschäftigte[nr]? | staff, personnel
applicant: Antragsteller[sn]? | applicants?
auditor: Auditor(?:en|s)?, (?:Wirtschafts|Abschluss)prüfer[sn]? | auditors?
consumer: ~verbrauch, ~konsum, Verbraucher(?:in|innen|s|n)?, Endnutzer[sn]? | consumers?, end[\s-]users?
customer: ~kund, Kund(?:e[n]?|in|innen) | customers?, clients?
customs: ~zoll, Zoll(?:behörden?|s)? | customs
court: Gerichte?[sn]?, EuGH, Europäische[rn]?\s+Gerichtshof(?:s)? | courts?, CJEU, ECJ, Court\s+of\s+Justice
parliament: Parlaments?, Bundestags?, Europäische[sn]?\s+Parlaments? | Parliament, Bundestag
council: (?:EU-)?Rat(?:e?s)?, Bundesrats? | Council, Bundesrat
member state: Mitgliedstaat(?:en|s)?, Mitgliedsstaat(?:en)? | member\s+states?
ministry: ~BMG, ~BMW, ~ministeri, (?:\w+m|M)inisteri(?:um|ums|en) | ministr(?:y|ies)
federal government: Bundesregierung | federal\s+government
laboratory: ~labor, Labor(?:e|s|en|atorien)?, Referenzlabor\w* | (?:reference\s+)?laborator(?:y|ies), labs?
pharmacy: Apotheken? | pharmac(?:y|ies)
advisor: Berater(?:in|innen|s|n)? | advis[eo]rs?, consultants?
"""
# whom "the authority" may mean
AUTHORITIES = frozenset(
    [
        *(
            "authority",
            "competent authority",
            "state authority",
            "market surveillance",
            "BfArM",
            "PEI",
            "BSI",
            "BNetzA",
        ),
        *("BAFA", "UBA", "ear", "ZSVR", "ECHA", "EMA", "BAuA", "customs", "access body", "commission"),
    ]
)
