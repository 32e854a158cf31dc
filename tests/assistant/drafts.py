"""Drafts as a chat model returns them."""

import json
from typing import Any

CLASS = "Software, die Vitalparameter überwacht, gehört nach Regel 11 in die Klasse IIa."
END = "Die Übergangsfrist für Software endet am 31. Dezember 2027."


def statement(text: str, *evidence: tuple[str, str]) -> dict[str, Any]:
    return {"text": text, "evidence": [{"key": key, "quote": quote} for key, quote in evidence]}


def draft(*statements: dict[str, Any], answerable: bool = True, missing: str | None = None, **more: Any) -> str:
    whole = {"answerable": answerable, "statements": list(statements), "missing": missing, **more}
    return json.dumps(whole, ensure_ascii=False)
