"""A tiny library in this process, and assistants over it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.answer import Answer, Question
from assistant.ask import Assistant
from assistant.chat_model import ChatModel
from assistant.compose import open_chat_model
from assistant.gate import Gate, Gates
from assistant.openai_chat import OpenAIChat
from corpus.library import Library, open_library
from corpus.settings import Settings
from ingest.pipeline import run
from ingest.wanted import from_paths
from tests.assistant.fake_openai import FakeOpenAI, fake_openai

SOFTWARE = """# Medizinische Software

## Einstufung

Software, die Vitalparameter überwacht, gehört nach Regel 11 in die Klasse IIa. Das gilt nicht für Software, die nur Termine verwaltet.

## Fristen und Geld

Die Übergangsfrist für Software endet am 31. Dezember 2027. Ein Verstoß kostet bis zu 30.000 Euro (§ 94 Abs. 2 MPDG).
"""
REPORTING = """# Reporting of incidents

## Time limits

The manufacturer reports a serious incident within 15 days (Article 87(3) MDR). A threat to public health is reported within 2 days.

## Forms

Forms with fewer < 5 & more > 2 "quoted" marks are found at https://forms.example.org for manufacturers of software.
"""
ASKED = "Welche Klasse hat Software, die Vitalparameter überwacht, und wann endet die Übergangsfrist?"
_OPEN = Gate(bias=5.0, weights={}, centre={}, scale={}, answer_from=0.5, outside_below=0.1)
OPEN = Gates(asked=_OPEN, plain=_OPEN)


@contextmanager
def make_library(folder: Path, files: dict[str, str]) -> Iterator[Library]:
    for name, text in files.items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    library, owned = open_library(Settings(data=folder / "data", embedder="hash"))
    report = run(library, from_paths([folder / "files"]), whole=False)
    assert report.status == 0, report.as_dict()
    yield library
    library.catalogue.engine.dispose()
    owned.release()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    files = {"software.md": SOFTWARE, "reporting.md": REPORTING}
    with make_library(tmp_path_factory.mktemp("library"), files) as library:
        yield library


@pytest.fixture
def answered(library: Library) -> Callable[[ChatModel | None], Answer]:
    """The answer to ASKED by a model, the gate being open."""

    def answer(model: ChatModel | None, question: str = ASKED) -> Answer:
        return Assistant(library, OPEN, "somebody@example.org", model).answer(Question(text=question))

    return answer


@pytest.fixture
def fake() -> Iterator[FakeOpenAI]:
    with fake_openai() as server:
        yield server


@pytest.fixture
def chat_settings(fake: FakeOpenAI, tmp_path: Path) -> Callable[..., Settings]:
    def make(method: str = "json_schema", url: str = "", **more: object) -> Settings:
        return Settings(
            data=tmp_path,
            chat_model="tiny",
            chat_base_url=url or fake.url,
            chat_api_key="sk-very-secret",
            chat_method=method,
            **more,
        )

    return make


@pytest.fixture
def server(chat_settings: Callable[..., Settings]) -> Callable[..., OpenAIChat]:
    """The adapter alone: one call."""
    return lambda *arguments, **more: OpenAIChat(chat_settings(*arguments, **more))


@pytest.fixture
def chat(chat_settings: Callable[..., Settings]) -> Callable[..., ChatModel]:
    """The model as it ships: behind its line, breaker and budget."""
    return lambda *arguments, **more: open_chat_model(chat_settings(*arguments, **more))
