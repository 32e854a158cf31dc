"""The assistant as the settings want it."""

from assistant.ask import Assistant
from assistant.chat_model import ChatModel
from assistant.gate import shipped_gates
from corpus.library import Library
from corpus.settings import Settings


def open_assistant(library: Library, settings: Settings) -> Assistant:
    """With a chat model when ``GUIDE_CHAT_MODEL`` names one, in quotes alone otherwise."""
    model = open_chat_model(settings) if settings.chat_model else None
    return Assistant(library, shipped_gates(), settings.contact, model)


def open_chat_model(settings: Settings) -> ChatModel:
    """The chat model that the settings name, behind its line, breaker and budget."""
    from assistant.breaker import Breaker
    from assistant.budget import Budget, Price
    from assistant.guarded import GuardedModel
    from assistant.line import Line
    from assistant.openai_chat import OpenAIChat

    price = Price(read=settings.chat_euros_per_million_read, written=settings.chat_euros_per_million_written)
    budget = Budget(
        settings.data / "chat-tokens.json", settings.chat_tokens_per_day, settings.chat_euros_per_day, price
    )
    line = Line(settings.chat_at_once, 2 * settings.chat_at_once)
    return GuardedModel(OpenAIChat(settings), line, Breaker(), budget)
