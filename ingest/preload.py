"""What every reading child needs, imported once in the process that children are forked from, and nowhere else."""

import importlib
import sys
from types import SimpleNamespace

for _name in (
    "pypdf",
    "pypdfium2",
    "bs4",
    "markdown_it",
    "PIL.Image",
    "ingest.draw",
    "ingest.read",
    "ingest.read_pdf",
    "ingest.read_html",
    "ingest.read_markdown",
):
    importlib.import_module(_name)


class _Any(str):
    """Equal to every name."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return True


# multiprocessing imports the program's main module again in each child (0.4 s for ``guide``) unless it is there already;
# children run functions of ``ingest`` alone, so it counts as there
if sys.argv == ["-c"]:
    _main = sys.modules["__main__"]
    _main.__file__ = _Any()
    _main.__spec__ = SimpleNamespace(name=_Any())  # type: ignore[assignment]
