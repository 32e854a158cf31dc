"""What every reading child needs, imported once before the first is forked."""

import importlib

for _name in (
    "pypdf",
    "pypdfium2",
    "bs4",
    "markdown_it",
    "PIL.Image",
    "ingest.read",
    "ingest.read_pdf",
    "ingest.read_html",
    "ingest.read_markdown",
):
    importlib.import_module(_name)
