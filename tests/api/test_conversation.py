"""The conversation: what is searched, what is found, what may be asked next, and what was thought of it."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.api.test_bad_input import assert_problem
from tests.api.test_chat_page import DIGA, MDR, TEXTS, WEATHER
from tests.api.watched import Watched
from tests.service import Service

STATEMENTS = """() => {
    window.seen = [];
    new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes) {
            if (node.dataset?.part) window.seen.push(node.dataset.part);
        }
    }).observe(document.getElementById('talk'), { childList: true, subtree: true });
    new MutationObserver(() => window.seen.push(document.getElementById('progress').textContent))
        .observe(document.getElementById('progress'), { childList: true });
    new MutationObserver(() => window.seen.push('status ' + document.getElementById('status').textContent))
        .observe(document.getElementById('status'), { childList: true });
}"""


@pytest.fixture
def chat(watched: Callable[..., Watched], served: Service) -> Watched:
    one = watched()
    with one.page.expect_response("**/v1/publications"):
        one.page.goto(f"{served.url}/widget")
    expect(one.part("send")).to_have_text("Fragen")
    return one


def feedback(client: httpx.Client, labels: str) -> float:
    found = re.findall(rf"^guide_feedback_total\{{{labels}\}} (\S+)$", client.get("/metrics").text, re.M)
    return sum(map(float, found))


def test_first_the_evidence_then_the_statements_and_one_announcement(chat: Watched, client: httpx.Client) -> None:
    listed = client.get("/v1/publications").json()["publications"]
    chat.page.evaluate(STATEMENTS)
    reply = chat.ask(MDR)
    seen: list[str] = chat.page.evaluate("window.seen")
    assert seen.index("evidence") < seen.index("statement") < seen.index("sources")
    stages = [one for one in seen if one.endswith("…")]
    assert stages[0] == f"{len(listed)} Veröffentlichungen werden durchsucht …"
    assert stages[-1] == "Fundstellen geprüft, die Antwort entsteht …"
    said = [one for one in seen if one.startswith("status ")]
    assert len(said) == 2 and said[-1].startswith("status Die Antwort ist da: ")
    assert not chat.part("evidence").get_attribute("open")  # folded once there are statements
    assert reply.locator('[aria-live]:not([aria-live="off"]), [role="log"]').count() == 0


def test_what_may_be_asked_next_comes_from_the_publications(chat: Watched) -> None:
    asked = [MDR]
    reply = chat.ask(MDR)
    for _ in range(3):
        offered = reply.locator('[data-part="suggestion"]')
        words = offered.all_inner_texts()
        if len(asked) > 1 and not words:
            break
        assert 1 <= len(words) <= 3 and len(set(words)) == len(words)
        assert all(one.endswith("?") for one in words) and not set(words) & set(asked)
        asked.append(words[0])
        before = chat.part("answer").count()
        offered.first.click()
        reply = chat.page.locator('[data-part="answer"][data-outcome]').nth(before)
        reply.wait_for()
        assert chat.page.locator('#talk article [data-part="suggestion"]').count() <= 3  # only after the last reply
    headings = {
        heading
        for hit in chat.page.evaluate(
            "question => fetch('/v1/search', {method: 'POST', headers: {'Content-Type': 'application/json'},"
            " body: JSON.stringify({question, limit: 50})}).then(r => r.json()).then(d => d.hits)",
            MDR,
        )
        for heading in hit["heading"]
    }
    assert asked[1] in headings


def test_the_disclosure_is_said_once_and_each_answer_is_marked_for_machines(chat: Watched) -> None:
    expect(chat.page.locator("#about")).to_contain_text("KI-System. Es ersetzt keine Rechtsberatung")
    sentences = TEXTS["de"]["privacy_note"].rstrip(".").split(". ")
    assert len(sentences) == 3
    first, second = chat.ask(MDR), chat.ask(WEATHER)
    assert "Rechtsberatung" not in first.inner_text() + second.inner_text()  # it stands above
    third, fourth = chat.ask(DIGA), chat.ask(DIGA)
    assert "legal advice" in third.inner_text() and "legal advice" not in fourth.inner_text()
    for reply in (first, second):
        assert reply.get_attribute("data-ai-generated") == "false"  # quotes are selected
        assert reply.get_attribute("data-ai-system") == "quotes"
        assert "Antwort des KI-Systems" in reply.inner_text()
    expect(chat.page.locator("#about")).to_be_attached()
    chat.part("new").click()
    expect(chat.page.locator("#about")).to_be_visible()


def test_a_refusal_helps_on(chat: Watched, client: httpx.Client) -> None:
    reply = chat.ask(WEATHER)
    count = len(client.get("/v1/publications").json()["publications"])
    expect(reply.locator('[data-part="searched"]')).to_contain_text(f"Durchsucht wurden {count} Veröffentlichungen")
    expect(reply.locator('[data-part="better"] li')).to_have_count(3)
    expect(reply.locator('[data-part="contact"] a')).to_have_attribute("href", "https://www.bio-pro.de")
    assert reply.locator('[data-part="evidence"]').count() == 0  # not twice
    assert 1 <= reply.locator('[data-part="nearest"] li').count() <= 3


def test_helpful_is_counted(chat: Watched, client: httpx.Client) -> None:
    labels = 'helpful="yes",outcome="answered",reason=""'
    before = feedback(client, labels)
    reply = chat.ask(MDR)
    with chat.page.expect_request("**/v1/feedback") as sent:
        reply.locator('[data-part="helpful"]').click()
    assert set(sent.value.post_data_json) == {"answer", "outcome", "helpful"}
    thanks = reply.get_by_text("Danke.")
    expect(thanks).to_be_focused()
    assert reply.locator('[data-part="helpful"], [data-part="not-helpful"]').count() == 0
    assert feedback(client, labels) == before + 1


def test_not_helpful_asks_for_a_reason(chat: Watched, client: httpx.Client) -> None:
    labels = 'helpful="no",outcome="not_in_publications",reason="incomplete"'
    other = 'helpful="no",outcome="out_of_scope",reason="incomplete"'
    before = feedback(client, labels) + feedback(client, other)
    reply = chat.ask(WEATHER)
    no = reply.locator('[data-part="not-helpful"]')
    no.press("Enter")
    expect(no).to_have_attribute("aria-expanded", "true")
    reasons = reply.get_by_role("group", name="Was hat gefehlt?").get_by_role("button")
    expect(reasons).to_have_count(6)
    expect(reasons.first).to_be_focused()
    reasons.nth(1).click()
    expect(reply.get_by_text("Danke.")).to_be_focused()
    assert feedback(client, labels) + feedback(client, other) == before + 1
    assert WEATHER not in client.get("/metrics").text


ID = "0123456789abcdef01234567"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"answer": ID},
        {"answer": ID, "helpful": "yes"},
        {"answer": ID, "helpful": 1},
        {"answer": "x", "helpful": True},
        {"answer": f"{ID}\n", "helpful": True},
        {"answer": "<script>", "helpful": False},
        {"answer": ID, "helpful": False, "reason": "because"},
        {"answer": ID, "helpful": False, "reason": 7},
        {"answer": ID, "helpful": True, "outcome": "great"},
    ],
    ids=repr,
)
def test_wrong_feedback_is_refused_and_not_counted(client: httpx.Client, body: Any) -> None:
    before = feedback(client, ".*")
    assert_problem(client.post("/v1/feedback", json=body), 422)
    assert feedback(client, ".*") == before


def test_a_second_language_mid_way(chat: Watched) -> None:
    chat.ask(MDR)
    chat.part("language").select_option("en")
    reply = chat.ask(DIGA)
    expect(reply.locator('[data-part="statement"]').first).to_have_attribute("lang", "en")
    expect(reply).to_contain_text("An AI system answers here")
    for suggestion in reply.locator('[data-part="suggestion"]').all():
        assert suggestion.get_attribute("lang") == "en"
