"""How the reading of one file can end when it does not end well."""


class Refused(Exception):
    """The file cannot be taken: a short name for the verdict, what is wrong and what to do."""

    def __init__(self, verdict: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.verdict = verdict
        self.what = what
        self.remedy = remedy
