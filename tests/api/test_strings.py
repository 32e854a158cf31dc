"""Every word of the page is there in both languages, in one file each."""

import json
import re

import pytest

from api.pages import STATIC

TEXTS = {language: json.loads((STATIC / f"strings.{language}.json").read_text("utf-8")) for language in ("de", "en")}
CODE = "".join(
    path.read_text("utf-8") for path in STATIC.iterdir() if path.name in ("chat.html",) or path.suffix == ".js"
)


def test_no_string_is_missing_in_either() -> None:
    assert TEXTS["de"].keys() == TEXTS["en"].keys()
    for key, german in TEXTS["de"].items():
        english = TEXTS["en"][key]
        assert german.strip() and english.strip(), key
        assert sorted(re.findall(r"\{\w+\}", german)) == sorted(re.findall(r"\{\w+\}", english)), key


def test_every_string_is_used_and_every_used_one_is_there() -> None:
    built = {"original_de", "original_en", *(key for key in TEXTS["de"] if key.startswith("reason_"))}
    for key in TEXTS["de"].keys() - built:
        assert f'"{key}"' in CODE, key
    for key in re.findall(r'data-(?:text|label)="(\w+)"|\b(?:say|button)\("(\w+)"', CODE):
        assert "".join(key) in TEXTS["de"], key


@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_hold_no_words_of_their_own(language: str) -> None:
    """A sentence of a string stands in its file alone, but for the names of the languages."""
    for key, text in TEXTS[language].items():
        if len(text) > 25 and key != "title":
            assert text not in CODE, key


def test_german_is_polite_and_short() -> None:
    for key, text in TEXTS["de"].items():
        assert not re.search(r"\b(du|dein\w*|dich|dir|ihr|euch|man)\b", text), key
        for sentence in re.split(r"(?<=[.!?]) ", text):
            assert len(sentence.split()) <= 24, (key, sentence)
