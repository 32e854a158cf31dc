"""Quality cannot fall unnoticed: the dev split against floors a little below what was last measured."""

from contextlib import closing

import pytest

from corpus.lock import owner_of
from evals.cases import read_cases
from evals.golden_set import FOLDER
from evals.run import evaluate_cases
from tests.service import real_service


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    from api.remote import RemoteGuide

    owner = owner_of(real_service().data)
    assert owner is not None
    with closing(RemoteGuide(owner)) as guide:
        return evaluate_cases(guide, read_cases(FOLDER / "dev.jsonl"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("pair", "mrr", "recall"),
    [("de→de", 0.83, 0.92), ("en→en", 0.86, 0.95), ("de→en", 0.82, 0.92), ("en→de", 0.79, 0.92)],
)
def test_the_right_passage_is_found(measured: dict, pair: str, mrr: float, recall: float) -> None:
    row = measured["retrieval"][pair]
    assert row["mrr@10"]["value"] >= mrr
    assert row["recall@5"]["value"] >= recall


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("answered_of_answerable", 0.92),
        ("right_of_answerable", 0.88),
        ("gold_page_cited", 0.93),
        ("refusal_recall", 0.82),
    ],
)
def test_answers_are_right_and_refusals_meant(measured: dict, name: str, floor: float) -> None:
    assert measured["answers"]["all"][name]["value"] >= floor
