"""The chart's page and its answers: what stands on it, who said it, how much is read, and what nobody else may see."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from manara.foundation.models import User
from tests.resolution.conftest import Browse
from tests.resolution.story import NAME
from tests.resolution.world import address, admit, draft, entity, said, tie

pytestmark = pytest.mark.django_db


def data_of(html: str) -> dict[str, Any]:
    """What the page sends to its script."""
    found = re.search(r'<script id="chart-data" type="application/json">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def names(data: dict[str, Any]) -> set[str]:
    return {node[1] for node in data["nodes"]}


def grown(client: Client, **sent: Any) -> dict[str, Any]:
    answer = client.post("/chart/grow/", json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.json()  # type: ignore[no-any-return]


def ring(user: User) -> tuple[uuid.UUID, uuid.UUID]:
    """Two men of two reports who use one phone; one owns a boat, as an assessment."""
    first, second = admit(
        user,
        draft(
            entity("a", "Person", name=NAME), entity("p", "Phone", number="+22236301010"),
            entity("v", "Vessel", name="Yaye Fatou"),
            tie("u", "PhoneUse", {"holder": "a", "phone": "p"}, said("startDate", "2025-03")),
            tie("o", "Ownership", {"owner": "a", "asset": "v"}, kind="assessment"),
        ),
        draft(
            entity("b", "Person", name="Traoré Mamadou"), entity("p", "Phone", number="+22236301010"),
            tie("u", "PhoneUse", {"holder": "b", "phone": "p"}), grade_source="A", grade_information="1",
        ),
    )  # fmt: skip
    return address(user, first), address(user, second)


def test_one_phone_of_two_reports_is_one_thing_that_ties_two_men(investigator: User, browser: Browse) -> None:
    one, other = ring(investigator)
    client = browser(investigator)
    first = data_of(client.get(f"/chart/?entity={one}").content.decode())
    assert names(first) == {NAME, "+222 36 30 10 10", "Yaye Fatou"}
    phone = next(node[0] for node in first["nodes"] if node[1].startswith("+222"))
    assert next(node[5] for node in first["nodes"] if node[0] == phone) == 1, "another report names it too"
    more = grown(client, shown=[node[0] for node in first["nodes"]], opened=[phone])
    assert names(more) == names(first) | {"Traoré Mamadou"}
    assert more["fresh"] == [str(other)]
    by_id = [node[0] for node in more["nodes"]]
    ends = {frozenset((by_id[each[0]], by_id[each[1]])) for each in more["ties"]}
    assert {frozenset((str(one), phone)), frozenset((str(other), phone))} < ends
