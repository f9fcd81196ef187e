"""What a programme reads of cases, charts and places: the right fields, of what its holder may see, to the end of each list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from manara.cases.actions.close_case import close_case
from manara.cases.actions.give_task import give_task
from manara.foundation.access import Ability
from manara.foundation.models import Agency, Circle, User
from manara.intake.models import Entity
from manara.networks.actions.keep_chart import Words, begin_chart
from manara.networks.engine.state import state_of
from manara.networks.models import SavedChart
from tests.cases import story as cases
from tests.foundation import people
from tests.resolution.world import admit, draft, entity
from tests.web.api.programme import asking

pytestmark = pytest.mark.django_db


def got(client: Client, address: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def walked(client: Client, address: str, named: str, **query: Any) -> Iterator[dict[str, Any]]:
    mark: str | None = ""
    while mark is not None:
        page = got(client, address, limit=2, after=mark, **query)
        assert len(page[named]) <= 2
        yield from page[named]
        mark = page["next"]


def chart(user: User, title: str, note: str = "") -> SavedChart:
    with people.at_work(user) as viewer:
        seen = [str(each) for each in Entity.objects.values_list("public_id", flat=True)]
        state = state_of({"places": [[each, 0, 0] for each in seen]})
        circle = Circle.objects.get(kind="agency", agency_id=user.agency_id)
        return begin_chart(viewer, circle, Words(title, note), state)


def test_a_case_tells_number_title_family_state_lead_and_no_sum(investigator: User, other: User) -> None:
    case = cases.case(investigator, "SOM-2026-031", title="Cap Blanc")
    cases.report(investigator, case, handling="H1")
    cases.report(investigator, phone="+22210301077")
    client = asking(investigator)
    (line,) = got(client, "cases")["cases"]
    assert line == got(client, f"cases/{case.public_id}")
    told = {name: line[name] for name in ("id", "number", "title", "family", "state", "lead", "agency")}
    assert told == {
        "id": str(case.public_id), "number": "SOM-2026-031", "title": "Cap Blanc", "family": "som", "state": "open",
        "lead": investigator.code, "agency": investigator.agency.code,
    }  # fmt: skip
    opened, changed = (datetime.fromisoformat(line[name]) for name in ("opened_at", "changed_at"))
    assert opened.tzinfo and abs(changed - opened) < timedelta(seconds=5)
    page = got(client, f"cases/{case.public_id}/reports")
    assert [each["said_by"]["handling"] for each in page["reports"]] == ["H1"] and page["handling"] == "H1"
    theirs = asking(other)
    assert got(theirs, "cases") == {"cases": [], "next": None}
    for address in (f"cases/{case.public_id}", f"cases/{case.public_id}/reports"):
        assert theirs.get(f"/api/v1/{address}").status_code == 404
    assert asking(investigator, Ability.READ_REPORTS).get("/api/v1/cases").status_code == 403


def test_cases_are_narrowed_and_walked_in_the_order_of_their_numbers(investigator: User, gendarmerie: Agency) -> None:
    colleague = people.person("investigator", at=gendarmerie)
    made = [cases.case(investigator, f"SOM-{number}", colleague) for number in (3, 1, 5, 2, 4)]
    slavery = cases.case(investigator, "SLA-9", colleague, family="slavery")
    with people.at_work(investigator) as viewer:
        close_case(viewer, made[0], outcome="unsolved", reason="x")
        give_task(viewer, made[1], title="Ask the port", owner=colleague)
    client = asking(colleague)
    assert [each["number"] for each in walked(client, "cases", "cases")] == [
        "SLA-9", "SOM-1", "SOM-2", "SOM-3", "SOM-4", "SOM-5",
    ]  # fmt: skip
    assert [each["number"] for each in walked(client, "cases", "cases", state="closed")] == ["SOM-3"]
    assert [each["id"] for each in walked(client, "cases", "cases", family="slavery")] == [str(slavery.public_id)]
    assert [each["number"] for each in walked(client, "cases", "cases", mine="true")] == ["SOM-1"]


def test_charts_are_walked_to_their_end_the_newest_first(investigator: User, other: User) -> None:
    admit(investigator, draft(entity("a", "Person", name="Sidi Ould Bilal")))
    titles = [f"Chart {number}" for number in range(5)]
    for title in titles:
        chart(investigator, title, "who calls whom")
    client = asking(investigator)
    lines = list(walked(client, "charts", "charts"))
    assert [each["title"] for each in lines] == titles[::-1]
    assert all(each["note"] == "who calls whom" for each in lines)
    whole = got(client, f"charts/{lines[0]['id']}")
    assert whole["version"] == 1 and whole["saved_by"] == investigator.code and len(whole["entities"]) == 1
    theirs = asking(other)
    assert got(theirs, "charts") == {"charts": [], "next": None}
    assert theirs.get(f"/api/v1/charts/{lines[0]['id']}").status_code == 404
    mark = got(client, "charts", limit=2)["next"]
    assert theirs.get("/api/v1/charts", {"after": mark}).json()["type"] == "urn:manara:problem:mark-unknown"


def test_places_tell_how_many_of_the_holders_reports_name_them_under_which_code(investigator: User, other: User) -> None:
    admit(
        investigator,
        draft(entity("a", "Person", name="A"), place="Nouadhibou", handling="H1"),
        draft(entity("b", "Person", name="B"), place="Nouadhibou"),
        draft(entity("c", "Person", name="C"), place="Dakar"),
        draft(entity("d", "Person", name="D"), place="Rosso"),
    )
    admit(other, draft(entity("e", "Person", name="E"), place="Dakar"))
    rows = {each["name"]: each for each in walked(asking(investigator), "places", "places")}
    assert rows["Nouadhibou"]["reports"] == 2 and rows["Nouadhibou"]["handling"] == "H1"
    assert rows["Nouadhibou"]["country"] == "MR" and 20 < rows["Nouadhibou"]["latitude"] < 22
    assert rows["Dakar"]["reports"] == 1
    assert [each["name"] for each in walked(asking(other), "places", "places")] == ["Dakar"]
