"""The assistant as the settings want it."""

from assistant.ask import Assistant
from assistant.gate import shipped_gate
from corpus.library import Library
from corpus.settings import Settings


def open_assistant(library: Library, settings: Settings) -> Assistant:
    """With a chat model when ``GUIDE_CHAT_MODEL`` names one, in quotes alone otherwise."""
    model = None
    if settings.chat_model:
        from assistant.openai_chat import OpenAIChat

        model = OpenAIChat(settings)
    return Assistant(library, shipped_gate(), settings.contact, model)
