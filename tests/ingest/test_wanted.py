"""What is wanted: the catalogue file's editions, or files and folders that somebody names."""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.catalogue import UNDATED
from corpus.errors import GuidanceError
from ingest.pipeline import _bytes
from ingest.verdict import Refused
from ingest.wanted import CATALOGUE, from_catalogue, from_paths, slug_of

Write = Callable[[str, str | bytes], Path]


def test_the_catalogues_editions_in_their_order(write: Write) -> None:
    for name in ("a.md", "b.md"):
        write(name, "Text.")
    path = write(
        "catalogue.toml",
        """
        [[publication]]
        slug = "x"
        title = "Titel"
        topic = "t"
        sector = "s"
        issuer = "i"
        home_url = "https://a.de"
        edition = [
            {language = "de", title = "Alt", issued = 2024-01-02, file = "a.md"},
            {language = "de", title = "Neu", issued = 2025-03-04, valid_from = 2025-05-06, file = "b.md"},
        ]
        """,
    )
    old, new = from_catalogue(path)
    assert (old.title, old.issued, old.valid_from, old.path.name) == ("Alt", date(2024, 1, 2), date(2024, 1, 2), "a.md")
    assert (new.issued, new.valid_from, new.origin) == (date(2025, 3, 4), date(2025, 5, 6), CATALOGUE)
    assert old.publication == new.publication and old.publication.slug == "x"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Übergangsfristen MDR (2026).pdf", "uebergangsfristen-mdr-2026"),
        ("Straße_&_Größe.md", "strasse-groesse"),
        ("transition.de.pdf", "transition-de"),
        ("日本.txt", "publication"),
    ],
)
def test_slugs_from_file_names(name: str, slug: str) -> None:
    assert slug_of(Path(name)) == slug


def test_a_folder_is_searched_for_what_readers_take(write: Write) -> None:
    for name in ("b/zwei.MD", "a/eins.pdf", "a/bild.png", "a/.versteckt.txt", "b/c/drei.html"):
        write(f"folder/{name}", "x")
    found = from_paths([write("folder/a/eins.pdf", "x").parents[1]])
    assert [(one.publication.slug, one.path.name) for one in found] == [
        *(("eins", "eins.pdf"), ("drei", "drei.html"), ("zwei", "zwei.MD")),
    ]
    assert all(one.valid_from == UNDATED and one.language == one.title == "" and one.issued is None for one in found)


def test_a_file_that_is_named_is_taken_whatever_its_ending(write: Write) -> None:
    assert [one.path.suffix for one in from_paths([write("brief.docx", "x")])] == [".docx"]


def test_two_files_with_one_slug_name_both(write: Write) -> None:
    folder = write("f/Bericht.pdf", "x").parent
    write("f/unter/bericht.md", "x")
    with pytest.raises(GuidanceError) as raised:
        from_paths([folder])
    assert "Bericht.pdf" in raised.value.what and "bericht.md" in raised.value.what and raised.value.remedy


def test_nothing_there_and_nothing_in_it(tmp_path: Path) -> None:
    for path in (tmp_path / "gone", tmp_path):
        with pytest.raises(GuidanceError) as raised:
            from_paths([path])
        assert str(path) in raised.value.what and raised.value.remedy


def test_folders_and_files_without_rights_are_among_the_files_with_a_verdict() -> None:
    """As root everything opens, so this looks as somebody else."""
    me = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "auf.md").write_text("Text.")
        (folder / "zu.md").write_text("Text.")
        (folder / "zuer").mkdir()
        (folder / "zu.md").chmod(0)
        (folder / "zuer").chmod(0)
        verdicts = {}
        try:
            os.seteuid(65534 if me == 0 else me)
            for one in from_paths([folder]):
                try:
                    verdicts[one.path.name] = _bytes(one.path).decode()
                except Refused as refused:
                    verdicts[one.path.name] = refused.verdict
        finally:
            os.seteuid(me)
            (folder / "zuer").chmod(0o755)
    assert verdicts == {"auf.md": "Text.", "zu.md": "unreadable", "zuer": "unreadable"}
