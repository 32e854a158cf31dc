"""The one error that people see."""


class GuidanceError(Exception):
    """Something an operator must know: ``what`` happened and the ``remedy``, a sentence each."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy
