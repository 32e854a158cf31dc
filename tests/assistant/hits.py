"""Passages and drafts made up for a test of verification."""

from datetime import date

from assistant.draft import DraftEvidence, DraftStatement
from assistant.verify import objection
from corpus.model import Edition, Hit, Passage


def hit(text: str, language: str, heading: str = "") -> Hit:
    passage = Passage(
        id="p1",
        edition="e1",
        start=0,
        end=len(text),
        first_page=1,
        last_page=1,
        label=None,
        heading=(heading,) if heading else (),
        anchor=None,
        text=text,
        section="p1",
    )
    edition = Edition(
        id="e1",
        publication="notes",
        language=language,
        title="Notes",
        topic=None,
        issued=None,
        valid_from=date(2026, 1, 1),
        media_type="text/markdown",
        file_name="notes.md",
        sha256="",
        state="published",
    )
    return Hit(passage=passage, edition=edition, score=1.0, rank=1.0, dense=1.0, lexical=1.0)


def reason(
    text: str, passage: str, language: str = "de", said: str = "", quote: str = "", heading: str = ""
) -> str | None:
    """Why a statement may not be shown; ``said`` is the passage's language, ``quote`` the whole passage if not given."""
    statement = DraftStatement(text=text, evidence=[DraftEvidence(key="E1", quote=quote or passage)])
    return objection(statement, {"E1": hit(passage, said or language, heading)}, language)
