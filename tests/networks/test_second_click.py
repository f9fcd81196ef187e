"""A form that is sent twice, as by a second click, acts once and ends on the page that the first sending leads to."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from manara.foundation.models import User
from manara.intake.models import Report
from manara.networks.engine.roles import ROLES
from manara.networks.models import (
    ChartVersion,
    Feasibility,
    HarmCheck,
    Measuring,
    Plan,
    Protection,
    ProtectionEnded,
    Role,
    RoleEnded,
    SavedChart,
    Signature,
    SignatureWithdrawn,
)
from tests.foundation import people
from tests.networks.lab_world import MEN, network, own_circle, worked_out
from tests.networks.test_chart import ring
from tests.networks.test_lab import CHECK, made, page, read, second, signed
from tests.networks.test_lab_reach import filled
from tests.networks.test_measures import worked_off
from tests.networks.test_saved import agency_circle, state_of_chart
from tests.networks.test_saved import kept as chart_kept
from tests.resolution.conftest import Browse

pytestmark = pytest.mark.django_db
__all__ = ["made", "second"]


def twice(client: Client, address: str, **sent: Any) -> str:
    """Where both sendings lead; the page there answers."""
    first, again = (client.post(address, sent) for _time in range(2))
    assert (first.status_code, again.status_code) == (302, 302), again.content.decode()[:1500]
    assert first["Location"] == again["Location"]
    assert client.get(again["Location"]).status_code == 200
    return str(again["Location"])


def kept(user: User, *kinds: type[Model]) -> list[int]:
    with people.at_work(user):
        return [kind._default_manager.count() for kind in kinds]


def test_a_question_becomes_one_plan_and_another_another(investigator: User, browser: Browse) -> None:
    network(investigator)
    client = browser(investigator)
    circle = str(own_circle(investigator).public_id)
    asked = {
        "title": "Around the port", "source": f"circle:{circle}", "circle": circle, "least": "0", "objective": "area",
        "until": "10", "at_once": "1", "missing": "0", "moving": "10", "script": "som", "order": "free",
    }  # fmt: skip
    address = twice(client, "/networks/lab/new/", **asked)
    assert kept(investigator, Plan) == [1] and "Around the port" in client.get(address).content.decode()
    other = client.post("/networks/lab/new/", {**asked, "until": "20"})
    assert other["Location"] != address and kept(investigator, Plan) == [2]


def test_a_network_is_measured_once_until_it_is_done(investigator: User, browser: Browse) -> None:
    network(investigator)
    client = browser(investigator)
    asked = {"source": f"circle:{own_circle(investigator).public_id}", "least": "0"}
    twice(client, "/networks/measures/", **asked)
    assert kept(investigator, Measuring) == [1]
    with people.at_work(investigator):
        begun = Measuring.objects.select_related("job").get()
    done = worked_off(investigator, begun)
    twice(client, f"/networks/measures/{done.public_id}/again/")
    assert kept(investigator, Measuring) == [2], "once more, since the network may have changed"


def test_a_chart_and_each_version_of_it_is_kept_once(investigator: User, browser: Browse) -> None:
    one, _two = ring(investigator)
    client = browser(investigator)
    state, circle = state_of_chart(client, one), agency_circle(investigator)
    first, again = (chart_kept(client, state, circle=circle).json() for _time in range(2))
    assert first == again and kept(investigator, SavedChart, ChartVersion) == [1, 1]
    moved = {**state, "places": [[key, x + 1.5, y] for key, x, y in state["places"]]}
    second, again = (chart_kept(client, moved, chart=first["id"], based_on=1).json() for _time in range(2))
    assert second == again and second["version"] == 2 and kept(investigator, SavedChart, ChartVersion) == [1, 2]
    other = chart_kept(client, moved, circle=circle).json()
    assert other["id"] != first["id"], "the same title over another chart is no second click"
    again = chart_kept(client, state, circle=circle).json()
    assert again["id"] not in {first["id"], other["id"]}, "what got a version since is not begun by a second click"


def test_each_form_of_a_plan_acts_once(investigator: User, second: User, browser: Browse, made: Plan) -> None:
    client = browser(investigator)
    at = f"/networks/lab/{made.public_id}/"
    twice(client, f"{at}reach/", **filled(page(client, made, "reach/"), days="9"))
    assert kept(investigator, Feasibility) == [1]
    worked_out(investigator, made, parts=3)
    sent = {**CHECK, "order": read(page(client, made, "harm/"), "order")}
    twice(client, f"{at}harm/", **sent)
    assert kept(investigator, HarmCheck) == [1]
    signer = browser(second)
    twice(signer, f"{at}harm/sign/", check=read(page(signer, made, "harm/"), "check"), agrees="yes")
    said = page(signer, made, "harm/")
    assert kept(second, Signature) == [1] and "Signed" in said and "already" not in said
    twice(signer, f"{at}harm/withdraw/", reason="too early")
    assert kept(second, SignatureWithdrawn) == [1]
    twice(client, f"{at}harm/", **sent)
    assert kept(investigator, HarmCheck) == [2], "what was signed and withdrawn is written anew"
    signed(browser, made, investigator, second)
    twice(client, f"{at}put-away/")
    twice(client, f"{at}put-away/", back="1")


def test_a_mark_and_a_role_stand_once_and_can_be_given_again(investigator: User, browser: Browse) -> None:
    known = network(investigator)
    client = browser(investigator)
    at = f"/entities/{known[MEN[0]].public_id}"
    with people.at_work(investigator):
        report = Report.objects.get(pk=known[MEN[0]].report_id).public_id
    role = {
        "script": "som", "role": next(iter(ROLES)), "kind": "assessment", "reason": "seen", "evidence": [str(report)],
        "since": "", "until": "", "stage": "",
    }  # fmt: skip
    twice(client, f"{at}/roles/", **role)
    assert kept(investigator, Role) == [1]
    with people.at_work(investigator):
        given = Role.objects.get()
    twice(client, f"/roles/{given.public_id}/take-back/", reason="mistaken")
    twice(client, f"{at}/roles/", **role)
    assert kept(investigator, Role, RoleEnded) == [2, 1]
    mark = {"ground": "witness", "reason": "heard", "circle": str(own_circle(investigator).public_id)}
    twice(client, f"{at}/protect/", **mark)
    assert kept(investigator, Protection) == [1]
    with people.at_work(investigator):
        stands = Protection.objects.get()
    twice(client, f"/protections/{stands.public_id}/", reason="mistaken")
    assert kept(investigator, ProtectionEnded) == [1]
