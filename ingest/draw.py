"""A page as a PNG with words marked, drawn in a child process."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.child import Limits, run

_SCALE = 1.6
_LIMITS = Limits(cpu=20, wall=30.0)
_YELLOW = (255, 226, 77)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Which page of which file, and the words to mark on it; ``text`` is the whole text of a file without pages."""

    path: str
    media_type: str
    page: int
    words: str
    text: str


def page_picture(mark: Mark) -> bytes:
    """The PNG; Refused when the file cannot be drawn."""
    if mark.media_type == "application/pdf":
        return run(_draw_pdf, mark.path, mark.page, mark.words, limits=_LIMITS)
    return run(_draw_text, mark.text, mark.words, limits=_LIMITS)


def folded(text: str) -> str:
    """Letters and digits alone: what is left when spaces, hyphens and quotation marks differ."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _draw_pdf(path: str, number: int, words: str) -> bytes:
    import pypdfium2
    from PIL import Image, ImageChops, ImageDraw

    document = pypdfium2.PdfDocument(path)
    page = document[number - 1]
    image = page.render(scale=_SCALE).to_pil().convert("RGB")
    boxes = list(_boxes(page, words)) if words else []
    if boxes:
        marks = Image.new("RGB", image.size, "white")
        pen = ImageDraw.Draw(marks)
        for left, low, right, high in boxes:
            x0, y0 = page_point(page, left, high)
            x1, y1 = page_point(page, right, low)
            pen.rectangle((min(x0, x1) - 2, min(y0, y1) - 2, max(x0, x1) + 2, max(y0, y1) + 2), fill=_YELLOW)
        image = ImageChops.multiply(image, marks)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def page_point(page: object, x: float, y: float) -> tuple[float, float]:
    """A point of the page in the picture's pixels; the crop box and rotation count."""
    import ctypes

    import pypdfium2.raw as raw

    width, height = (round(side * _SCALE) for side in page.get_size())  # type: ignore[attr-defined]
    device_x, device_y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, device_x, device_y)
    return float(device_x.value), float(device_y.value)


def _boxes(page: object, words: str) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right, top of the marked words, one box a line, from the boxes of their characters."""
    text_page = page.get_textpage()  # type: ignore[attr-defined]
    letters, places = [], []
    for n in range(text_page.count_chars()):
        for letter in folded(_character(text_page, n)):
            letters.append(letter)
            places.append(n)
    page_text = "".join(letters)
    for start, end in _spans(page_text, words):
        line: list[float] = []
        for place in dict.fromkeys(places[start:end]):
            left, low, right, high = text_page.get_charbox(place)
            if line and (abs(low - line[1]) > max(high - low, line[3] - line[1], 4) or left < line[0] - 1):
                yield line[0], line[1], line[2], line[3]
                line = []
            line = (
                [min(line[0], left), min(line[1], low), max(line[2], right), max(line[3], high)]
                if line
                else [left, low, right, high]
            )
        if line:
            yield line[0], line[1], line[2], line[3]


def _character(text_page: object, n: int) -> str:
    import pypdfium2.raw as raw

    return chr(raw.FPDFText_GetUnicode(text_page, n))


def _spans(page_text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand: whole if they do, else each cell, sentence or line of them that does."""
    wanted = folded(words)
    at = page_text.find(wanted)
    if wanted and at >= 0:
        yield at, at + len(wanted)
        return
    position = 0
    for part in re.split(r"[\t\n]+|(?<=[.!?;:]) ", words):
        wanted = folded(part)
        if len(wanted) < 4:
            continue
        at = page_text.find(wanted, position)
        at = page_text.find(wanted) if at < 0 else at
        if at >= 0:
            yield at, at + len(wanted)
            position = at + len(wanted)


def _draw_text(text: str, words: str) -> bytes:
    """The part of a page without paper around the words, set in lines, the words marked."""
    from PIL import Image, ImageDraw, ImageFont

    at = max(text.find(words), 0) if words else 0
    first = max(text.rfind("\n\n", 0, max(at - 700, 0)), 0)
    last = text.find("\n\n", at + len(words) + 700)
    shown = text[first : last if last > 0 else len(text)].strip("\n")
    mark_from, mark_to = at - first - (len(text[first:]) - len(text[first:].lstrip("\n"))), 0
    mark_to = mark_from + len(words)
    font = ImageFont.load_default(size=19)
    width, margin, height = 980, 60, 30
    glyphs: list[tuple[float, float, str, bool]] = []
    x, y = float(margin), float(margin)
    for match in re.finditer(r"\n+|[^\S\n]+|\S+", shown):
        piece = match.group(0)
        if piece.startswith("\n"):
            x, y = float(margin), y + height * (1.5 if len(piece) > 1 else 1.0)
            continue
        piece = "   |   " if "\t" in piece else piece
        size = font.getlength(piece)
        if x + size > width - margin and not piece.isspace():
            x, y = float(margin), y + height
        marked = mark_from <= match.start() < mark_to and bool(words)
        glyphs.append((x, y, piece, marked))
        x += size
    image = Image.new("RGB", (width, int(y) + height + margin), "white")
    pen = ImageDraw.Draw(image)
    for x, y, piece, marked in glyphs:
        if marked:
            pen.rectangle((x - 1, y - 3, x + font.getlength(piece) + 1, y + 24), fill=_YELLOW)
    for x, y, piece, _ in glyphs:
        pen.text((x, y), piece, fill=(27, 27, 27), font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
