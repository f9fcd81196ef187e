"""The chart's page and its answers: what stands on it, who said it, how much is read, and what nobody else may see."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from manara.foundation.models import AuditEvent, User
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.story import NAME
from tests.resolution.world import address, admit, draft, entity, said, tie

pytestmark = pytest.mark.django_db
PHONE = "+222 36 30 10 10"


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


def last_reading() -> AuditEvent:
    """The newest reading of a chart, as an auditor sees it."""
    with people.at_work(people.person("auditor")):
        return AuditEvent.objects.filter(object_type="entity", fields=["chart"]).latest("pk")


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


def test_every_reading_is_recorded_with_what_was_shown(investigator: User, browser: Browse) -> None:
    one, other = ring(investigator)
    client = browser(investigator)
    data = data_of(client.get(f"/chart/?entity={one}").content.decode())
    shown = {uuid.UUID(node[0]) for node in data["nodes"]}
    event = last_reading()
    assert set(event.object_ids) == shown and event.verb == "read"
    phone = next(node[0] for node in data["nodes"] if node[1].startswith("+222"))
    grown(client, shown=[str(each) for each in shown], opened=[phone])
    event = last_reading()
    assert set(event.object_ids) == {other, uuid.UUID(phone)}, "what was new, and what was opened"


def test_doubt_is_told_apart_and_each_tie_leads_to_its_statements(investigator: User, browser: Browse) -> None:
    one, _other = ring(investigator)
    client = browser(investigator)
    html = client.get(f"/chart/?entity={one}").content.decode()
    data = data_of(html)
    by_name = {node[1]: node[0] for node in data["nodes"]}
    sure = {
        frozenset((data["nodes"][one][1], data["nodes"][other][1])): max(stated for _kind, _figure, stated, *_more in layers)
        for one, other, _kinds, layers in data["ties"]
    }
    assert sure == {frozenset((NAME, "+222 36 30 10 10")): 1, frozenset((NAME, "Yaye Fatou")): 0}
    assert "stroke-dasharray" in html, "the still picture breaks the line too"
    part = client.get("/chart/tie/", {"a": by_name[NAME], "b": by_name["Yaye Fatou"]}, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert "assessment" in text and "B2" in text and "/reports/" in text and "Gendarmerie" in text
    assert "2026-02-18" in text and f"{timezone.localdate():%Y-%m-%d}" not in text, "of the day it tells of, not of the import"
    assert client.get("/chart/tie/", {"a": by_name["Yaye Fatou"], "b": by_name["+222 36 30 10 10"]}).status_code == 404


def test_a_step_costs_a_fixed_number_of_queries(investigator: User, browser: Browse) -> None:
    one, _other = ring(investigator)
    client = browser(investigator)
    client.get(f"/chart/?entity={one}")
    with counted() as first:
        grown(client, opened=[str(one)])
    reports = [
        draft(
            entity("b", "Person", name=f"Person {number}"), entity("p", "Phone", number="+22236301010"),
            tie("u", "PhoneUse", {"holder": "b", "phone": "p"}),
        )
        for number in range(30)
    ]  # fmt: skip
    admit(investigator, *reports)
    phone = next(node[0] for node in grown(client, opened=[str(one)])["nodes"] if node[1].startswith("+222"))
    with counted() as second:
        more = grown(client, shown=[str(one)], opened=[phone])
    assert len(more["nodes"]) == 33
    assert len(second) == len(first) <= 19, "\n".join(second)


def test_what_is_too_much_is_said_counted_and_narrowed(
    investigator: User, browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("manara.resolution.queries.around.neighbours.__kwdefaults__", {"most": 5, "each": 0, "counted": True})
    calls = [
        draft(
            entity("a", "Phone", number=f"+222363010{number:02}"), entity("p", "Phone", number="+22236999999"),
            tie("c", "UnknownLink", {"subject": "a", "object": "p"}),
        )
        for number in range(10, 18)
    ]  # fmt: skip
    user = draft(
        entity("b", "Person", name=NAME), entity("p", "Phone", number="+22236999999"),
        tie("u", "PhoneUse", {"holder": "b", "phone": "p"}),
    )  # fmt: skip
    *_calls, report = admit(investigator, *calls, user)
    phone = str(address(investigator, report, "Phone"))
    client = browser(investigator)
    data = grown(client, opened=[phone])
    assert data["around"]["bounded"] and data["around"]["total"] == 9
    assert {kind[0]: kind[2] for kind in data["around"]["kinds"]} == {"UnknownLink": 8, "PhoneUse": 1}
    assert len(data["nodes"]) == 6, "the phone and the newest five"
    narrow = grown(client, opened=[phone], narrowed={"kinds": ["PhoneUse"]})
    assert not narrow["around"]["bounded"] and NAME in names(narrow)


def test_a_chart_of_more_than_one_chart_holds_is_refused_in_words(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    many = [str(uuid.UUID(int=number)) for number in range(1, 5_002)]
    answer = client.post("/chart/grow/", json.dumps({"shown": many}), content_type="application/json")
    assert answer.status_code == 413 and " 5000 " in answer.json()["sentence"]


@pytest.mark.parametrize("sent", ['{"shown": "x"}', '{"shown": [1]}', "[]", "{", '{"opened": ["no address"]}', "\x00"])
def test_what_is_no_chart_is_refused_with_its_field(sent: str, investigator: User, browser: Browse) -> None:
    answer = browser(investigator).post("/chart/grow/", sent, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["field"] in ("shown", "opened", "body")


def test_one_thing_alone_is_a_chart_too(investigator: User, browser: Browse) -> None:
    (report,) = admit(investigator, draft(entity("a", "Person", name="Alone")))
    html = browser(investigator).get(f"/chart/?entity={address(investigator, report)}").content.decode()
    data = data_of(html)
    assert names(data) == {"Alone"} and data["ties"] == [] and "No ties between" in html


def test_another_agency_finds_nothing_where_it_may_see_nothing(investigator: User, other: User, browser: Browse) -> None:
    one, two = ring(investigator)
    client = browser(other)
    assert client.get(f"/chart/?entity={one}").status_code == 404
    assert client.get(f"/chart/?entity={uuid.uuid4()}").status_code == 404
    answer = client.post("/chart/grow/", json.dumps({"opened": [str(one)]}), content_type="application/json")
    assert answer.status_code == 404
    answer = client.post("/chart/way/", json.dumps({"from": str(one), "to": str(two)}), content_type="application/json")
    assert answer.status_code == 404
    answer = client.post("/chart/common/", json.dumps({"ids": [str(one), str(two)]}), content_type="application/json")
    assert answer.json() == {"ids": []}


def test_a_victims_shelter_never_stands_on_a_chart(investigator: User, browser: Browse) -> None:
    (report,) = admit(
        investigator,
        draft(
            entity("a", "Person", name="Guest"), entity("s", "VictimShelter", name="Hidden house"),
            tie("l", "Lodging", {"guest": "a", "place": "s"}),
        ),
    )  # fmt: skip
    html = browser(investigator).get(f"/chart/?entity={address(investigator, report)}").content.decode()
    assert "Hidden house" not in html


def test_the_shortest_way_and_what_two_have_in_common(investigator: User, browser: Browse) -> None:
    one, two = ring(investigator)
    client = browser(investigator)
    answer = client.post("/chart/way/", json.dumps({"from": str(one), "to": str(two)}), content_type="application/json").json()
    assert len(answer["path"]) == 3 and answer["path"][0] == str(one) and answer["path"][-1] == str(two)
    shared = client.post("/chart/common/", json.dumps({"ids": [str(one), str(two)]}), content_type="application/json").json()
    assert shared["ids"] == [answer["path"][1]]
    (report,) = admit(investigator, draft(entity("a", "Person", name="Alone")))
    alone = str(address(investigator, report))
    none = client.post("/chart/way/", json.dumps({"from": str(one), "to": alone}), content_type="application/json").json()
    assert none["path"] == [] and none["exhausted"]


def test_two_steps_around_a_thing_are_opened_at_once_bounded_and_said(
    investigator: User, browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _other = ring(investigator)
    client = browser(investigator)
    near = client.get(f"/chart/?entity={one}").content.decode()
    assert names(data_of(near)) == {NAME, PHONE, "Yaye Fatou"} and f"?entity={one}&amp;steps=2" in near
    with counted() as first:
        client.get(f"/chart/?entity={one}")
    with counted() as second:
        far = client.get(f"/chart/?entity={one}&steps=2").content.decode()
    assert names(data_of(far)) == {NAME, PHONE, "Yaye Fatou", "Traoré Mamadou"}
    assert len(second) - len(first) <= 3 and "One step around it" in far and "Not all of the second step" not in far
    assert last_reading().object_type == "entity"
    monkeypatch.setattr("manara.networks.queries.chart.OF_EACH", 1)
    assert "Not all of the second step is here" in client.get(f"/chart/?entity={one}&steps=2").content.decode()


def test_the_chart_of_a_case_or_a_place_is_what_its_reports_tie(
    investigator: User, other: User, browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring(investigator)
    case = people.circle(investigator, name="SOM-2026-078")
    admit(
        investigator,
        draft(entity("c", "Person", name="Of The Case"), entity("d", "Person", name="His Friend"),
              tie("t", "Associate", {"person": "c", "associate": "d"})),
        circles=[case.pk],
    )  # fmt: skip
    client = browser(investigator)
    assert case.title in client.get("/chart/").content.decode()
    html = client.get(f"/chart/?circle={case.public_id}").content.decode()
    assert names(data_of(html)) == {"Of The Case", "His Friend"} and "What these reports tie" in html
    assert f">{case.title}</bdi>" in html.split("data-kept")[1][:200]
    assert '"nodes": []' in client.get("/chart/?circle=&place=").content.decode(), "asked for nothing it is empty"
    assert "No place of this name" in client.get("/chart/?place=Nowhere+at+all+77").content.decode()
    assert browser(other).get(f"/chart/?circle={case.public_id}").status_code == 404
    assert browser(investigator).get("/chart/?circle=x").status_code == 404
    monkeypatch.setattr("manara.networks.queries.chart.MOST_NODES", 1)
    monkeypatch.setattr("manara.networks.pages.chart.MOST_NODES", 1)
    assert "1 thing with few ties did not fit" in client.get(f"/chart/?circle={case.public_id}").content.decode()
