"""What a run did, file by file."""

from dataclasses import asdict, dataclass, field
from threading import Lock

from ingest.verdict import Refused
from ingest.wanted import Wanted

GOOD = ("added", "replaced", "unchanged", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One file: added, replaced, unchanged, withdrawn, or the name of what was wrong, with a remedy."""

    file: str
    publication: str
    language: str
    verdict: str
    what: str = ""
    remedy: str = ""
    pages: int = 0
    passages: int = 0

    @classmethod
    def of(cls, wanted: Wanted, verdict: str, what: str = "", remedy: str = "") -> "Verdict":
        return cls(
            file=wanted.path.name,
            publication=wanted.publication.slug,
            language=wanted.language,
            verdict=verdict,
            what=what,
            remedy=remedy,
        )

    @classmethod
    def unfetched(cls, address: str, refused: Refused) -> "Verdict":
        return cls(
            file=address, publication="", language="", verdict=refused.verdict, what=refused.what, remedy=refused.remedy
        )

    @property
    def good(self) -> bool:
        return self.verdict in GOOD


@dataclass(slots=True)
class Report:
    """Verdicts of a run; ``status`` is the exit status of the command."""

    verdicts: list[Verdict] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, verdict: Verdict) -> None:
        with self._lock:
            self.verdicts.append(verdict)

    @property
    def status(self) -> int:
        """0: all good; 1: some refused; 2: nothing could be taken."""
        bad = sum(not one.good for one in self.verdicts)
        if not bad:
            return 0
        return 2 if bad == len(self.verdicts) else 1

    def as_dict(self) -> dict[str, object]:
        counts: dict[str, int] = {}
        for one in self.verdicts:
            name = one.verdict if one.good else "refused"
            counts[name] = counts.get(name, 0) + 1
        return {"status": self.status, "counts": counts, "files": [asdict(one) for one in self.verdicts]}
