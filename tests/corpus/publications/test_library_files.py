"""The library is built from its sources, and its sources say what the facts say."""

from pathlib import Path

import pytest

from corpus.publications import check, facts
from corpus.publications.entries import EditionEntry, read_catalogue
from corpus.publications.generate import build, build_entry
from corpus.publications.source import Source, read_source, stated
from corpus.settings import PUBLICATIONS

EDITIONS = [
    edition
    for one in read_catalogue(PUBLICATIONS / "catalogue.toml").publication
    for edition in one.edition
    if edition.source
]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: Path(edition.file).name)
def test_a_file_is_what_its_source_makes_of_it(edition: EditionEntry) -> None:
    """Changed a source? ``make library`` builds its file again."""
    assert build_entry(edition) == (PUBLICATIONS / edition.file).read_bytes()


@pytest.mark.parametrize("layout", ["report", "page", "notes"])
def test_no_mark_of_a_fact_reaches_a_reader(layout: str) -> None:
    source = read_source(PUBLICATIONS / "sources" / "transition.de.md")
    assert "{6}" in source.body and "{6}" not in source.text
    built = build(source, layout)
    assert b"{6}" not in built and built == build(source, layout)


def test_what_typst_and_html_would_read_as_marks_stays_text(tmp_path: Path) -> None:
    body = "## A & B <c>\n\nPreis: $5 #1 @x [y] `z_a` ~ http://a.de/b -- ende.\n\n- 3. Punkt\n\n| a | b |\n|---|---|\n| <1 | 2* |\n"
    source = Source(title="T & <t>", subtitle="s", language="de", as_of=EDITIONS[0].issued, body=body)
    for layout, name in (("report", "a.pdf"), ("columns", "b.pdf"), ("page", "c.html"), ("notes", "d.md")):
        from ingest.read import read

        path = tmp_path / name
        path.write_bytes(build(source, layout))
        text = read(path).text
        assert "A & B" in text and "$5 #1 @x [y]" in text and "http://a.de/b" in text, (layout, text)
        assert "<1\t2*" in text, (layout, text)


@pytest.mark.parametrize("topic", sorted(check.topics()))
def test_both_languages_state_every_fact_with_its_figures(topic: str) -> None:
    assert list(check.problems(topic, check.topics()[topic])) == []


def test_the_table_of_facts_is_what_the_topics_say(shared: Path) -> None:
    folder = shared.parent / "topics"
    made = [fact for path in sorted(folder.glob("[0-9][0-9]-*.md")) for fact in facts.facts_of(path)]
    assert len(made) > 1_200 and made == facts.read_facts()


def test_stretches_between_marks_state_their_facts() -> None:
    body = "## Eins\n\nErster Satz. {1} Zweiter Satz. {2, 3}\n\n### Zwei\n\n- Punkt {4}\n\n| a | b {5} |\n|---|---|\n"
    source = Source(title="t", subtitle="s", language="de", as_of=EDITIONS[0].issued, body=body)
    assert [(one.fact, one.text, one.heading) for one in stated(source)] == [
        (1, "Erster Satz.", ("Eins",)),
        (2, "Zweiter Satz.", ("Eins",)),
        (3, "Zweiter Satz.", ("Eins",)),
        (4, "Punkt", ("Eins", "Zwei")),
        (5, "a b", ("Eins", "Zwei")),
    ]
