"""A small library for a small model: a few short notes of our own, and questions about them."""

FILES = {
    "software.md": """# Medizinische Software

## Einstufung

Software, die Vitalparameter überwacht, gehört nach Regel 11 in die Klasse IIa. Das gilt nicht für Software, die nur Termine verwaltet.

## Fristen

Die Übergangsfrist für Software endet am 31. Dezember 2027.
""",
    "reporting.md": """# Reporting of incidents

## Time limits

The manufacturer reports a serious incident within 15 days. A serious threat to public health is reported within 2 days.

## Forms

The manufacturer sends the report to BfArM with the European form.
""",
    "energy.md": """# Energie im Betrieb

## Energieaudit

Unternehmen, die keine kleinen oder mittleren Unternehmen sind, führen alle vier Jahre ein Energieaudit durch.
""",
}
# text, turns before it
QUESTIONS: list[tuple[str, list[dict[str, str]]]] = [
    ("Welche Klasse hat Software, die Vitalparameter überwacht?", []),
    ("Wann endet die Übergangsfrist für Software?", []),
    ("Within how many days does the manufacturer report a serious incident?", []),
    ("Who gets the manufacturer's report of an incident?", []),
    ("Wie oft führen Unternehmen ein Energieaudit durch?", []),
    (
        "And what about a serious threat to public health?",
        [{"question": "Within how many days is a serious incident reported?", "answer": "Within 15 days."}],
    ),
    (
        "Und wann endet dafür die Frist?",
        [{"question": "Welche Klasse hat Software, die Vitalparameter überwacht?", "answer": "Klasse IIa."}],
    ),
]
