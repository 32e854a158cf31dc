"""The fixed words: complete and alike in both languages."""

import re

from assistant.answer import Outcome
from assistant.wording import FOLDER, wording


def test_both_languages_say_the_same_things() -> None:
    german, english = wording("de"), wording("en")
    assert list(german) == list(english)
    for key, text in german.items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", english[key]))
        assert text != english[key] and text.endswith(".") and english[key].endswith(".")
    assert {path.stem for path in FOLDER.iterdir()} == {"de", "en"}


def test_every_refusal_has_its_words_and_names_a_person() -> None:
    for outcome in Outcome:
        if outcome not in (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED):
            assert "{contact}" in wording("de")[outcome.value]
