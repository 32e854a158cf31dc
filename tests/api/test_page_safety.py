"""A publication that wants to run, load or link something does none of it, wherever its words are shown."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.api.hostile import gone_bad, payloads
from tests.api.watched import Watched
from tests.service import Service, served_files

SHOT = """<img src=x onerror="window.owned=1;alert('owned')"><svg onload=window.owned=1>"""
TEXT = f"Die Gebühr beträgt 12 Euro {SHOT} </li><script>window.owned=1</script> javascript:alert(1) [klick](javascript:alert(1))"
ESCAPED = TEXT.replace("&", "&amp;").replace("<", "&lt;")
# in Markdown, HTML and plain text what is code in one is text in another
FILES = {
    "gebuehr.txt": f"Gebühr {SHOT}\n\n{TEXT} laut Textdatei.\n",
    "kosten.html": f"<!doctype html><title>{SHOT.replace('<', '&lt;')}</title><script>window.owned=1;document.title='owned'</script>"
    f"<h1>Kosten {SHOT.replace('<', '&lt;')}</h1><p>{ESCAPED} laut HTML.</p><img src=x onerror='window.owned=1'>"
    "<iframe src='http://192.0.2.1/'></iframe><form action='http://192.0.2.1/'><button>x</button></form>"
    "<link rel=stylesheet href='http://192.0.2.1/x.css'><meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
    "preis.md": f"# Preis {SHOT}\n\n## Höhe `{SHOT}`\n\n{TEXT} laut `{SHOT}` Markdown.\n",
}
QUESTION = "Wie viel Euro beträgt die Gebühr?"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with served_files(tmp_path_factory.mktemp("hostile"), dict(FILES)) as service:
        yield service


@pytest.fixture
def chat(watched: Callable[..., Watched], hostile: Service) -> Watched:
    one = watched(permissions=["clipboard-read", "clipboard-write"])
    one.page.goto(f"{hostile.url}/widget")
    expect(one.part("send")).to_have_text("Fragen")
    return one


def assert_harmless(chat: Watched) -> None:
    assert chat.page.evaluate("window.owned") is None
    assert chat.page.title() in (
        "Fragen zu Regulierung und Nachhaltigkeit",
        "Questions on regulation and sustainability",
    )
    talk = chat.page.locator("#talk")
    assert talk.locator("img, svg, script, iframe, form, style, link, object").count() == 0
    for link in chat.page.locator("a[href]").all():
        address = link.get_attribute("href") or ""
        assert address.startswith("/v1/editions/") or address == "https://www.bio-pro.de"  # the operator's contact


def test_what_publications_say_is_text(chat: Watched) -> None:
    reply = chat.ask(QUESTION)
    expect(reply).to_have_attribute("data-outcome", "answered")
    assert "<img src=x onerror=" in reply.inner_text()
    reply.locator('[data-part="sources"] summary').click()
    for n in range(reply.locator('[data-part="citation"]').count()):
        reply.locator('[data-part="citation"]').nth(n).click()
        expect(chat.part("page")).to_have_js_property("complete", True)
        assert "<img src=x onerror=" in chat.page.locator("#view").inner_text()
        chat.page.keyboard.press("Escape")
    reply.locator('[data-part="copy"]').click()
    chat.part("language").select_option("en")
    assert_harmless(chat)


def test_what_a_refusal_shows_is_text(chat: Watched) -> None:
    reply = chat.ask("What is the capital of France?")
    if reply.locator('[data-part="nearest"]').count():
        assert "onerror" in reply.locator('[data-part="nearest"]').inner_text()
    assert_harmless(chat)


def test_what_the_asker_types_is_text(chat: Watched, hostile: Service) -> None:
    chat.ask(f"{QUESTION} {SHOT}")
    assert SHOT in chat.page.locator(".asked").inner_text()
    assert_harmless(chat)
    chat.page.goto(f"{hostile.url}/widget?language={SHOT}&q={SHOT}")
    chat.page.locator('[data-part="answer"][data-outcome]').wait_for()
    assert SHOT in chat.page.locator(".asked").inner_text()
    assert_harmless(chat)


def test_an_original_may_show_itself_and_nothing_else(watched: Callable[..., Watched], hostile: Service) -> None:
    for publication in hostile.client.get("/v1/publications").json()["publications"]:
        (edition,) = publication["editions"]
        one = watched()
        one.page.goto(f"{hostile.url}{edition['file']}", wait_until="load")
        one.page.wait_for_timeout(300)
        assert one.page.url == f"{hostile.url}{edition['file']}"
        assert one.page.title() != "owned"
        assert one.page.evaluate("window.owned") is None
        assert one.page.evaluate("window.origin") == "null"
        if edition["media_type"] == "text/html":
            one.forgive("Content Security Policy")
            one.wrong[:] = [
                said for said in one.wrong if "sandbox" not in said and "asked http://192.0.2.1" not in said
            ]
        one.wrong[:] = [said for said in one.wrong if "favicon" not in said]


def test_pages_say_what_they_may_load(hostile: Service) -> None:
    for path, ancestors in (("/", "'none'"), ("/widget", "'self'")):
        policy = hostile.client.get(path).headers["content-security-policy"]
        rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert rules["default-src"] == "'none'" and rules["script-src"] == "'self'" and rules["style-src"] == "'self'"
        assert rules["img-src"] == rules["connect-src"] == "'self'"
        assert rules["base-uri"] == rules["form-action"] == "'none'" and rules["frame-ancestors"] == ancestors
        assert (
            rules["require-trusted-types-for"] == "'script'" and rules["trusted-types"] == "'none'"
        )  # text nodes only
        assert "unsafe" not in policy and "http:" not in policy
        text = hostile.client.get(path).text
        assert "://" not in text and "style=" not in text and " onclick" not in text
    assert hostile.client.get("/widget").headers["referrer-policy"] == "no-referrer"


def test_a_thousand_attacks_in_every_place_are_text(watched: Callable[..., Watched], hostile: Service) -> None:
    """Model text, title, heading, file name, address and error: nothing runs, nothing foreign is asked, no policy is needed."""
    every = payloads(1000)
    policy = hostile.client.get("/widget").headers["content-security-policy"]
    with gone_bad({"Content-Security-Policy": policy}, every) as url:
        chat = watched(width=1280)
        page = chat.page
        page.add_init_script(
            "window.reports = []; addEventListener('securitypolicyviolation', (event) => reports.push(event.violatedDirective))"
        )
        page.goto(f"{url}/widget?greeting={quote(every[0])}&suggestions={quote(every[1])}")
        expect(chat.part("send")).to_have_text("Fragen")
        shown = set()
        for first in range(0, 1000, 50):
            reply = chat.ask(f"answer {first} {first + 50}")
            shown |= set(
                reply.locator('[data-part="statement"]').evaluate_all("all => all.map(one => one.firstChild.data)")
            )
            page.locator("#talk").evaluate(
                "talk => { for (const one of talk.querySelectorAll('details')) one.open = true; }"
            )
            cite = reply.locator('[data-part="citation"]').first
            cite.hover()
            expect(page.get_by_role("tooltip")).to_be_visible()
            cite.click()
            expect(page.locator("#original")).to_be_hidden()  # its address is none of ours
            page.keyboard.press("Escape")
            chat.ask(f"refusal {first} {first + 50}")
            chat.ask(f"error {first} {first + 50}")
            chat.part("language").select_option("en" if first % 100 else "de")
            talk = page.locator("#talk")
            assert talk.locator("img, svg, script, iframe, form, style, link, object, base, meta, math").count() == 0
            links = talk.locator("a[href]").evaluate_all("all => all.map(one => one.origin)")
            assert links == []  # none of the addresses is ours
            assert page.evaluate("[window.owned, reports]") == [None, []]
            page.evaluate("document.querySelector('[data-part=new]').click()")
        assert shown == set(every)
        chat.wrong[:] = [said for said in chat.wrong if "500 (Internal Server Error)" not in said]
