"""A programme asks the database for no more than the page with the same content does, and always for the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from manara.foundation.models import User
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.world import address
from tests.web.api.programme import asking, story

pytestmark = pytest.mark.django_db


def queries(client: Client, path: str) -> int:
    with counted() as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def test_no_more_than_the_page_and_always_as_many(investigator: User, browser: Browse) -> None:
    report = story(investigator)
    person = address(investigator, report)
    pages = browser(investigator)
    pairs = {
        "reports": "/reports/",
        f"reports/{report.public_id}": f"/reports/{report.public_id}/",
        "search?q=Mohamed+Ahmed": "/search/?q=Mohamed+Ahmed",
        "entities?schema=Person": "/entities/?schema=Person",
        f"entities/{person}": f"/entities/{person}/",
        f"entities/{person}/ties": f"/entities/{person}/network/",
        f"entities/{person}/reports": f"/entities/{person}/reports/",
    }
    programme = asking(investigator)
    few: dict[str, Any] = {}
    for asked, page in pairs.items():
        few[asked] = queries(programme, f"/api/v1/{asked}")
        assert few[asked] <= queries(pages, page), asked
    for number in range(4):
        story(investigator, f"محمد {number} ولد أحمد", f"+2223630300{number}")
    assert {asked: queries(programme, f"/api/v1/{asked}") for asked in pairs} == few
