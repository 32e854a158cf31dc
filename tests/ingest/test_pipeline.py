"""Runs of the pipeline on real files, a real catalogue and a real Chroma."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.library import Library
from ingest.pipeline import Progress, run
from ingest.wanted import Wanted, from_paths
from tests.ingest.conftest import TEXTS, Counting, verdicts

Write = Callable[[str, str | bytes], Path]


def found(library: Library, question: str, day: date | None = None) -> set[str]:
    return {hit.edition.publication for hit in library.search(question, library.editions(day))}


def test_added_then_unchanged_and_nothing_is_embedded_twice(
    library: Library, embedder: Counting, catalogue: Callable[..., list[Wanted]]
) -> None:
    steps: list[Progress] = []
    report = run(library, catalogue(*TEXTS), whole=True, progress=steps.append)
    assert verdicts(report) == dict.fromkeys(TEXTS, "added") and report.status == 0
    assert [(one.pages, one.passages, one.language) for one in report.verdicts] == [(1, 1, "de")] * 3
    assert steps[-1].done == steps[-1].total == len(embedder.texts) == 3
    assert found(library, "Übergangsfrist") and library.counts() == {
        one: library.vectors_of(one) for one in library.editions()
    }
    again = run(library, catalogue(*TEXTS), whole=True)
    assert verdicts(again) == dict.fromkeys(TEXTS, "unchanged") and len(embedder.texts) == 3
    assert report.as_dict()["counts"] == {"added": 3} and again.as_dict()["counts"] == {"unchanged": 3}


def test_a_changed_file_replaces_its_edition_and_embeds_only_what_is_new(
    library: Library, embedder: Counting, catalogue: Callable[..., list[Wanted]], write: Write
) -> None:
    run(library, catalogue(*TEXTS), whole=True)
    (old,) = [one for one in library.editions().values() if one.publication == "fristen"]
    write("library/fristen.md", f"{TEXTS['fristen']}\n## Neu\n\nDer Antrag ist bis zum 26. Mai 2027 zu stellen.\n")
    report = run(library, catalogue(*TEXTS), whole=True)
    assert verdicts(report) == {"fristen": "replaced", "klassen": "unchanged", "meldung": "unchanged"}
    assert len(embedder.texts) == 4 and "Antrag" in embedder.texts[-1]
    (new,) = [one for one in library.editions().values() if one.publication == "fristen"]
    assert new.id != old.id and library.catalogue.unwanted(["gone"]) == [old.id]
    assert old.id in library.counts()  # readers that began before may still ask
    assert library.sweep() == [old.id] and set(library.counts()) == set(library.editions())


def test_the_old_edition_answers_until_the_pointer_moves(
    library: Library, catalogue: Callable[..., list[Wanted]], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(library, catalogue("fristen"), whole=True)
    before = library.editions()
    seen: list[object] = []
    publish = library.catalogue.publish

    def watched(*arguments: object) -> None:
        seen.append((library.editions(), found(library, "Übergangsfrist Bestandsprodukte")))
        publish(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(library.catalogue, "publish", watched)
    write("library/fristen.md", TEXTS["fristen"].replace("2027", "2028"))
    run(library, catalogue("fristen"), whole=True)
    assert seen == [(before, {"fristen"})] and library.editions().keys() != before.keys()


def test_what_leaves_the_catalogue_is_withdrawn_and_a_part_withdraws_nothing(
    library: Library, catalogue: Callable[..., list[Wanted]], write: Write
) -> None:
    run(library, catalogue(*TEXTS), whole=True)
    run(library, from_paths([write("eigenes.md", TEXTS["meldung"])]), whole=False)
    assert verdicts(run(library, catalogue("fristen"), whole=False)) == {"fristen": "unchanged"}
    report = run(library, catalogue("fristen"), whole=True)
    assert verdicts(report) == {"fristen": "unchanged", "klassen": "withdrawn", "meldung": "withdrawn"}
    assert {one.publication for one in library.editions().values()} == {"fristen", "eigenes"}
    back = run(library, catalogue(*TEXTS), whole=True)
    assert verdicts(back) == {"fristen": "unchanged", "klassen": "added", "meldung": "added"}
    assert library.counts() == {one: library.vectors_of(one) for one in library.editions()}


def test_a_dry_run_says_all_and_changes_nothing(
    library: Library, embedder: Counting, catalogue: Callable[..., list[Wanted]], write: Write
) -> None:
    run(library, catalogue("fristen", "klassen"), whole=True)
    run(library, from_paths([write("eigenes.md", TEXTS["meldung"])]), whole=False)
    before = (library.editions(), library.counts(), len(embedder.texts))
    write("library/fristen.md", TEXTS["fristen"].replace("2027", "2028"))
    report = run(library, catalogue("fristen", "meldung"), whole=True, dry_run=True)
    assert verdicts(report) == {"fristen": "replaced", "meldung": "added", "klassen": "withdrawn"}
    write("eigenes.md", TEXTS["klassen"])
    own = run(library, from_paths([write("eigenes.md", TEXTS["klassen"])]), whole=False, dry_run=True)
    assert verdicts(own) == {"eigenes": "replaced"}
    assert (library.editions(), library.counts(), len(embedder.texts)) == before


def test_files_become_publications_with_language_and_title_from_the_text(library: Library, write: Write) -> None:
    write("folder/Leitfaden Risiko.md", "Die Akte zum Risiko wird für jedes Produkt von dem Hersteller geführt.")
    write(
        "folder/guide.html", "<title>A guide</title><body><h1>A guide</h1><p>The file is kept by the maker.</p></body>"
    )
    folder = write("folder/kaputt.pdf", b"%PDF-1.7 nichts").parent
    report = run(library, from_paths([folder]), whole=False)
    assert verdicts(report) == {"leitfaden-risiko": "added", "guide": "added", "kaputt": "unreadable"}
    assert {(one.publication, one.language, one.title) for one in library.editions().values()} == {
        ("leitfaden-risiko", "de", "Leitfaden Risiko"),
        ("guide", "en", "A guide"),
    }
    publications = {one.slug: one.title for one in library.catalogue.publications()}
    assert publications == {"leitfaden-risiko": "Leitfaden Risiko", "guide": "A guide"}
    (edition,) = [one for one in library.editions().values() if one.publication == "guide"]
    assert library.file(edition).read_bytes() == (folder / "guide.html").read_bytes()


def test_what_the_catalogue_says_of_a_publication_is_taken_over(
    library: Library, embedder: Counting, catalogue: Callable[..., list[Wanted]]
) -> None:
    run(library, catalogue("fristen"), whole=True)
    report = run(library, catalogue("fristen", home="/neu"), whole=True)
    assert verdicts(report) == {"fristen": "replaced"} and len(embedder.texts) == 1
    assert library.catalogue.publications()[0].home_url == "https://a.de/neu"
