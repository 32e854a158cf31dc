"""Text of a PDF with its places on the page, read by pypdfium2."""

import re
from pathlib import Path

from ingest.layout import Piece

_WIDE = 0.9  # a gap of this many font sizes separates two columns or cells


def read_pieces(path: Path, most_pages: int) -> tuple[list[list[Piece]], list[float]]:
    """For each page its pieces in the file's own order, and its height in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        pages, heights = [], []
        for number in range(min(len(document), most_pages)):
            page = document[number]
            text_page = page.get_textpage()
            pages.append(_pieces(text_page, number + 1))
            heights.append(float(page.get_height()))
            text_page.close()
            page.close()
        return pages, heights
    finally:
        document.close()


def _pieces(text_page: object, number: int) -> list[Piece]:
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(text_page)
    characters = [chr(raw.FPDFText_GetUnicode(text_page, n)) for n in range(count)]
    found: list[Piece] = []
    start = 0
    for n in range(count + 1):
        mark = characters[n] if n < count else "\n"
        if mark in "\r\n":
            found += _line(text_page, characters, start, n, number, hyphen=False)
            start = n + 1
        elif mark in "\ufffe\x02":
            found += _line(text_page, characters, start, n, number, hyphen=True)
            start = n + 1
    return found


def _line(
    text_page: object, characters: list[str], start: int, end: int, number: int, *, hyphen: bool
) -> list[Piece]:
    """One printed line, cut where a wide gap separates columns or cells."""
    import pypdfium2.raw as raw

    cuts = [start]
    for n in range(start + 1, end - 1):
        if characters[n] == " " and raw.FPDFText_IsGenerated(text_page, n):
            gap = _box(text_page, n + 1)[0] - _box(text_page, n - 1)[1]
            if gap > _WIDE * (raw.FPDFText_GetFontSize(text_page, n - 1) or 10):
                cuts.append(n + 1)
    cuts.append(end)
    pieces = []
    for first, after in zip(cuts, cuts[1:], strict=False):
        inked = [n for n in range(first, after) if not characters[n].isspace()]
        if not inked:
            continue
        left, _, low, high = _box(text_page, inked[0])
        right = _box(text_page, inked[-1])[1]
        size = float(raw.FPDFText_GetFontSize(text_page, inked[0]))
        pieces.append(
            Piece(
                page=number,
                text=clean("".join(characters[inked[0] : inked[-1] + 1])),
                left=left,
                right=right,
                base=_base(text_page, inked[0]),
                size=size if size > 2 else max(high - low, 2) * 1.4,
                hyphen=hyphen and after == end,
            )
        )
    return pieces


def clean(text: str) -> str:
    """Ligatures resolved, soft hyphens and control characters gone, any white space a plain space."""
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬅ", "ft"), ("ﬆ", "st")):
        text = text.replace(ligature, letters)
    text = re.sub(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f]", "", text)
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def _box(text_page: object, n: int) -> tuple[float, float, float, float]:
    import ctypes

    import pypdfium2.raw as raw

    left, right, low, high = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, n, left, right, low, high)
    return left.value, right.value, low.value, high.value


def _base(text_page: object, n: int) -> float:
    import ctypes

    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, n, x, y)
    return y.value
