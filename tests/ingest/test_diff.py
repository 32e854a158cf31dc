"""What has to be done so that what is wanted is held."""

from datetime import date
from pathlib import Path

from corpus.model import Edition, Publication
from ingest.diff import Hashed, Plan, plan
from ingest.wanted import CATALOGUE, Wanted


def wanted(slug: str, fingerprint: str) -> Hashed:
    publication = Publication(slug=slug, title=slug, topic=None, sector="", issuer="", home_url="")
    one = Wanted(publication=publication, path=Path(f"{slug}.md"), language="de", valid_from=DAY, origin=CATALOGUE)
    return Hashed(wanted=one, sha256="", fingerprint=fingerprint)


def held(slug: str, valid_from: date) -> Edition:
    return Edition(
        id=f"{slug}-{valid_from}",
        publication=slug,
        language="de",
        title=slug,
        topic=None,
        issued=None,
        valid_from=valid_from,
        media_type="text/markdown",
        file_name="a.md",
        sha256="",
        state="held",
    )


DAY, OLD = date(2026, 1, 1), date(2024, 1, 1)
SAME, CHANGED, NEW = wanted("same", "1"), wanted("changed", "2b"), wanted("new", "3")
EDITIONS = [held("same", DAY), held("changed", DAY), held("left", DAY), held("changed", OLD), held("file", DAY)]
MARKS = {
    f"same-{DAY}": ("1", CATALOGUE),
    f"changed-{DAY}": ("2a", CATALOGUE),
    f"left-{DAY}": ("4", CATALOGUE),
    f"changed-{OLD}": ("5", CATALOGUE),
    f"file-{DAY}": ("6", "file"),
}


def made(keep: set[tuple[str, str, date]] | None) -> Plan:
    return plan([SAME, CHANGED, NEW], EDITIONS, MARKS, keep)


def test_changed_and_new_are_made_and_what_nobody_wants_goes() -> None:
    steps = made({(slug, "de", DAY) for slug in ("same", "changed", "new")})
    assert steps.make == (CHANGED, NEW) and steps.unchanged == (SAME,)
    assert [one.id for one in steps.withdraw] == [f"left-{DAY}", f"changed-{OLD}"]


def test_nothing_goes_when_a_part_is_wanted() -> None:
    assert made(None).withdraw == () and made(None).make == (CHANGED, NEW)


def test_what_is_wanted_but_cannot_be_read_stays() -> None:
    keep = {(one.publication, one.language, one.valid_from) for one in EDITIONS}
    assert made(keep).withdraw == ()
