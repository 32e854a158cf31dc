"""The language of the question decides, unless it is said; the other one comes with a notice."""

import httpx
import pytest

from tests.api.test_as_of import ask

GERMAN = "Wie lange darf das BfArM über einen Antrag auf Aufnahme einer DiGA entscheiden?"
ENGLISH = "How long does BfArM have to decide on a DiGA application?"


@pytest.mark.parametrize(("question", "language"), [(GERMAN, "de"), (ENGLISH, "en")])
def test_a_question_is_answered_in_its_language(client: httpx.Client, question: str, language: str) -> None:
    answer = ask(client, question)
    assert answer["outcome"] == "answered"
    assert answer["language"] == language
    assert {one["language"] for one in answer["citations"]} == {language}
    assert answer["notices"] == []
    assert ("KI-System" in answer["disclosure"]) == (language == "de")


@pytest.mark.parametrize(("question", "language"), [(GERMAN, "en"), (ENGLISH, "de")])
def test_a_language_that_is_said_wins(client: httpx.Client, question: str, language: str) -> None:
    answer = ask(client, question, language=language)
    assert answer["language"] == language
    assert {one["language"] for one in answer["considered"]} == {language}
    off_topic = "Wie wird das Wetter morgen in Stuttgart?" if language == "en" else "What is the capital of France?"
    refused = ask(client, off_topic, language=language)
    german = "beantworten diese Frage nicht" in refused["message"] or "außerhalb" in refused["message"]
    assert german == (language == "de")


def test_a_search_looks_in_one_language_when_told(client: httpx.Client) -> None:
    for language in ("de", "en"):
        hits = client.post("/v1/search", json={"question": ENGLISH, "language": language}).json()["hits"]
        assert hits and {hit["language"] for hit in hits} == {language}


def test_what_is_held_in_german_alone_comes_with_a_notice(client: httpx.Client) -> None:
    """On that day the notes on transition were there in German alone."""
    answer = ask(
        client, "Until when does the transitional period of the MDR run for class III devices?", as_of="2023-05-01"
    )
    assert answer["outcome"] == "answered" and answer["language"] == "en"
    assert {one["language"] for one in answer["citations"]} == {"de"}
    assert any("original German" in notice for notice in answer["notices"])
