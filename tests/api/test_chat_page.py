"""The chat page in a real browser, on the real library."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from api.pages import STATIC
from tests.api.watched import Watched
from tests.service import Service

MDR = "Bis wann gilt die Übergangsfrist der MDR für Klasse-III-Produkte?"
DIGA = "How long does BfArM have to decide on a DiGA application?"
WEATHER = "Wie wird das Wetter morgen in Stuttgart?"
TEXTS = {language: json.loads((STATIC / f"strings.{language}.json").read_text("utf-8")) for language in ("de", "en")}


@pytest.fixture
def chat(watched: Callable[..., Watched], served: Service) -> Watched:
    one = watched(permissions=["clipboard-read", "clipboard-write"])
    one.page.goto(f"{served.url}/widget")
    expect(one.part("send")).to_have_text("Fragen")
    return one


def test_enter_asks_and_the_beginning_of_the_reply_is_in_view(chat: Watched) -> None:
    reply = chat.ask(MDR)
    expect(reply).to_have_attribute("data-outcome", "answered")
    statements = reply.locator('[data-part="statement"]')
    assert 1 <= statements.count() <= 6
    for n in range(statements.count()):
        assert statements.nth(n).locator('[data-part="citation"]').count() >= 1
        assert statements.nth(n).get_attribute("lang") == "de"
    assert chat.part("question").input_value() == ""
    expect(chat.part("question")).to_be_focused()
    expect(statements.first).to_be_in_viewport(ratio=1)
    expect(chat.page.locator(".asked")).to_be_in_viewport(ratio=1)
    expect(chat.page.get_by_role("status")).to_have_text(
        f"Die Antwort ist da: {statements.count()} Aussagen mit Fundstellen."
    )
    second = chat.ask(DIGA)
    expect(second.locator('[data-part="statement"]').first).to_be_in_viewport(ratio=1)
    expect(second.locator('[data-part="statement"]').first).to_have_attribute("lang", "en")
    expect(second.locator('[data-part="notice"]').last).to_contain_text("An AI system answers")


def test_shift_enter_breaks_the_line_and_an_empty_question_is_not_sent(chat: Watched) -> None:
    field = chat.part("question")
    field.press("Enter")
    field.fill("  ")
    field.press("Enter")
    assert chat.part("answer").count() == 0
    field.fill("MDR")
    field.press("Shift+Enter")
    assert field.input_value() == "MDR\n" and chat.part("answer").count() == 0


def test_a_citation_opens_its_page_and_escape_returns(chat: Watched) -> None:
    reply = chat.ask(MDR)
    citation = reply.locator('[data-part="citation"]').first
    assert "Übergangsfristen von MDR und IVDR" in (citation.get_attribute("aria-label") or "")
    image = chat.part("page")
    for leave in (lambda: chat.page.keyboard.press("Escape"), lambda: chat.part("close").click()):
        citation.click()
        expect(image).to_be_visible()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 500
        assert "gelb markiert" in (image.get_attribute("alt") or "")
        said = reply.locator('[data-part="statement"]').first.inner_text()
        assert chat.page.locator("#view-quote").inner_text().strip() in said
        assert (chat.page.locator("#original").get_attribute("href") or "").startswith("/v1/editions/")
        leave()
        expect(chat.page.locator("#view")).to_be_hidden()
        expect(citation).to_be_focused()


def test_the_sources_list_every_citation(chat: Watched) -> None:
    reply = chat.ask(MDR)
    numbers = {one.inner_text() for one in reply.locator('[data-part="citation"]').all()}
    sources = reply.locator('[data-part="sources"]')
    sources.locator("summary").click()
    assert sources.locator("li").count() == len(numbers)
    assert "Stand 24.11.2026" in sources.inner_text()
    sources.get_by_role("button").first.click()
    expect(chat.part("page")).to_be_visible()


def test_a_refusal_shows_the_nearest_passages_and_a_person(chat: Watched) -> None:
    reply = chat.ask(WEATHER)
    assert reply.get_attribute("data-outcome") in ("not_in_publications", "out_of_scope")
    expect(reply.locator('[data-part="contact"]')).to_contain_text("BIOPRO Baden-Württemberg")
    nearest = reply.locator('[data-part="nearest"] li')
    assert 1 <= nearest.count() <= 3
    assert reply.locator('[data-part="statement"]').count() == 0
    nearest.first.get_by_role("button").click()
    expect(chat.part("page")).to_have_js_property("complete", True)


def test_the_language_switch_changes_every_word_of_the_page(chat: Watched) -> None:
    reply = chat.ask(MDR)
    reply.locator('[data-part="sources"] summary').click()
    reply.locator('[data-part="citation"]').first.click()
    html = chat.page.locator("html")
    for language, other in (("en", "de"), ("de", "en"), ("en", "de")):
        chat.part("language").select_option(language)
        expect(html).to_have_attribute("lang", language)
        expect(chat.part("send")).to_have_text(TEXTS[language]["send"])
        assert chat.page.title() == TEXTS[language]["title"]
        shown = chat.page.locator("body").evaluate(
            "body => body.innerText + [...body.querySelectorAll('[aria-label],[alt],[title]')]"
            ".map(e => ' ' + e.ariaLabel + ' ' + e.alt + ' ' + e.title).join('')"
        )
        for key in ("new", "ask", "copy", "print", "open", "original", "close"):
            assert TEXTS[language][key] in shown
            assert TEXTS[other][key] not in shown.replace(TEXTS[language][key], "")
        for word in {"en": ("Seite ", "Stand ", "Quelle"), "de": ("as of", "Source", "page ")}[language]:
            assert word not in shown
    expect(reply.locator('[data-part="statement"]').first).to_have_attribute("lang", "de")


def test_the_language_of_the_question_decides_on_any_page(chat: Watched) -> None:
    english = chat.ask(DIGA)
    expect(english.locator('[data-part="statement"]').first).to_have_attribute("lang", "en")
    chat.part("new").click()
    chat.part("language").select_option("en")
    with chat.page.expect_request("**/v1/questions") as short:
        chat.ask("UDI?")
    assert json.loads(short.value.post_data or "")["language"] == "en"
    with chat.page.expect_request("**/v1/questions") as long:
        chat.ask(MDR)
    assert "language" not in json.loads(long.value.post_data or "")


def test_a_conversation_goes_on_and_begins_anew(chat: Watched) -> None:
    first = chat.ask(MDR)
    with chat.page.expect_request("**/v1/questions") as sent:
        chat.ask("Und bei Klasse IIb?")
    (turn,) = json.loads(sent.value.post_data or "")["turns"]
    assert turn["question"] == MDR and turn["answer"][:40] in first.inner_text()
    chat.part("new").click()
    assert chat.part("answer").count() == 0
    expect(chat.part("question")).to_be_focused()
    expect(chat.part("suggestion").first).to_be_visible()
    with chat.page.expect_request("**/v1/questions") as sent:
        chat.ask(WEATHER)
    assert json.loads(sent.value.post_data or "")["turns"] == []


def test_every_suggestion_is_answered(chat: Watched) -> None:
    for language in ("de", "en"):
        chat.part("language").select_option(language)
        for n in range(chat.part("suggestion").count()):
            chat.part("suggestion").nth(n).click()
            reply = chat.page.locator('[data-part="answer"][data-outcome]')
            expect(reply).to_have_attribute("data-outcome", "answered")
            expect(reply.locator('[data-part="statement"]').first).to_have_attribute("lang", language)
            chat.part("new").click()


def test_copy_takes_question_statements_and_sources_along(chat: Watched) -> None:
    reply = chat.ask(MDR)
    reply.locator('[data-part="copy"]').click()
    expect(reply.locator('[data-part="copy"]')).to_have_text("Kopiert.")
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{MDR}\n\n")
    first = reply.locator('[data-part="statement"]').first.evaluate("item => item.firstChild.data")
    assert f"{first} [1]" in copied and "[1] Übergangsfristen von MDR und IVDR" in copied
    assert f"{chat.page.url.removesuffix('/widget')}/v1/editions/" in copied and "KI-System" in copied


def test_a_question_in_the_address_is_asked(chat: Watched, served: Service) -> None:
    chat.page.goto(
        f"{served.url}/widget?language=en&q=How%20long%20does%20BfArM%20have%20to%20decide%20on%20a%20DiGA%20application%3F"
    )
    expect(chat.page.locator('[data-part="answer"][data-outcome="answered"]')).to_have_count(1)
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")


def test_every_mark_of_the_contract_is_there(chat: Watched) -> None:
    chat.ask(MDR)
    chat.ask(WEATHER)
    once = ("question", "send", "stop", "page", "close", "language", "new")
    often = (
        "answer",
        "statement",
        "citation",
        "sources",
        "nearest",
        "contact",
        "copy",
        "print",
        "suggestion",
        "notice",
    )
    assert {name: chat.part(name).count() for name in once} == dict.fromkeys(once, 1)
    assert all(chat.part(name).count() >= 1 for name in often)
    assert chat.part("page").evaluate("image => image.tagName") == "IMG"
    assert chat.part("language").evaluate("list => [...list.options].map(o => o.value)") == ["de", "en"]


def test_the_demo_page_shows_the_widget(watched: Callable[..., Watched], served: Service) -> None:
    one = watched()
    one.page.goto(served.url)
    frame = one.page.frame_locator("iframe")
    frame.locator('[data-part="question"]').fill(MDR)
    frame.locator('[data-part="question"]').press("Enter")
    expect(frame.locator('[data-part="answer"][data-outcome="answered"]')).to_have_count(1)
