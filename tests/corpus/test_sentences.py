"""Where sentences end, in German and English regulatory prose."""

from pathlib import Path

import pytest

from corpus.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Das gilt nach Art. 3 der Verordnung.",
        "Das sind z. B. Apps, d. h. Software, u. a. für Ärzte.",
        "Ab dem 26. Mai 2021 gilt die MDR.",
        "Siehe Anhang I Nr. 4 und Abs. 2 Satz 1.",
        "Das steht im BGBl. 2021 I S. 960 unter Ziff. 3 Buchst. a.",
        "Die Klasse i. S. d. Regel 11 bzw. Anlage 1 ist gemeint.",
        "See No. 3 and Fig. 2, e.g. the table on p. 12.",
        "The firm Meier Ltd. and others, i.e. Dr. Meier, cf. Sec. 4.",
        "Es waren ca. 3.500 Euro, max. 5 Mio. Euro.",
        "Version 2.1 gilt seit 2020.",
        "Die 3. Auflage erschien vgl. Kap. 2.",
    ],
)
def test_abbreviations_and_numbers_do_not_end_one(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Das gilt seit 2021.", "Danach gilt es nicht."],
        ["Ist das ein Produkt?", "Ja!", "Es ist eines."],
        ["Er sagt: „Das gilt.“", "Sie sagt es auch."],
        ["It applies to class IIa.", "The rest is class I.", "See Article 52."],
        ["Die Frist endet am 31. Dezember 2027.", "§ 3 bleibt unberührt."],
        ["It ends (see below).", "Then it starts."],
        ["Das regelt die MDR.", "26 Monate bleiben."],
    ],
)
def test_sentences_end_where_the_next_begins(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_list_items_table_rows_and_paragraphs_end_one_too() -> None:
    text = "Nötig sind:\n• eine Akte\n• ein Plan.  Und mehr.\n\nKlasse I\t31. Dezember 2027\nKlasse II\tkeine"
    assert cut(text) == [
        *("Nötig sind:", "• eine Akte", "• ein Plan.", "Und mehr."),
        *("Klasse I\t31. Dezember 2027", "Klasse II\tkeine"),
    ]


def test_spans_are_in_order_and_hold_all_but_white_space() -> None:
    text = "  Eins.  Zwei ist lang.\n\n\tDrei? „Vier.“ Fünf  "
    found = list(sentences(text))
    assert all(a < b <= c for (a, b), (c, _) in zip(found, found[1:], strict=False))
    assert "".join(text[a:b] for a, b in found).replace(" ", "") == text.translate(str.maketrans("", "", " \n\t"))
    assert list(sentences("")) == list(sentences(" \n ")) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_sentences_of_a_corpus_that_marks_them(shared: Path, language: str) -> None:
    """XQuAD-R's own sentence breaks, 240 paragraphs: at least 97 of 100 sentences are found as they are."""
    import json

    data = json.loads((shared / "xquad-r" / f"{language}.json").read_text("utf-8"))
    right = count = 0
    for article in data["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            found = {text[a:b] for a, b in sentences(text)}
            wanted = [text[a:b].strip() for a, b in paragraph["sentence_breaks"]]
            right += sum(sentence in found for sentence in wanted)
            count += len(wanted)
    assert count > 1_000 and right / count > 0.97, f"{right} of {count}"
