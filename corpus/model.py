"""The things the house speaks of. Page numbers are physical and 1-based; spans are characters of an edition's text."""

from dataclasses import dataclass, field
from datetime import date

LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A title that lasts; what it says stands in its editions."""

    slug: str
    title: str
    topic: str | None
    sector: str
    issuer: str
    home_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One immutable version of a publication in one language, in force from ``valid_from`` (inclusive)."""

    id: str
    publication: str
    language: str
    title: str
    topic: str | None
    issued: date | None
    valid_from: date
    media_type: str
    file_name: str
    sha256: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's span of the text, its physical number and the label printed on it (None: nothing is printed)."""

    number: int
    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading's span; ``level`` 1 is the topmost; ``anchor`` is its id in an HTML file."""

    start: int
    end: int
    level: int
    title: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader makes of a file: one text, its pages in order and its headings in order."""

    text: str
    pages: tuple[Page, ...]
    headings: tuple[Heading, ...] = ()
    title: str | None = None
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of an edition's text; ``text`` is that slice; ``section``: the first passage under the same heading."""

    id: str
    edition: str
    start: int
    end: int
    first_page: int
    last_page: int
    label: str | None
    heading: tuple[str, ...]
    anchor: str | None
    text: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedQuestion:
    """A question that passages of an edition answer (none: that it leaves open); searched, never quoted.

    ``origin``: heading, staff or model.
    """

    id: str
    edition: str
    language: str
    text: str
    origin: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that a search found.

    ``score`` is what languages are merged on, ``rank`` the ranker's score, ``dense`` the cosine centred by language,
    ``lexical`` the BM25 score (0: no word found); ``asked`` the best centred cosine of its expected questions (None: it
    has none), ``alike`` the share of words that the question has in common with one of them; ``parts`` what each feature
    adds to the rank.
    """

    passage: Passage
    edition: Edition
    score: float
    rank: float
    dense: float
    lexical: float
    asked: float | None = None
    alike: float = 0.0
    parts: tuple[tuple[str, float], ...] = ()
