"""Runs of the pipeline on real files, a real catalogue and a real Chroma."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.embedder import HashEmbedder
from corpus.errors import GuidanceError
from corpus.library import Library
from ingest.pipeline import Progress, run
from ingest.report import Report
from ingest.wanted import Wanted, from_catalogue, from_paths

Write = Callable[[str, str | bytes], Path]
ENTRY = """
[[publication]]
slug = "{slug}"
title = "{slug}"
topic = "t"
sector = "s"
issuer = "i"
home_url = "https://a.de{home}"
edition = [{{language = "de", title = "{slug}", issued = {issued}, file = "{slug}.md"}}]
"""
TEXTS = {
    "fristen": "# Fristen\n\nDie Übergangsfrist für Bestandsprodukte endet am 31. Dezember 2027.\n",
    "klassen": "# Klassen\n\nSoftware für Diagnosen ist nach Regel 11 mindestens Klasse IIa.\n",
    "meldung": "# Meldung\n\nHersteller melden schwerwiegende Vorkommnisse spätestens nach 15 Tagen.\n",
}


class Counting(HashEmbedder):
    """Knows which texts it was given; fails at a word."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.fails_at = ""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.fails_at and any(self.fails_at in text for text in texts):
            raise GuidanceError("The embedding service is gone.", "Wait and try again.")
        self.texts += texts
        return super().embed_documents(texts)


@pytest.fixture
def embedder(library: Library) -> Iterator[Counting]:
    counting = Counting()
    library.embedder = library._cache._embedder = counting  # type: ignore[attr-defined]
    yield counting


@pytest.fixture
def catalogue(write: Write) -> Callable[..., list[Wanted]]:
    """Writes a catalogue of these publications with their files; what it wants."""

    def make(*slugs: str, home: str = "", issued: str = "2026-01-01") -> list[Wanted]:
        for slug in slugs:
            if not (path := write("library/catalogue.toml", "").parent / f"{slug}.md").exists():
                path.write_text(TEXTS[slug], "utf-8")
        entries = "".join(ENTRY.format(slug=slug, home=home, issued=issued) for slug in slugs)
        return from_catalogue(write("library/catalogue.toml", entries))

    return make


def verdicts(report: Report) -> dict[str, str]:
    return {one.publication: one.verdict for one in report.verdicts}


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
    assert found(library, "Übergangsfrist") and library.counts() == dict.fromkeys(library.editions(), 1)
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
    assert library.counts() == dict.fromkeys(library.editions(), 1)


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


def test_a_file_cannot_take_the_name_of_a_publication_of_the_library(
    library: Library, catalogue: Callable[..., list[Wanted]], write: Write
) -> None:
    run(library, catalogue("fristen"), whole=True)
    report = run(library, from_paths([write("Fristen.md", TEXTS["klassen"])]), whole=False)
    assert verdicts(report) == {"fristen": "name-taken"} and found(library, "Übergangsfrist") == {"fristen"}


def test_what_the_catalogue_says_of_a_publication_is_taken_over(
    library: Library, embedder: Counting, catalogue: Callable[..., list[Wanted]]
) -> None:
    run(library, catalogue("fristen"), whole=True)
    report = run(library, catalogue("fristen", home="/neu"), whole=True)
    assert verdicts(report) == {"fristen": "replaced"} and len(embedder.texts) == 1
    assert library.catalogue.publications()[0].home_url == "https://a.de/neu"


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
