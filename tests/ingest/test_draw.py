"""A page as a picture with its words marked."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corpus.model import Document, Passage
from ingest.draw import Mark, page_picture
from ingest.verdict import Refused
from tests.conftest import FILES

PDF = "application/pdf"


def picture(path: Path, page: int, words: str, media_type: str = PDF, text: str = "") -> np.ndarray:
    drawn = page_picture(Mark(path=str(path), media_type=media_type, page=page, words=words, text=text))
    return np.asarray(Image.open(io.BytesIO(drawn)).convert("RGB")).astype(int)


def marked(image: np.ndarray) -> tuple[int, float, float]:
    """How many pixels are marked, and where their top and bottom are, as shares of the height."""
    yellow = (image[:, :, 0] > 180) & (image[:, :, 1] > 150) & (image[:, :, 2] < 120)
    rows = np.flatnonzero(yellow.any(axis=1))
    return int(yellow.sum()), *((rows[0] / len(image), rows[-1] / len(image)) if len(rows) else (0.0, 0.0))


def test_the_words_of_a_passage_are_marked_where_they_stand(split: dict[str, list[Passage]]) -> None:
    found = [one for one in split["transition.de.pdf"] if one.first_page == one.last_page and len(one.text) > 200]
    for passage in found[:: len(found) // 4]:
        plain = picture(FILES / "transition.de.pdf", passage.first_page, "")
        count, top, bottom = marked(picture(FILES / "transition.de.pdf", passage.first_page, passage.text))
        assert marked(plain)[0] == 0 and count > 5_000 and bottom - top < 0.5


def test_a_line_of_the_page_is_marked_alone(pdf: Callable[..., Path]) -> None:
    path = pdf("#v(5cm)\nEine Zeile oben.\n#v(5cm)\nEine Zeile unten, die Über­gangs­frist heißt.")
    count, top, bottom = marked(picture(path, 1, "Zeile unten, die Übergangsfrist"))
    assert count > 500 and 0.4 < top < bottom < 0.6
    assert marked(picture(path, 1, "steht hier nicht"))[0] == 0


def test_a_text_without_pages_is_drawn_around_the_words(documents: dict[str, Document]) -> None:
    text = documents["transition.en.html"].text
    words = text[9_000:9_200].strip()
    image = picture(FILES / "transition.en.html", 1, words, "text/html", text)
    assert image.shape[1] == 980 and marked(image)[0] > 2_000
    assert marked(picture(FILES / "transition.en.html", 1, "", "text/html", text))[0] == 0


def test_a_page_that_is_not_there_is_a_verdict() -> None:
    for path, page in ((FILES / "transition.de.pdf", 999), (FILES / "gone.pdf", 1), (FILES / "transition.en.html", 1)):
        with pytest.raises(Refused) as refused:
            picture(path, page, "Wort")
        assert refused.value.verdict == "unreadable" and refused.value.remedy
