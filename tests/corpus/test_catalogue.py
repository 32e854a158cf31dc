"""The catalogue in SQLite: written whole, published in one step, read as of a day."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from corpus.catalogue import UNDATED, Catalogue, open_catalogue
from corpus.errors import GuidanceError
from corpus.model import Document, Edition, Heading, Page, Passage, Publication

PUBLICATION = Publication(slug="p", title="P", topic="t", sector="s", issuer="i", home_url="https://a.de")
TEXT = "Über alles\n\nEin Satz."


def edition(name: str, day: date = UNDATED, language: str = "de", publication: str = "p") -> Edition:
    return Edition(
        id=name,
        publication=publication,
        language=language,
        title="Titel",
        topic="t",
        issued=None if day == UNDATED else day,
        valid_from=day,
        media_type="text/markdown",
        file_name="a.md",
        sha256="0" * 64,
        state="writing",
    )


def passage(of: str, number: int) -> Passage:
    return Passage(
        id=f"{of}.{number}",
        edition=of,
        start=12,
        end=21,
        first_page=1,
        last_page=2,
        label="i",
        heading=("Über alles", "§ 1"),
        anchor=None,
        text=TEXT[12:21],
        section="e.0001",
    )


def nothing(*_: Any) -> None:
    """Joins a transaction and does nothing in it."""


def write(catalogue: Catalogue, one: Edition, also: Callable[..., None] = nothing, publish: bool = True) -> None:
    pages = (Page(number=1, label="i", start=0, end=12), Page(number=2, label=None, start=12, end=21))
    document = Document(text=TEXT, pages=pages, headings=(Heading(start=0, end=10, level=1, title="Über alles"),))
    publication = Publication(
        slug=one.publication, title="P", topic="t", sector="s", issuer="i", home_url="https://a.de"
    )
    passages = [passage(one.id, 1), passage(one.id, 2)]
    catalogue.write(publication, one, document, passages, fingerprint=f"f-{one.id}", origin="catalogue", also=also)
    if publish:
        catalogue.publish(publication, one.id, [])


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return open_catalogue(tmp_path)


def test_what_is_written_comes_back(catalogue: Catalogue, tmp_path: Path) -> None:
    write(catalogue, edition("e", date(2026, 1, 2)))
    again = open_catalogue(tmp_path)
    (held,) = again.editions()
    assert held.state == "held" and (held.id, held.issued, held.topic) == ("e", date(2026, 1, 2), "t")
    assert again.text("e") == TEXT and again.text("unknown") == ""
    assert again.pages("e") == [
        Page(number=1, label="i", start=0, end=12),
        Page(number=2, label=None, start=12, end=21),
    ]
    assert again.passages_of("e") == [passage("e", 1), passage("e", 2)]
    assert again.passages(["e.2", "gone"]) == {"e.2": passage("e", 2)}
    assert again.publications() == [PUBLICATION] and again.fingerprints() == {"e": ("f-e", "catalogue")}


def test_many_ids_are_read_in_parts(catalogue: Catalogue) -> None:
    write(catalogue, edition("e"))
    assert set(catalogue.passages([f"x.{n}" for n in range(1_200)] + ["e.1"])) == {"e.1"}


def test_nothing_counts_before_it_is_published(catalogue: Catalogue) -> None:
    write(catalogue, edition("e"), publish=False)
    assert catalogue.editions() == [] and catalogue.in_force(date.today()) == {} and catalogue.fingerprints() == {}
    assert catalogue.unwanted(["writing"]) == ["e"]


def test_publishing_moves_the_pointer_in_one_step(catalogue: Catalogue) -> None:
    write(catalogue, edition("old"))
    write(catalogue, edition("new"), publish=False)
    catalogue.publish(Publication(**{**_fields(PUBLICATION), "title": "Neu"}), "new", ["old"])
    assert [one.id for one in catalogue.editions()] == ["new"] and catalogue.unwanted(["gone"]) == ["old"]
    assert catalogue.publications()[0].title == "Neu"
    catalogue.withdraw(["new"])
    assert catalogue.editions() == [] and catalogue.unwanted(["gone", "writing"]) == ["old", "new"]


def _fields(publication: Publication) -> dict[str, Any]:
    return {name: getattr(publication, name) for name in Publication.__dataclass_fields__}


def test_the_newest_edition_that_has_begun_is_in_force(catalogue: Catalogue) -> None:
    for one in (edition("a", date(2024, 1, 1)), edition("b", date(2026, 1, 1)), edition("en", date(2025, 1, 1), "en")):
        write(catalogue, one)
    write(catalogue, edition("undated", publication="q"))
    assert set(catalogue.in_force(date(2023, 12, 31))) == {"undated"}
    assert set(catalogue.in_force(date(2025, 12, 31))) == {"a", "en", "undated"}
    assert set(catalogue.in_force(date(2026, 1, 1))) == {"b", "en", "undated"}


def test_what_joins_a_write_stands_or_falls_with_it(catalogue: Catalogue) -> None:
    seen: list[Sequence[int]] = []

    def note(_: Connection, passages: Sequence[Passage], numbers: Sequence[int]) -> None:
        assert [one.id for one in passages] == ["e.1", "e.2"]
        seen.append(numbers)

    write(catalogue, edition("e"), also=note)
    assert len(set(seen[0])) == 2

    def fail(*_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(catalogue, edition("f"), also=fail)
    assert catalogue.unwanted(["writing"]) == [] and catalogue.passages_of("f") == []


def test_removing_an_edition_takes_all_it_had(catalogue: Catalogue) -> None:
    write(catalogue, edition("e"))
    write(catalogue, edition("f", publication="q"))
    removed: list[Sequence[int]] = []
    catalogue.remove("e", lambda _, numbers: removed.append(numbers))
    assert len(removed[0]) == 2 and catalogue.pages("e") == [] and catalogue.passages_of("e") == []
    assert [one.slug for one in catalogue.publications()] == ["q"] and len(catalogue.passages_of("f")) == 2


def test_facts_are_kept_and_changed(catalogue: Catalogue) -> None:
    assert catalogue.fact("embedder") is None and catalogue.fact("schema")
    catalogue.set_fact("embedder", "one")
    catalogue.set_fact("embedder", "two")
    assert catalogue.fact("embedder") == "two"


@pytest.mark.parametrize(
    "content", [b"This is no database, just some words. " * 50, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_file_that_is_no_catalogue_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(content)
    with pytest.raises(GuidanceError) as raised:
        open_catalogue(tmp_path)
    assert "cannot be opened" in raised.value.what and "backup" in raised.value.remedy
    assert (tmp_path / "catalogue.sqlite").read_bytes() == content


def test_another_layout_is_refused(tmp_path: Path) -> None:
    open_catalogue(tmp_path).set_fact("schema", "99")
    with pytest.raises(GuidanceError) as raised:
        open_catalogue(tmp_path)
    assert "99" in raised.value.what and raised.value.remedy


def test_readers_see_one_state_while_another_connection_writes(catalogue: Catalogue) -> None:
    write(catalogue, edition("old"))
    seen: list[list[str]] = []
    write(
        catalogue, edition("new"), also=lambda *_: seen.append([one.id for one in catalogue.editions()]), publish=False
    )
    assert seen == [["old"]]
