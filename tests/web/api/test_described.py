"""The description and the API say the same: asked at random, in process, with and without a token."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.test import Client
from schemathesis.checks import CHECKS

from manara.foundation.models import User
from manara.web.api.description import described
from manara.web.api.reference import written
from manara.wsgi import application
from tests.resolution.world import address
from tests.web.api.programme import asking, story, token_of

pytestmark = pytest.mark.django_db
REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md"
# A token in an address is refused by its name alone, whatever the address asks; everything else is as described.
AT_RANDOM = hypothesis.settings(
    max_examples=6, derandomize=True, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)  # fmt: skip


def test_the_description_is_for_bearers_of_a_token_alone(investigator: User) -> None:
    assert Client().get("/api/v1/openapi.json").status_code == 401
    answer = asking(investigator).get("/api/v1/openapi.json")
    assert answer.json() == described() and answer.json()["openapi"].startswith("3.1")


def test_every_operation_says_what_it_needs() -> None:
    for path, methods in described()["paths"].items():
        assert set(methods) == {"get"}, path
        operation = methods["get"]
        assert operation["summary"] and operation["description"], path
        assert {"401", "403", "429"} <= set(operation["responses"]), path
        assert ("404" in operation["responses"]) == ("{" in path), path


def test_the_reference_is_that_of_this_description() -> None:
    assert REFERENCE.read_text("utf-8") == written(described()), "write it anew: python -m manara.web.api.reference"


@pytest.mark.django_db(transaction=True)
def test_what_is_answered_is_what_is_described(investigator: User, settings: Any) -> None:
    settings.NODE = replace(settings.NODE, api_requests_a_minute=100_000)
    report = story(investigator)
    _token, secret = token_of(investigator)
    known = {"report": str(report.public_id), "entity": str(address(investigator, report)), "name": "Person"}
    described_api = schemathesis.openapi.from_dict(described())
    described_api.app = application
    checks = CHECKS.get_by_names(
        ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
         "ignored_auth"]
    )  # fmt: skip
    asked = []
    for result in described_api.get_all_operations():
        operation = result.ok()

        @AT_RANDOM
        @hypothesis.given(case=operation.as_strategy())
        def at_random(case: Any) -> None:
            for name in set(case.path_parameters or {}) & set(known):
                if len(asked) % 2:
                    case.path_parameters[name] = known[name]
            case.headers = {"Authorization": f"Bearer {secret}", "X-Purpose": "TEST-7", "Accept-Encoding": "identity"}
            asked.append(case.call_and_validate(checks=checks).status_code)

        at_random()
    assert len(asked) > 40 and {200, 404} <= set(asked) and max(asked) < 500
