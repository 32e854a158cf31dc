"""Documents cut into passages."""

import re
from pathlib import Path

import pytest

from corpus.model import Document, Heading, Page, Passage
from ingest.read import read
from ingest.split import LONGEST, TARGET, passages, ranks


def document(*parts: str, levels: dict[str, int] | None = None, page_at: tuple[int, ...] = (0,)) -> Document:
    text = "\n\n".join(parts)
    headings = []
    for title, level in (levels or {}).items():
        start = text.index(title)
        headings.append(Heading(start=start, end=start + len(title), level=level, title=title, anchor=title.lower()))
    edges = [*page_at, len(text)]
    pages = [
        Page(number=n, label=f"l{n}", start=s, end=e) for n, (s, e) in enumerate(zip(edges, edges[1:], strict=False), 1)
    ]
    return Document(text=text, pages=tuple(pages), headings=tuple(headings))


def heights(*titles: tuple[int, str]) -> list[int]:
    return ranks([Heading(start=0, end=0, level=level, title=title) for level, title in titles])


def test_the_librarys_passages_are_slices_in_order_under_their_headings(
    documents: dict[str, Document], split: dict[str, list[Passage]]
) -> None:
    assert len(documents) == 48
    for name, found in split.items():
        text = documents[name].text
        assert found and len({passage.id for passage in found}) == len(found)
        assert all(text[passage.start : passage.end] == passage.text == passage.text.strip() for passage in found)
        assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False)), name
        assert max(len(passage.text) for passage in found) <= LONGEST
        titles = {heading.title for heading in documents[name].headings}
        assert all(set(passage.heading) <= titles for passage in found)


def test_nothing_but_headings_and_contents_is_left_out(
    documents: dict[str, Document], split: dict[str, list[Passage]]
) -> None:
    for name, found in split.items():
        rest = documents[name].text
        for start, end in sorted(
            [(p.start, p.end) for p in found] + [(h.start, h.end) for h in documents[name].headings], reverse=True
        ):
            rest = rest[:start] + rest[end:]
        lines = [line for line in re.split(r"\s*\n\s*", rest.strip()) if " ..... " not in line]
        assert not [line for line in lines if len(re.findall(r"[^\W\d_]{2,}", line)) > 1], name


def test_heading_paths_follow_the_levels_in_reports(documents: dict[str, Document]) -> None:
    """One "Anhang I und technische Dokumentation" does not make a report a law."""
    found = passages(documents["conformity-ce.de.pdf"], "e")
    assert ("Häufige Fragen", "Brauchen wir für Klasse I eine benannte Stelle?") in {one.heading for one in found}
    assert {len(one.heading) for one in found} <= {0, 1, 2}


def test_small_paragraphs_go_together_and_long_ones_are_cut_at_sentences() -> None:
    small = ["Ein kurzer Absatz."] * 4
    long = "Ein Satz, der seinen Platz braucht und endet. " * (LONGEST // 20)
    found = passages(document(*small, long.strip()), "e")
    assert found[0].text.startswith("Ein kurzer Absatz.\n\nEin kurzer Absatz.") and len(found[0].text) <= TARGET
    assert len(found) > 3 and all(one.text.endswith(".") and len(one.text) <= LONGEST for one in found)
    assert [one.id for one in found] == [f"e.{n:04}" for n in range(1, len(found) + 1)]


def test_a_word_longer_than_a_passage_is_still_cut_into_slices() -> None:
    made = document("ab.cd" * LONGEST)
    found = passages(made, "e")
    assert len(found) > 4 and "".join(one.text for one in found) == made.text
    assert all(made.text[one.start : one.end] == one.text for one in found)


def test_a_lead_stays_with_its_list() -> None:
    lead = "Der Antrag muss die folgenden Angaben enthalten, und zwar vollständig und in deutscher Sprache:"
    listing = "\n".join(f"{n}. Angabe Nummer {n} zu dem Produkt" for n in range(1, 8))
    found = passages(document(lead, listing, "Danach."), "e")
    assert found[0].text == f"{lead}\n\n{listing}"


def test_a_number_alone_stays_with_its_paragraph() -> None:
    items = [part for n in range(1, 9) for part in (f"({n})", f"‘term {n}’ means {'something ' * 12}long;")]
    found = passages(document(*items), "e")
    assert len(found) > 2 and all(re.match(r"\(\d\)\n\n‘term", one.text) for one in found)
    assert not [one for one in found if re.search(r"\(\d\)$", one.text)]


def test_pages_labels_and_anchors_are_those_the_span_touches() -> None:
    first, second = "Der erste Absatz steht auf Seite eins.", "Der zweite beginnt dort und endet auf Seite zwei."
    made = document("Titel", first, second, levels={"Titel": 1}, page_at=(0, 70))
    (one,) = passages(made, "e")
    assert (one.first_page, one.last_page, one.label, one.anchor) == (1, 2, "l1", "titel")
    made = document("Titel", first, second, levels={"Titel": 1}, page_at=(0, 5))
    (one,) = passages(made, "e")
    assert (one.first_page, one.last_page, one.label) == (2, 2, "l2")


def test_words_left_over_between_headings_say_nothing() -> None:
    made = document("A", "KAPITEL 1", "B", "Ja.", "C", "Ein Satz.", levels={"A": 1, "B": 1, "C": 1})
    assert [one.text for one in passages(made, "e")] == ["Ja.", "Ein Satz."]


def test_in_a_law_sections_stand_below_their_parts_whatever_the_levels() -> None:
    law = [(1, "Gesetz"), (2, "Abschnitt 1 - A"), (3, "§ 1 Zweck"), (2, "Teil 2 - B"), (3, "Kapitel 1"), (4, "§ 2 X")]
    assert heights(*law) == [1, 2, 10, 2, 3, 10]
    annex = [(1, "Gesetz"), (2, "§ 1"), (2, "§ 2"), (3, "Anlage 5"), (2, "für Kunststoffe"), (2, "für Glas")]
    assert heights(*annex) == [1, 10, 10, 2, 13, 13]
    assert heights((1, "A"), (2, "Anhang I und Akte"), (2, "B"), (1, "C"), (2, "D")) == [1, 2, 2, 1, 2]
    assert heights() == []


@pytest.mark.parametrize(
    ("name", "section"), [("mpdg", "§ 92 Strafvorschriften"), ("verpackg", "§ 7 Systembeteiligung")]
)
def test_sections_of_laws_are_the_last_of_their_path(shared: Path, name: str, section: str) -> None:
    found = passages(read(shared / "laws" / f"{name}.md"), "e")
    assert [one for one in found if one.heading[-1].startswith(section)]
