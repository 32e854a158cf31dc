"""How the reading of one file can end when it does not end well."""


class Refused(Exception):
    """The file cannot be taken: a short name for the verdict, what is wrong and what to do."""

    def __init__(self, verdict: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.verdict = verdict
        self.what = what
        self.remedy = remedy


def gone() -> Refused:
    return Refused("gone", "The file is no longer there.", "Put it back and run `guide ingest` again.")


def closed(error: OSError) -> Refused:
    return Refused("unreadable", f"It cannot be opened: {error.strerror}.", "Give this user the right to read it.")
