"""A question may keep to some topics: fewer publications are searched, and nothing else changes."""

import httpx

from tests.api.test_as_of import ask
from tests.api.test_bad_input import assert_problem
from tests.api.test_chat_page import MDR


def test_only_these_topics_are_searched(client: httpx.Client) -> None:
    everything, narrowed = ask(client, MDR), ask(client, MDR, topics=["transition"])
    assert {one["topic"] for one in narrowed["considered"]} == {"transition"}
    assert narrowed["outcome"] == "answered"
    elsewhere = ask(client, MDR, topics=["packaging", "chemicals"])
    assert {one["topic"] for one in elsewhere["considered"]} <= {"packaging", "chemicals"}
    assert elsewhere["statements"] != everything["statements"]
    assert ask(client, MDR)["considered"] == everything["considered"]  # the next question searches all again


def test_an_unknown_topic_finds_nothing(client: httpx.Client) -> None:
    answer = ask(client, MDR, topics=["gardening"])
    assert (answer["outcome"], answer["considered"]) == ("not_in_publications", [])


def test_wrong_topics_are_refused(client: httpx.Client) -> None:
    for topics in ("transition", [7], ["x" * 201], ["\x00"], ["a"] * 101):
        assert_problem(client.post("/v1/questions", json={"question": MDR, "topics": topics}), 422)
