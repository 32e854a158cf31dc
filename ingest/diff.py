"""What has to be done so that what is wanted is held. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Edition
from ingest.wanted import CATALOGUE, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashed:
    """A wanted edition with the fingerprint of its bytes and everything else that makes it what it is."""

    wanted: Wanted
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """New or changed editions, those already held as wanted, and held ones that nobody wants any more."""

    make: tuple[Hashed, ...]
    unchanged: tuple[Hashed, ...]
    withdraw: tuple[Edition, ...]


def plan(
    wanted: Sequence[Hashed], held: Sequence[Edition], marks: Mapping[str, tuple[str, str]], *, whole: bool
) -> Plan:
    """``marks``: fingerprint and origin of each held edition. ``whole``: what is wanted is all of the catalogue's library."""
    fingerprints = {fingerprint for fingerprint, _ in marks.values()}
    make = tuple(one for one in wanted if one.fingerprint not in fingerprints)
    unchanged = tuple(one for one in wanted if one.fingerprint in fingerprints)
    slots = {(w.wanted.publication.slug, w.wanted.language, w.wanted.valid_from) for w in wanted}
    gone = tuple(
        edition
        for edition in held
        if whole
        and marks[edition.id][1] == CATALOGUE
        and (edition.publication, edition.language, edition.valid_from) not in slots
    )
    return Plan(make=make, unchanged=unchanged, withdraw=gone)
