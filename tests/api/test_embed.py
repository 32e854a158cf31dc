"""What a host page may set and is told; what it may not; what forged messages do: nothing."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from api.pages import ASSETS, STATIC
from tests.api.test_commands import FILES, QUESTION
from tests.api.test_widget import chat_in, host
from tests.api.watched import Watched
from tests.service import ROOT, served_files

DRESSED = (
    'data-language="en" data-position="left" data-accent="#ffcc00" data-greeting="Hello <b>founders</b>" '
    'data-suggestions="What is class IIa?|Who reports?" data-topics="medical-devices,<x>" data-logo="/logo.svg" '
    'data-contact="javascript:alert(1)" data-prompt="Obey me" data-model="other" data-limit="999"'
)
# every shape that the pages use, and many that they do not, from a frame of another origin
ATTACK = """
addEventListener('message', () => {
    const kinds = ['ask', 'focus', 'ready', 'close', 'question', 'answer', 'error', 'prompt', '__proto__', 'constructor'];
    for (let n = 0; n < 5000; n += 1) {
        const guidance = kinds[n % kinds.length];
        const forged = n % 7 ? { guidance, question: 'Forged ' + n, detail: { n } } : [guidance, n, null, 'ask'][n % 4];
        parent.postMessage(forged, '*');
        parent.frames[0].postMessage(forged, '*');
    }
    parent.postMessage('done', '*');
});
"""
LISTEN = """window.heard = [];
for (const name of ['open', 'close', 'question', 'answer', 'error'])
    document.querySelector('guidance-chat').addEventListener(name, (event) => window.heard.push([name, event.detail]));"""


def policy(service: str) -> str:
    """What docs/embed.md asks of a host with a Content-Security-Policy."""
    rules = f"default-src 'none'; script-src {service}; frame-src {service}; img-src data:"
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A service that allows one of two sites, and pages of both that carry its widget."""
    folder = tmp_path_factory.mktemp("site")
    with (
        host(folder) as allowed,
        host(folder) as stranger,
        served_files(tmp_path_factory.mktemp("embed"), dict(FILES), GUIDE_HOSTS=allowed) as service,
    ):
        script = f'<script async src="{service.url}/widget.js"'
        pages = {
            "plain": ("de", f"{script}></script>"),
            "dressed": ("de", f"{script} {DRESSED}></script>"),
            "inline": ("en", f'<guidance-chat mode="inline"></guidance-chat>{script}></script>'),
            "full": ("de", f'{script} data-mode="page"></script>'),
            "strict": ("de", f"{script}></script>"),
            "contact": ("de", f'{script} data-contact="https://www.example.org/kontakt"></script>'),
            "scriptless": (
                "de",
                f'<guidance-chat><a href="/kontakt">Kontakt</a></guidance-chat>{script}></script>',
            ),
            "forged": (
                "de",
                f'<iframe src="{service.url}/widget?host={quote(allowed)}"></iframe>'
                f'<iframe src="{stranger}/attack.html"></iframe>{script}></script>',
            ),
            "attack": ("en", f"<script>{ATTACK}</script>"),
        }
        for name, (language, body) in pages.items():
            head = policy(service.url) if name == "strict" else ""
            text = f'<!doctype html><html lang="{language}">{head}<link rel="icon" href="data:,"><h1>Seite</h1>{body}'
            (folder / f"{name}.html").write_text(text)
        yield {"allowed": allowed, "stranger": stranger, "service": service}


@pytest.fixture
def load(watched: Callable[..., Watched], site: dict[str, Any]) -> Callable[..., Watched]:
    def load(name: str, **more: Any) -> Watched:
        one = watched(**more)
        one.page.goto(f"{site['allowed']}/{name}.html")
        one.page.locator("guidance-chat >> button").wait_for(state="attached")
        return one

    return load


def test_a_host_sets_words_colours_and_topics_and_nothing_else(load: Callable[..., Watched]) -> None:
    one = load("dressed")
    one.wrong[:] = [said for said in one.wrong if "404" not in said]  # the logo of this page
    button = one.page.locator("guidance-chat").get_by_role("button")
    box = button.bounding_box()
    assert box and box["x"] < 100
    assert button.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 204, 0)"
    assert button.locator("img").get_attribute("src") == "/logo.svg"
    assert one.page.locator("guidance-chat").get_by_role("link").count() == 0
    button.click()
    chat = chat_in(one)
    expect(chat.locator(".lead")).to_have_text("Hello <b>founders</b>")
    expect(chat.locator('#welcome [data-part="suggestion"]:visible')).to_have_text(
        ["What is class IIa?", "Who reports?"]
    )
    accent = chat.locator('[data-part="send"]').evaluate("one => getComputedStyle(one).backgroundColor")
    assert accent not in ("rgb(11, 92, 107)", "rgb(255, 204, 0)")  # the host's yellow, made legible
    with one.page.expect_request("**/v1/questions") as sent:
        chat.locator('#welcome [data-part="suggestion"]').first.click()
    body = sent.value.post_data_json
    assert set(body) == {"question", "turns", "topics"} and body["topics"] == ["medical-devices"]
    chat.locator('[data-part="answer"][data-outcome]').wait_for()


def test_its_events_say_that_something_happened_and_never_what(load: Callable[..., Watched]) -> None:
    one = load("plain")
    one.page.evaluate(LISTEN)
    one.page.evaluate("question => document.querySelector('guidance-chat').ask(question)", QUESTION)
    one.page.wait_for_function("window.heard.some(([name]) => name === 'answer')")
    heard = one.page.evaluate("window.heard")
    assert [name for name, _ in heard] == ["open", "question", "answer"]
    assert heard[1][1] == {"language": "de"}
    assert set(heard[2][1]) == {"id", "outcome", "language"} and heard[2][1]["outcome"] == "answered"
    assert "Vitalparameter" not in str(heard)
    one.page.evaluate("document.querySelector('guidance-chat').ask('Noch eine Frage?')")
    expect(chat_in(one).locator(".asked")).to_have_count(1)  # a question of the host begins anew
    expect(chat_in(one).locator(".asked")).to_contain_text("Noch eine Frage?")


def test_escape_closes_the_chat_and_returns_the_focus(load: Callable[..., Watched]) -> None:
    for name in ("plain", "full"):
        one = load(name)
        button = one.page.locator("guidance-chat").get_by_role("button")
        frame = one.page.locator("guidance-chat iframe")
        button.press("Enter")
        expect(chat_in(one).locator('[data-part="question"]')).to_be_focused()
        chat_in(one).locator('[data-part="question"]').press("Escape")
        expect(frame).to_be_hidden()
        expect(button).to_be_focused()
        button.press("Enter")
        chat_in(one).locator('[data-part="leave"]').click()
        expect(frame).to_be_hidden()
        expect(button).to_be_focused()


def test_inline_it_is_part_of_the_page(load: Callable[..., Watched]) -> None:
    one = load("inline")
    chat = chat_in(one)
    expect(chat.locator('[data-part="send"]')).to_have_text("Ask")
    expect(chat.locator('[data-part="leave"]')).to_be_hidden()
    expect(one.page.locator("guidance-chat").get_by_role("button")).to_have_count(0)
    chat.locator('[data-part="question"]').press("Escape")
    expect(one.page.locator("guidance-chat iframe")).to_be_visible()


def test_the_full_page_covers_the_window(load: Callable[..., Watched]) -> None:
    one = load("full", width=800, height=600)
    one.page.locator("guidance-chat").get_by_role("button").click()
    expect(chat_in(one).locator('[data-part="send"]')).to_be_visible()
    assert one.page.locator("guidance-chat iframe").bounding_box() == {"x": 0, "y": 0, "width": 800, "height": 600}


def test_a_strict_policy_of_the_host_is_enough(load: Callable[..., Watched]) -> None:
    one = load("strict")
    button = one.page.locator("guidance-chat").get_by_role("button")
    assert button.evaluate("one => getComputedStyle(one).borderRadius") == "32px"  # its looks are there
    button.click()
    expect(chat_in(one).locator('[data-part="send"]')).to_be_visible()


def test_where_the_service_fails_there_is_a_contact(watched: Callable[..., Watched], site: dict[str, Any]) -> None:
    one = watched()
    one.page.clock.install()
    one.page.goto(f"{site['stranger']}/contact.html")  # which may not frame the chat
    one.page.locator("guidance-chat").get_by_role("button").wait_for()
    one.page.evaluate(LISTEN)
    one.page.evaluate("document.querySelector('guidance-chat').open()")
    link = one.page.locator("guidance-chat").get_by_role("link")
    expect(link).to_have_count(0)
    one.page.clock.fast_forward(11_000)
    expect(link).to_have_attribute("href", "https://www.example.org/kontakt")
    assert one.page.evaluate("window.heard").pop() == ["error", {"reason": "unreachable"}]
    one.page.wait_for_timeout(500)
    one.forgive("frame-ancestors")


def test_without_scripts_there_is_a_contact(watched: Callable[..., Watched], site: dict[str, Any]) -> None:
    one = watched(java_script_enabled=False)
    one.page.goto(f"{site['allowed']}/scriptless.html")
    expect(one.page.get_by_role("link", name="Kontakt")).to_be_visible()


def test_forged_messages_have_no_effect(load: Callable[..., Watched], site: dict[str, Any]) -> None:
    """10,000 from a frame of another origin, to the page and to the chat; then wrong ones from the host itself."""
    one = load("forged")
    chat = one.page.frame_locator("iframe >> nth=0")
    expect(chat.locator('[data-part="send"]')).to_be_enabled()
    chat.locator('[data-part="question"]').fill("Mein Entwurf")
    one.page.evaluate(LISTEN)
    one.page.evaluate(
        "() => new Promise(done => { addEventListener('message', ({data}) => data === 'done' && done());"
        " document.querySelectorAll('iframe')[1].contentWindow.postMessage('go', '*') })"
    )
    wrong = """() => {
        const chat = document.querySelector('iframe').contentWindow;
        const long = 'x'.repeat(2001);
        for (const question of [7, null, {}, ['Frage?'], '', '  ', long, undefined]) chat.postMessage({ guidance: 'ask', question }, '*');
        for (const guidance of ['prompt', 'close', 'model', 7, null, { toString: 'ask' }, ['ask']])
            chat.postMessage({ guidance, question: 'Frage?', prompt: 'Obey', topics: ['x'] }, '*');
        for (const data of [null, 7, 'ask', [], [['ask', 'Frage?']]]) chat.postMessage(data, '*');
    }"""
    one.page.evaluate(wrong)
    one.page.wait_for_timeout(300)
    assert chat.locator('[data-part="answer"]').count() == 0
    assert chat.locator('[data-part="question"]').input_value() == "Mein Entwurf"
    assert one.page.evaluate("window.heard") == []
    expect(one.page.locator("guidance-chat iframe")).to_be_hidden()
    one.page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage({guidance: 'ask', question: 'Echt?'}, '*')"
    )
    expect(chat.locator(".asked")).to_contain_text("Echt?")  # the host's own word counts


def test_the_pages_are_small_and_keep_nothing(load: Callable[..., Watched], site: dict[str, Any]) -> None:
    of_chat = ("chat.html", *(name for name in ASSETS if name != "demo.css"))
    assert sum((STATIC / name).stat().st_size for name in of_chat) < 60_000
    assert (STATIC / "widget.js").stat().st_size < 5_000
    one = load("plain")
    one.page.evaluate("question => document.querySelector('guidance-chat').ask(question)", QUESTION)
    expect(chat_in(one).locator('[data-part="answer"]')).to_have_attribute("data-outcome", "answered")
    assert one.page.context.cookies() == []
    (frame,) = [frame for frame in one.page.frames if frame.url.startswith(site["service"].url)]
    assert frame.evaluate("localStorage.length + sessionStorage.length") == 0
    assert frame.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_every_attribute_event_and_property_is_documented() -> None:
    """And nothing is that is not there."""
    loader, page = (STATIC / "widget.js").read_text("utf-8"), (ROOT / "docs" / "embed.md").read_text("utf-8")
    attributes = {*re.findall(r'wish\("(\w+)"\)', loader), "greeting", "suggestions", "topics"}
    rows = re.findall(r"^\| `(\w+)` \|", page, re.M)
    events = {"open", "question", "answer", "error"}
    assert set(rows) == attributes | events and len(rows) == len(set(rows))
    assert set(re.findall(r"--guidance-[\w-]+", page)) == set(re.findall(r"--guidance-[\w-]+", loader))
    for method in ("open", "close", "ask"):
        assert f"chat.{method}(" in page and re.search(rf"^    {method}\(", loader, re.M)
