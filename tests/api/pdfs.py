"""Small PDFs, and where on their pages words stand."""

import io
import re

import pypdf
import pypdfium2
import typst
from PIL import Image

SCALE = 1.6
Box = tuple[float, float, float, float]


def pdf(body: str, *, width: int = 300, height: int = 400, columns: int = 1) -> bytes:
    """A justified, hyphenated page or more of German text."""
    source = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 40pt, columns: {columns})\n"
        '#set text(font: "Libertinus Serif", size: 11pt, lang: "de", hyphenate: true)\n'
        f"#set par(justify: true)\n#set heading(outlined: true)\n{body}"
    )
    return bytes(typst.compile(source.encode(), format="pdf", ignore_system_fonts=True))


def changed(data: bytes, *, rotate: int = 0, crop: tuple[int, int, int, int] | None = None) -> bytes:
    """The same file with its pages turned (degrees, clockwise) and cropped (points off left, bottom, right, top)."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        if crop:
            box = page.mediabox
            page.cropbox = pypdf.generic.RectangleObject(
                (box.left + crop[0], box.bottom + crop[1], box.right - crop[2], box.top - crop[3])
            )
        if rotate:
            page.rotate(rotate)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def boxes(data: bytes, page: int, words: str) -> list[Box]:
    """The boxes of the letters of ``words`` on a page (from 1), in pixels of its picture, by pdfium's own account.

    Spaces, line breaks and hyphens may stand anywhere between the letters.
    """
    document = pypdfium2.PdfDocument(data)
    sheet = document[page - 1]
    text = sheet.get_textpage()
    left, bottom, right, top = sheet.get_cropbox()
    turn = sheet.get_rotation()
    letters = [(n, text.get_text_range(n, 1)) for n in range(text.count_chars())]
    letters = [(n, letter) for n, letter in letters if re.fullmatch(r"\w", letter)]
    at = "".join(letter for _, letter in letters).find(re.sub(r"\W", "", words))
    assert at >= 0, f"{words!r} is not on page {page}"
    found: list[Box] = []
    for n, _ in letters[at : at + len(re.sub(r"\W", "", words))]:
        x0, y0, x1, y1 = text.get_charbox(n)
        match turn:
            case 0:
                box = (x0 - left, top - y1, x1 - left, top - y0)
            case 90:
                box = (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
            case 180:
                box = (right - x1, y0 - bottom, right - x0, y1 - bottom)
            case _:
                box = (top - y1, right - x1, top - y0, right - x0)
        found.append((box[0] * SCALE, box[1] * SCALE, box[2] * SCALE, box[3] * SCALE))
    document.close()
    return found


def yellow(picture: bytes) -> set[tuple[int, int]]:
    """The pixels that are marked."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    width = image.width
    return {
        (n % width, n // width)
        for n, (red, green, blue) in enumerate(image.get_flattened_data())
        if red > 150 and green > 120 and red - blue > 90
    }


def assert_marked(picture: bytes, expected: list[Box], slack: int = 6) -> None:
    """Every letter lies on yellow, and yellow lies nowhere else."""
    marked = yellow(picture)
    allowed: set[tuple[int, int]] = set()
    for x0, y0, x1, y1 in expected:
        inside = {(x, y) for x in range(int(x0), int(x1) + 1) for y in range(int(y0), int(y1) + 1)}
        assert len(inside & marked) > 0.2 * len(inside), f"nothing is marked at {(x0, y0, x1, y1)}"
        allowed |= {
            (x, y)
            for x in range(int(x0) - 2 * slack, int(x1) + 2 * slack)
            for y in range(int(y0) - slack, int(y1) + slack + 1)
        }
        if y1 - y0 > x1 - x0:  # turned text has its spaces above and below
            allowed |= {
                (x, y)
                for x in range(int(x0) - slack, int(x1) + slack + 1)
                for y in range(int(y0) - 2 * slack, int(y1) + 2 * slack)
            }
    # a hyphen at the end of a line is marked with its word
    assert len(marked - allowed) < 0.01 * len(marked), f"{len(marked - allowed)} of {len(marked)} lie elsewhere"
