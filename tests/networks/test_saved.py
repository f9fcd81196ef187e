"""Kept charts: versions, who may open them, what each sees on them, and what is refused."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import AuditEvent, Circle, User
from manara.networks.models import ChartVersion, SavedChart
from tests.foundation import people
from tests.networks.test_chart import data_of, ring
from tests.resolution.conftest import Browse
from tests.resolution.story import NAME
from tests.resolution.world import address, admit, draft, entity, tie

pytestmark = pytest.mark.django_db


def state_of_chart(client: Client, one: uuid.UUID, **more: Any) -> dict[str, Any]:
    data = data_of(client.get(f"/chart/?entity={one}").content.decode())
    places = [[node[0], *place] for node, place in zip(data["nodes"], data["places"], strict=True)]
    return {"places": places, "groups": [], "notes": [], **more}


def kept(client: Client, state: Any, **more: Any) -> Any:
    sent = {"chart": None, "title": "Around a phone", "note": "", "state": state, **more}
    return client.post("/chart/save/", json.dumps(sent), content_type="application/json")


def agency_circle(user: User) -> str:
    return str(Circle.objects.get(agency=user.agency, kind="agency").public_id)


def test_a_kept_chart_opens_where_its_things_were_put_with_notes_and_groups(investigator: User, browser: Browse) -> None:
    one, _two = ring(investigator)
    client = browser(investigator)
    state = state_of_chart(client, one)
    state["places"][0][1:] = [123.4, -56.7]
    state["notes"] = [{"id": "n:0123456789abcdef", "on": [str(one)], "text": "تحقق من الرقم +222 36 30 10 10"}]
    members = [place[0] for place in state["places"][1:]]
    state["groups"] = [{"id": "g:0123456789abcdef", "name": "Things", "members": members, "x": 5, "y": 6}]
    answer = kept(client, state, circle=agency_circle(investigator))
    assert answer.status_code == 200, answer.content
    html = client.get(answer.json()["url"]).content.decode()
    notes = html.split('id="notes"')[1].split("</section>")[0]
    assert "تحقق من الرقم" in notes and "hidden" not in notes and NAME in notes, "read without the picture or a script"
    assert "123.4" in html and "-56.7" in html and "Around a phone" in html
    people.nobody()
    assert ChartVersion.objects.first() is None, "the wall holds for kept charts"
    with people.at_work(investigator):
        held = ChartVersion.objects.get()
        assert held.state["notes"] == state["notes"] and held.state["groups"][0]["members"] == members
        assert NAME not in json.dumps(held.state, ensure_ascii=False), "names and ties are never kept"


def test_two_who_keep_at_once_lose_nothing(investigator: User, browser: Browse) -> None:
    one, _two = ring(investigator)
    client = browser(investigator)
    state = state_of_chart(client, one)
    first = kept(client, state, circle=agency_circle(investigator)).json()
    second = kept(client, state, chart=first["id"], based_on=1)
    assert second.json()["version"] == 2
    late = kept(client, state, chart=first["id"], based_on=1, note="seen otherwise")
    assert late.status_code == 409 and late.json()["version"] == 2 and late.json()["sentence"]
    with people.at_work(investigator):
        assert [each.number for each in ChartVersion.objects.order_by("number")] == [1, 2]
    assert client.get(f"/charts/{first['id']}/?version=1").status_code == 200
    assert client.get(f"/charts/{first['id']}/?version=9").status_code == 404


def test_a_chart_opened_to_a_circle_shows_each_what_is_open_to_him(investigator: User, other: User, browser: Browse) -> None:
    case = people.circle(investigator)
    with people.at_work(investigator) as viewer:
        admit_member(viewer, case, other, reason="one case")
    (shared,) = admit(
        investigator,
        draft(entity("a", "Person", name="Shared One"), entity("p", "Phone", number="+22236301099"),
              tie("u", "PhoneUse", {"holder": "a", "phone": "p"})),
        circles=[case.pk],
    )  # fmt: skip
    with people.at_work(investigator):
        home = Circle.objects.get(agency=investigator.agency, kind="agency").pk
    (own,) = admit(
        investigator,
        draft(entity("a", "Person", name="Own Secret"), entity("p", "Phone", number="+22236301099"),
              tie("u", "PhoneUse", {"holder": "a", "phone": "p"})),
        circles=[home],
    )  # fmt: skip
    one, secret = address(investigator, shared), address(investigator, own)
    client = browser(investigator)
    state = state_of_chart(client, one)
    state["places"].append([str(secret), 9.0, 9.0])
    state["notes"] = [{"id": "n:0123456789abcdef", "on": [str(secret)], "text": "Own note"}]
    told = kept(client, state, circle=agency_circle(investigator)).json()
    theirs = browser(other)
    assert theirs.get(told["url"]).status_code == 404
    client = browser(investigator)
    answer = client.post(f"{told['url']}share/", {"circle": str(case.public_id), "reason": "one case"})
    assert answer.status_code == 302
    html = browser(other).get(told["url"]).content.decode()
    assert "Shared One" in html and "Own Secret" not in html
    assert str(secret) not in html and data_of(html)["leftOut"] == 0, "nothing tells that there is more"
    assert "Own note" not in html
    sent = {"places": [[str(one), 1.0, 1.0]], "groups": [], "notes": []}
    assert kept(browser(other), sent, chart=told["id"], based_on=1).status_code == 200
    again = browser(investigator).get(told["url"]).content.decode()
    assert "Own Secret" in again and "Own note" in again, "what the other could not see, he could not take off"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"places": [["x", 0, 0]]}, "places"),
        ({"places": [[str(uuid.uuid4()), float("1e300"), 0]]}, "places"),
        ({"places": [[str(uuid.UUID(int=number)), 0, 0] for number in range(5_001)]}, "places"),
        ({"notes": [{"id": "n:0123456789abcdef", "on": ["x"], "text": "y"}]}, "notes"),
        ({"notes": [{"id": "<script>", "on": [str(uuid.uuid4())], "text": "y"}]}, "notes"),
        ({"groups": [{"id": "g:0123456789abcdef", "name": "", "members": [], "x": 0, "y": 0}]}, "groups"),
        ({"filters": {"since": "yesterday"}}, "filters"),
    ],
)
def test_what_is_no_state_is_refused_with_its_field(
    change: dict[str, Any], field: str, investigator: User, browser: Browse
) -> None:
    answer = kept(browser(investigator), {"places": [], **change}, circle=agency_circle(investigator))
    assert answer.status_code == 400 and answer.json()["field"] == field
    with people.at_work(investigator):
        assert not SavedChart.objects.exists()


def test_a_chart_without_a_title_or_for_a_foreign_circle_is_not_kept(
    investigator: User, other: User, browser: Browse
) -> None:
    client = browser(investigator)
    mine, theirs = agency_circle(investigator), agency_circle(other)
    assert kept(client, {"places": []}, title=" \u200b ", circle=mine).json()["field"] == "title"
    assert kept(client, {"places": []}, circle=theirs).status_code == 404


def test_its_owner_puts_it_away_and_takes_it_out_again(investigator: User, browser: Browse) -> None:
    one, _two = ring(investigator)
    client = browser(investigator)
    url = kept(client, state_of_chart(client, one), circle=agency_circle(investigator)).json()["url"]
    assert url in client.get("/charts/").content.decode()
    client.post(f"{url}put-away/")
    assert url not in client.get("/charts/").content.decode()
    assert client.get(url).status_code == 200
    client.post(f"{url}put-away/", {"back": "1"})
    assert url in client.get("/charts/").content.decode()


def test_the_document_holds_the_chart_its_reports_and_marks_and_its_taking_is_recorded(
    investigator: User, browser: Browse
) -> None:
    one, _two = ring(investigator)
    client = browser(investigator)
    state = json.dumps(state_of_chart(client, one))
    asked = client.post("/chart/take/", {"state": state})
    assert asked.status_code == 200 and b"taken" not in asked.content[:20] and b'name="purpose"' in asked.content
    refused = client.post("/chart/take/", {"state": state, "format": "pdf", "language": "fr", "purpose": ""})
    assert refused.status_code == 422
    answer = client.post("/chart/take/", {"state": state, "format": "pdf", "language": "fr", "purpose": "SOM-2026-031"})
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "SOM-2026-031" in text and "H1" in text and "Yaye Fatou" in text and investigator.code in text
    with people.at_work(people.person("auditor")):
        listed = [each for event in AuditEvent.objects.filter(verb="export", object_type="entity") for each in event.object_ids]
    assert one in listed


def test_the_tables_for_i2_join_each_tie_to_both_ends(investigator: User, browser: Browse) -> None:
    one, _two = ring(investigator)
    client = browser(investigator)
    state = json.dumps(state_of_chart(client, one))
    answer = client.post("/chart/take/", {"state": state, "format": "i2", "language": "en", "purpose": "p"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        links = packed.read("links.csv").decode("utf-8-sig")
        entities = packed.read("entities.csv").decode("utf-8-sig")
    assert str(one) in links and "Tentative" in links and "Confirmed" in links and NAME in entities


def test_who_may_not_export_takes_nothing(gendarmerie: Any, browser: Browse) -> None:
    prosecutor = people.person("prosecutor", at=gendarmerie)
    answer = browser(prosecutor).post("/chart/take/", {"state": "{}", "format": "pdf"})
    assert answer.status_code == 403
