"""What goes wrong in a run stays with the file it goes wrong in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import GuidanceError
from corpus.library import Library
from ingest.pipeline import run
from ingest.wanted import Wanted, from_paths
from tests.ingest.conftest import TEXTS, Counting, verdicts

Write = Callable[[str, str | bytes], Path]


def found(library: Library, question: str, day: date | None = None) -> set[str]:
    return {hit.edition.publication for hit in library.search(question, library.editions(day))}


def test_one_bad_file_never_stops_the_others_nor_what_is_published(
    library: Library, catalogue: Callable[..., list[Wanted]], write: Write
) -> None:
    run(library, catalogue(*TEXTS), whole=True)
    before = library.editions()
    write("library/fristen.md", b"\x00\x01\x02")
    write("library/klassen.md", TEXTS["klassen"] + "\nMehr dazu.\n")
    wanted = catalogue(*TEXTS)
    wanted[2].path.unlink()
    report = run(library, wanted, whole=True)
    assert verdicts(report) == {"fristen": "wrong-type", "klassen": "replaced", "meldung": "gone"}
    assert report.status == 1 and all(one.remedy for one in report.verdicts if not one.good)
    kept = [one for one in before.values() if one.publication != "klassen"]
    assert all(one.id in library.editions() for one in kept)
    bad = run(library, wanted[2:], whole=False)
    assert bad.status == 2 and bad.as_dict()["counts"] == {"refused": 1}


def test_a_new_date_with_a_bad_file_leaves_the_old_edition_in_force(
    library: Library, catalogue: Callable[..., list[Wanted]], write: Write
) -> None:
    run(library, catalogue("fristen", "klassen"), whole=True)
    before = library.editions()
    write("library/fristen.md", b"")
    report = run(library, catalogue("fristen", "klassen", issued="2026-02-02"), whole=True)
    assert sorted(one.verdict for one in report.verdicts) == ["added", "empty", "withdrawn"]
    assert [one for one in library.editions().values() if one.publication == "fristen"] == [
        one for one in before.values() if one.publication == "fristen"
    ]


def test_a_file_cannot_take_the_name_of_a_publication_of_the_library(
    library: Library, catalogue: Callable[..., list[Wanted]], write: Write
) -> None:
    run(library, catalogue("fristen"), whole=True)
    report = run(library, from_paths([write("Fristen.md", TEXTS["klassen"])]), whole=False)
    assert verdicts(report) == {"fristen": "name-taken"} and found(library, "Übergangsfrist") == {"fristen"}


def test_an_embedder_that_fails_midway_leaves_what_is_published(
    library: Library, embedder: Counting, catalogue: Callable[..., list[Wanted]], write: Write
) -> None:
    run(library, catalogue(*TEXTS), whole=True)
    before = library.editions()
    for slug in ("fristen", "klassen"):
        write(f"library/{slug}.md", TEXTS[slug].replace(".\n", ", sagt das Gesetz.\n"))
    embedder.fails_at = "Regel 11 mindestens Klasse IIa, sagt"
    report = run(library, catalogue(*TEXTS), whole=True)
    assert verdicts(report) == {"fristen": "replaced", "klassen": "failed", "meldung": "unchanged"}
    assert report.status == 1 and report.verdicts[-1].remedy == "Wait and try again."
    assert {one.id for one in before.values() if one.publication != "fristen"} <= library.editions().keys()
    embedder.fails_at = ""
    assert verdicts(run(library, catalogue(*TEXTS), whole=True))["klassen"] == "replaced"


def test_what_a_failed_run_left_behind_does_not_stand_in_the_way(
    library: Library, catalogue: Callable[..., list[Wanted]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise GuidanceError("The disk is full.", "Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(library._vectors, "add", full)  # type: ignore[attr-defined]
        assert verdicts(run(library, catalogue("fristen"), whole=True)) == {"fristen": "failed"}
    assert not library.editions() and len(library.catalogue.unwanted(["writing"])) == 1
    assert verdicts(run(library, catalogue("fristen"), whole=True)) == {"fristen": "added"}
    assert found(library, "Übergangsfrist") == {"fristen"} and not library.catalogue.unwanted(["writing"])


def test_a_file_that_changes_while_it_is_read_is_told(
    library: Library, catalogue: Callable[..., list[Wanted]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import pipeline

    read = pipeline.read_file

    def slow(path: Path) -> bytes:
        answer = read(path)
        path.write_text("Etwas ganz anderes steht nun hier.", "utf-8")
        return answer

    monkeypatch.setattr(pipeline, "read_file", slow)
    assert verdicts(run(library, catalogue("fristen"), whole=True)) == {"fristen": "changed"}
    assert not library.editions()
