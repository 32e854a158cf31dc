"""Text of a PDF with its places on the page, read by pypdfium2."""

import ctypes
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, median_low
from typing import Any

from ingest.layout import Piece
from ingest.verdict import Refused

# a gap of this many font sizes may separate two columns or cells, one of that many does whatever the file writes there
_WIDE, _SURELY = 0.9, 3.0
_BOLD = 600
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_HALF = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A page's pieces in the file's own order, its height in points, and whether it is a picture without text."""

    pieces: tuple[Piece, ...]
    height: float
    picture: bool


def read_pages(path: Path) -> list[PrintedPage]:
    """Every page of a PDF; Refused when a password is wanted."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise encrypted() from error
        raise
    try:
        return [_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _page(document: Any, number: int) -> PrintedPage:
    import pypdfium2.raw as raw

    page = document[number]
    text_page = page.get_textpage()
    pieces = with_raised_marks(_PageText(text_page, number + 1).pieces())
    picture = not pieces and next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]), None) is not None
    height = float(page.get_height())
    text_page.close()
    page.close()
    return PrintedPage(pieces=tuple(pieces), height=height, picture=picture)


def encrypted() -> Refused:
    return Refused("encrypted", "The PDF is protected by a password.", "Save it without a password and add it again.")


class _PageText:
    """The characters of one page; coordinates in points, y upwards."""

    def __init__(self, text_page: object, number: int) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = text_page
        self._number = number
        self._characters = self._all()
        self._sides = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = raw.FS_MATRIX()
        spaces = [n for n, letter in enumerate(self._characters) if letter == " "][:200]
        self._writes_spaces = 2 * sum(self._generated(n) for n in spaces) < len(spaces)

    def _all(self) -> Sequence[str]:
        """Every character, at once where pdfium leaves none out."""
        count = self._raw.FPDFText_CountChars(self._page)
        buffer = (ctypes.c_ushort * (count + 1))()
        if count and self._raw.FPDFText_GetText(self._page, 0, count, buffer) == count + 1:
            text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
            if len(text) == count:
                return text
        return [chr(self._raw.FPDFText_GetUnicode(self._page, n)) for n in range(count)]

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        start = 0
        marks = [*self._characters, "\n"]
        for n, mark in enumerate(marks):
            # pdfium writes the hyphen at the end of a line as one of these, at the end of a page as a soft one
            hyphen = mark in "\ufffe\x02" or (mark == "\u00ad" and marks[n + 1] in "\r\n")
            if hyphen or mark in "\r\n":
                found += self._line(start, n, hyphen=hyphen)
                start = n + 1
        return found

    def _line(self, start: int, end: int, *, hyphen: bool) -> list[Piece]:
        """One printed line, cut where a wide gap separates columns or cells."""
        line = "".join(self._characters[start:end])
        gaps = {}  # where a word begins: how far from the one before
        for space in re.finditer(r"(?<=\S)[ \t]+(?=\S)", line):
            before, word = start + space.start() - 1, start + space.end()
            gaps[word] = self._box(word)[0] - self._box(before)[1]
        size = self._size(start + len(line) - len(line.lstrip())) or 10.0 if gaps else 0.0
        cuts = [n for n, gap in gaps.items() if gap > _WIDE * size and self._separates(n, gaps, size)]
        cuts = [start, *cuts, end]
        return [
            piece
            for first, after in zip(cuts, cuts[1:], strict=False)
            if (piece := self._piece(first, after, hyphen=hyphen and after == end))
        ]

    def _separates(self, word: int, gaps: dict[int, float], size: float) -> bool:
        """Is the wide gap before a word more than stretched space?

        Where a file writes its spaces, the missing one tells; elsewhere the other gaps of the line do.
        """
        if gaps[word] > _SURELY * size:
            return True
        if self._writes_spaces:
            return self._generated(word - 1)
        before = "".join(self._characters[max(word - 20, 0) : word]).rstrip()
        figures = before[-1:].isdigit() and self._characters[word].isdigit()
        return figures or gaps[word] > 2.5 * median_low([gap for n, gap in gaps.items() if n != word] or [0.0])

    def _generated(self, n: int) -> bool:
        return bool(self._raw.FPDFText_IsGenerated(self._page, n))

    def _piece(self, first: int, after: int, *, hyphen: bool) -> Piece | None:
        inked = [n for n in range(first, after) if not self._characters[n].isspace()]
        text = clean("".join(self._characters[inked[0] : inked[-1] + 1])) if inked else ""
        if not text:
            return None
        left, _, low, high = self._box(inked[0])
        middle = inked[len(inked) // 2]
        size = median([self._size(inked[0]), self._size(middle), self._size(inked[-1])])
        return Piece(
            page=self._number,
            text=text,
            left=left,
            right=self._box(inked[-1])[1],
            base=self._base(inked[0]),
            size=size if size > 2 else max(high - low, 2) * 1.4,
            bold=all(self._raw.FPDFText_GetFontWeight(self._page, n) >= _BOLD for n in (inked[0], middle, inked[-1])),
            hyphen=hyphen,
        )

    def _size(self, n: int) -> float:
        """The font size as printed: what the file says times what its matrix makes of it."""
        size = float(self._raw.FPDFText_GetFontSize(self._page, n))
        if self._raw.FPDFText_GetMatrix(self._page, n, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        return size

    def _box(self, n: int) -> tuple[float, float, float, float]:
        """Left, right, bottom, top."""
        left, right, low, high = self._sides
        self._raw.FPDFText_GetCharBox(self._page, n, left, right, low, high)
        return left.value, right.value, low.value, high.value

    def _base(self, n: int) -> float:
        x, y = self._sides[:2]
        self._raw.FPDFText_GetCharOrigin(self._page, n, x, y)
        return y.value


def with_raised_marks(pieces: Sequence[Piece]) -> list[Piece]:
    """Footnote marks and exponents, which a file sets as lines of their own, back into the line they stand in."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and _stands_in(before, piece):
            large = max(before, piece, key=lambda p: p.size)
            numbers = before.text[-1].isdigit() and piece.text[0].isalnum()
            gap = " " if numbers or piece.left - before.right > 0.15 * large.size else ""
            found[-1] = replace(
                before,
                text=clean(before.text + gap + piece.text),
                right=piece.right,
                base=large.base,
                size=large.size,
                bold=large.bold,
                hyphen=piece.hyphen,
            )
        else:
            found.append(piece)
    return found


def _stands_in(before: Piece, piece: Piece) -> bool:
    large = max(before.size, piece.size)
    if before.hyphen or not -0.3 * large < piece.left - before.right < 0.4 * large:
        return False
    raised = piece.base - before.base
    small, other = (piece, before) if piece.size < before.size else (before, piece)
    if abs(raised) < 0.05 * large:
        return True
    return abs(raised) < 0.6 * large and small.size < 0.85 * other.size and len(small.text) < 12


def clean(text: str) -> str:
    """Ligatures resolved, soft hyphens and control characters gone, any white space a plain space."""
    if _HALF.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    text = _UNSEEN.sub("", text.translate(_LIGATURES))
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)
