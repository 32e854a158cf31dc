"""The command line's help and the OpenAPI file are what is committed; ``make generated`` writes them anew."""

import json
import re

import httpx

from tests.api.generate import COMMANDS, HELP, OPENAPI, help_text


def test_the_help_is_as_committed() -> None:
    assert help_text() == HELP.read_text("utf-8")


def test_every_command_has_its_help() -> None:
    overview = HELP.read_text("utf-8").split("Usage:")[1]
    listed = re.findall(r"^│ (\w+) ", overview.split("Commands")[1], re.M)
    assert sorted(listed) == sorted(set(COMMANDS) - {""})


def test_the_openapi_file_is_as_committed(client: httpx.Client) -> None:
    served = client.get("/openapi.json").json()
    assert served == json.loads(OPENAPI.read_text("utf-8"))
    assert set(served["paths"]) == {
        "/v1/questions",
        "/v1/search",
        "/v1/feedback",
        "/v1/publications",
        "/v1/publications/{slug}",
        "/v1/passages/{passage}",
        "/v1/editions/{edition}/file",
        "/v1/editions/{edition}/pages/{page}.png",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    for path in served["paths"].values():
        for operation in path.values():
            assert "application/problem+json" in operation["responses"]["4XX"]["content"]
