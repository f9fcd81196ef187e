"""What the empty shell costs: a fixed number of questions to the database, and few bytes on the wire."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from manara.web import home, navigation
from tests.web import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (home, navigation):
        monkeypatch.setattr(module, "shells", lambda: ())


def test_the_shell_asks_for_the_session_the_person_the_reach_and_the_agency() -> None:
    client = people.browser(people.person())
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    questions = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(questions) == 4, questions


def test_the_shell_is_small_on_the_wire() -> None:
    client = people.browser(people.person(), "ar", **{"Accept-Encoding": "gzip"})
    answer = client.get("/")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 6_000
