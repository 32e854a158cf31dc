"""What has to be done so that what is wanted is held. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.model import Edition
from ingest.wanted import CATALOGUE, Wanted

Slot = tuple[str, str, date]  # publication, language, valid from: one edition stands in each


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
    wanted: Sequence[Hashed],
    held: Sequence[Edition],
    marks: Mapping[str, tuple[str, str]],
    keep: Collection[Slot] | None,
) -> Plan:
    """``marks``: fingerprint and origin of each held edition.

    ``keep``: the slots of all that the catalogue's library wants, of files that cannot be read too; what it no longer
    names is withdrawn. None: only a part is wanted, nothing is withdrawn.
    """
    fingerprints = {fingerprint for fingerprint, _ in marks.values()}
    gone = tuple(
        edition
        for edition in held
        if keep is not None
        and marks[edition.id][1] == CATALOGUE
        and (edition.publication, edition.language, edition.valid_from) not in keep
    )
    return Plan(
        make=tuple(one for one in wanted if one.fingerprint not in fingerprints),
        unchanged=tuple(one for one in wanted if one.fingerprint in fingerprints),
        withdraw=gone,
    )
