"""The catalogue file: what is wrong is told with the entry that it is wrong in, and nothing is half taken."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import GuidanceError
from corpus.publications.entries import read_catalogue
from corpus.settings import PUBLICATIONS

ENTRY = """
[[publication]]
slug = "eins"
title = "Eins"
topic = "t"
sector = "s"
issuer = "i"
home_url = "https://a.de"

[[publication.edition]]
language = "de"
title = "Eins"
issued = 2026-01-01
file = "eins.md"
"""
OTHER = ENTRY.replace('"eins"', '"zwei"')


@pytest.fixture
def written(write: Callable[[str, str | bytes], Path]) -> Callable[[str | bytes], Path]:
    write("eins.md", "Text.")
    return lambda text: write("catalogue.toml", text)


def told(path: Path) -> str:
    with pytest.raises(GuidanceError) as raised:
        read_catalogue(path)
    assert raised.value.what.endswith(".") and raised.value.remedy.endswith(".")
    return raised.value.what


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('issuer = "i"', 'issuer = "i"\nauthor = "x"'), "zwei: author"),
        (('topic = "t"\n', ""), "zwei: topic"),
        (("issued = 2026-01-01", "issued = 2026-02-30"), "no TOML"),
        (("issued = 2026-01-01", 'issued = "bald"'), "zwei: edition 0 issued"),
        (('language = "de"', 'language = "fr"'), "zwei: edition 0 language"),
        (('slug = "zwei"', 'slug = "Zwei Drei"'), "Zwei Drei: slug"),
        (('home_url = "https://a.de"', 'home_url = "javascript:alert(1)"'), "zwei: home_url"),
        (('file = "eins.md"', 'file = "fehlt.md"'), "the entry zwei of catalogue.toml, the file fehlt.md is missing"),
        (('title = "Eins"\ntopic', 'title = ""\ntopic'), "zwei: title"),
        (('file = "eins.md"', 'file = "eins.md"\nfollows = 2020-01-01'), "zwei"),
        (('[[publication.edition]]\nlanguage = "de"', "[publication.x]"), "zwei"),
    ],
)
def test_a_wrong_entry_is_named(written: Callable[[str], Path], change: tuple[str, str], said: str) -> None:
    assert change[0] in OTHER
    assert said in told(written(ENTRY + OTHER.replace(*change)))


def test_two_with_one_slug_and_two_editions_of_one_day(written: Callable[[str], Path]) -> None:
    assert "Two publications of catalogue.toml have the slug eins" in told(written(ENTRY + ENTRY))
    again = ENTRY[ENTRY.index("[[publication.edition]]") :]
    assert "two editions in de are in force from 2026-01-01" in told(written(ENTRY + again))


@pytest.mark.parametrize("text", ['[[publication]\nslug = "x"', b"\xff\xfe\x00", "slug = 3 = 4"])
def test_what_is_no_toml_is_told_with_its_line(written: Callable[[str | bytes], Path], text: str | bytes) -> None:
    assert "no TOML" in told(written(text))


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert "cannot be read" in told(tmp_path / "gone.toml") and "cannot be read" in told(tmp_path)


def test_a_catalogue_without_publications_is_told(written: Callable[[str], Path]) -> None:
    assert "publication" in told(written(""))


def test_editions_may_follow_one_another(written: Callable[[str], Path]) -> None:
    new = ENTRY[ENTRY.index("[[publication.edition]]") :].replace("2026-01-01", "2026-06-01\nfollows = 2026-01-01")
    (one,) = read_catalogue(written(ENTRY + new)).publication
    assert [edition.issued for edition in one.edition] == [date(2026, 1, 1), date(2026, 6, 1)]


def test_the_librarys_catalogue() -> None:
    catalogue = read_catalogue(PUBLICATIONS / "catalogue.toml")
    editions = [edition for one in catalogue.publication for edition in one.edition]
    assert len(catalogue.publication) == 22 and all(
        {edition.language for edition in one.edition} == {"de", "en"} for one in catalogue.publication
    )
    assert {Path(edition.file).name for edition in editions} == {
        path.name for path in (PUBLICATIONS / "files").iterdir() if path.suffix != ".questions"
    }
    assert all((PUBLICATIONS / str(edition.source)).is_file() for edition in editions)
