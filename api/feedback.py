"""Was the answer helpful? Counted by outcome and reason; nothing else is kept."""

import re
from typing import Annotated, Literal

from fastapi import FastAPI
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, StrictBool, StrictStr

from api.metrics import count_feedback
from assistant.answer import Outcome

Reason = Literal["wrong", "off_topic", "incomplete", "outdated", "unclear", "other"]


def _answer_id(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{24}", text):
        raise ValueError("This is no answer's id. Send the id as the answer has it")
    return text


class FeedbackBody(BaseModel):
    """What a reader thinks of an answer; the id tells answers apart and is not kept."""

    model_config = ConfigDict(extra="ignore")

    answer: Annotated[StrictStr, AfterValidator(_answer_id)]
    helpful: StrictBool
    reason: Reason | None = None
    outcome: Outcome | None = None


def add_feedback(app: FastAPI) -> None:
    @app.post("/v1/feedback", summary="Helpful or not", status_code=204, response_class=Response)
    def feedback(body: FeedbackBody) -> Response:
        """Counts; 204. A reason belongs to what was not helpful."""
        reason = None if body.helpful else body.reason
        count_feedback(body.helpful, body.outcome.value if body.outcome else "", reason or "")
        return Response(status_code=204)
