"""Lanes on a chart: by the roles that people gave, in each language's direction, kept, drawn, printed; never by suspicion."""

from __future__ import annotations

import io
import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from manara.foundation.models import User
from manara.intake.models import Entity
from manara.networks.actions.give_role import Given, give_role, take_back_role
from manara.networks.engine.lanes import Thing, laid
from manara.networks.models import Role, Script
from tests.foundation import people
from tests.networks.test_chart import data_of, grown, ring
from tests.networks.test_saved import agency_circle, kept
from tests.resolution.conftest import Browse
from tests.resolution.story import NAME

pytestmark = pytest.mark.django_db


def given(user: User, person: uuid.UUID, role: str, stage: str = "") -> Role:
    with people.at_work(user) as viewer:
        return give_role(
            viewer, Entity.objects.get(public_id=person), Given(Script.SOM, role, stage, reason="Deux sources")
        )


def staged(data: dict[str, Any]) -> dict[str, tuple[str, list[str]]]:
    """Each thing that has a stage: its lane and its words."""
    return {data["nodes"][place][1]: (lane, words) for place, lane, words in data["stages"]}


def lanes_of(data: dict[str, Any]) -> dict[str, str]:
    """In which lane each thing stands, by its place."""
    return {
        node[1]: next(code for code, left, right in data["lanes"] if left <= x <= right)
        for node, (x, _y) in zip(data["nodes"], data["places"], strict=True)
    }


def places_of(data: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Where each thing stands, by its address."""
    return {node[0]: tuple(place) for node, place in zip(data["nodes"], data["places"], strict=True)}


def opened(client: Client, one: uuid.UUID) -> tuple[dict[str, Any], str]:
    html = client.get(f"/chart/?entity={one}&lanes=1").content.decode()
    return data_of(html), html


def test_who_was_given_a_part_stands_in_its_lane_and_the_rest_where_nothing_is_known(
    investigator: User, browser: Browse
) -> None:
    one, _two = ring(investigator)
    client = browser(investigator)
    data, _html = opened(client, one)
    assert data["stages"] == [] and set(lanes_of(data).values()) == {"unknown"}
    role = given(investigator, one, "guide", "land")
    data, html = opened(client, one)
    assert staged(data) == {NAME: ("land", ["Land leg"])}
    phone = next(node[1] for node in data["nodes"] if node[1].startswith("+222"))
    assert lanes_of(data) == {NAME: "land", phone: "land", "Yaye Fatou": "land"}, "things that hang on him alone"
    still = html.split("data-picture>")[1].split("</svg>")[0]
    assert "Land" in still and "Stage not known" not in still and "Land leg</td>" in html
    more = grown(
        client,
        shown=[node[0] for node in data["nodes"]],
        opened=[node[0] for node in data["nodes"] if node[1] == phone],
    )
    assert staged(more) == staged(data)
    with people.at_work(investigator) as viewer:
        take_back_role(viewer, role, reason="A namesake")
    assert opened(client, one)[0]["stages"] == []


def test_the_usual_stage_of_a_role_is_said_to_be_the_usual_one(investigator: User, browser: Browse) -> None:
    one, two = ring(investigator)
    given(investigator, one, "host")
    given(investigator, one, "organiser")
    given(investigator, two, "captain", "coast")
    client = browser(investigator)
    data = data_of(client.get(f"/chart/?entity={one}&entity={two}").content.decode())
    assert staged(data) == {
        NAME: ("hub", ["Hub and lodging (usual for the role)"]),
        "Traoré Mamadou": ("coast", ["Coast and departure"]),
    }
    assert data["lanes"] == [], "only who asks for lanes has them"


def test_the_browsers_things_stand_where_the_engine_puts_them(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    sent = {"things": [["hub", 1, 0], ["", 0, 5.5], ["", 1, -3]], "ties": [[0, 1], [0, 2]]}

    def asked(sent: Any) -> Any:
        return client.post("/chart/lanes/", json.dumps(sent), content_type="application/json")

    found = laid([Thing("hub", True), Thing("", False, 5.5), Thing("", True, -3.0)], [(0, 1), (0, 2)])
    assert asked(sent).json() == {
        "places": [list(each) for each in found.places],
        "lanes": [[lane.code, lane.left, lane.right] for lane in found.lanes],
    }
    for wrong, field in (
        ({"things": [["moon", 1, 0]], "ties": []}, "things"), ({"things": [["hub", 2, 0]], "ties": []}, "things"),
        ({"things": [["hub", 1, "x"]], "ties": []}, "things"), ({"things": [[[], 1, 0]], "ties": []}, "things"),
        ({"things": [["hub", 1, 0]], "ties": [[0, 1]]}, "ties"), ({"things": [], "ties": [["a", 0]]}, "ties"),
        ({"ties": []}, "things"), ({"things": [["", 0, 0]] * 5_001, "ties": []}, "things"),
    ):  # fmt: skip
        answer = asked(wrong)
        assert answer.status_code == 400 and answer.json()["field"] == field, wrong


def test_a_chart_in_lanes_is_kept_turned_for_the_reader_and_true_to_the_roles(
    investigator: User, browser: Browse
) -> None:
    one, two = ring(investigator)
    given(investigator, one, "guide", "land")
    client = browser(investigator)
    data = data_of(client.get(f"/chart/?entity={one}&entity={two}&lanes=1").content.decode())
    places = [[node[0], *place] for node, place in zip(data["nodes"], data["places"], strict=True)]
    state = {"places": places, "groups": [], "notes": [], "lanes": data["lanes"]}
    url = kept(client, state, circle=agency_circle(investigator)).json()["url"]
    again = data_of(client.get(url).content.decode())
    assert again["lanes"] == data["lanes"] and places_of(again) == places_of(data)
    arabic_page = browser(investigator, "ar").get(url, headers={"Accept-Language": "ar"}).content.decode()
    arabic = data_of(arabic_page)
    assert places_of(arabic) == {thing: (-x, y) for thing, (x, y) in places_of(data).items()}
    assert lanes_of(arabic) == lanes_of(data)
    assert arabic["lanes"][0][1] > arabic["lanes"][-1][1], "from the right to the left"
    assert "المرحلة" in arabic_page.split("data-picture>")[1].split("</svg>")[0]
    given(investigator, two, "supplier", "coast")
    after = data_of(browser(investigator).get(url).content.decode())
    assert lanes_of(after)["Traoré Mamadou"] == "coast" and lanes_of(data)["Traoré Mamadou"] == "unknown"


def test_the_picture_and_the_document_have_the_lanes(investigator: User, browser: Browse) -> None:
    one, _two = ring(investigator)
    given(investigator, one, "host", "hub")
    client = browser(investigator)
    data, _html = opened(client, one)
    places = [[node[0], *place] for node, place in zip(data["nodes"], data["places"], strict=True)]
    state = {"places": places, "groups": [], "notes": [], "lanes": data["lanes"]}
    svg = client.post("/chart/picture/", json.dumps({"state": state}), content_type="application/json").content.decode()
    assert len(re.findall(r'y="0" width=', svg)) == len(data["lanes"]) and "lodging" in svg
    free = {**state, "lanes": []}
    plain = client.post(
        "/chart/picture/", json.dumps({"state": free}), content_type="application/json"
    ).content.decode()
    assert "lodging" not in plain
    sent = {"state": json.dumps(state), "format": "pdf", "language": "fr", "purpose": "SOM-2026-031"}
    pages = PdfReader(io.BytesIO(client.post("/chart/take/", sent).content)).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "Plaque" in text and text.count("hébergement") >= 2, "over the lane, and in the table"
