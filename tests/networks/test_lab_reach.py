"""Everybody who may be in a plan can be found and estimated, and what was typed stays while one looks further."""

from __future__ import annotations

import re
from typing import Any

import pytest

from manara.foundation.models import User
from manara.networks.models import Feasibility, Plan, Reach
from manara.networks.pages.lab import reach
from tests.foundation import people
from tests.networks.lab_world import MEN, WITNESS, worked_out
from tests.networks.test_lab import made, names, page, posted
from tests.resolution.conftest import Browse

pytestmark = pytest.mark.django_db
__all__ = ["made"]


def keys(html: str) -> list[str]:
    return re.findall(r'name="person" value="([0-9a-f-]+)"', html)


def carried(html: str) -> list[str]:
    return re.findall(r'name="carried" value="([^"]+)"', html)


def row(key: str, where: str = "here", days: str = "5", turn: str = "", wave: str = "") -> dict[str, Any]:
    return {
        f"evidence-{key}": "strong", f"where-{key}": where, f"days-{key}": days, f"turn-{key}": turn, f"wave-{key}": wave,
    }  # fmt: skip


def filled(html: str, **told: str) -> dict[str, Any]:
    """What the form of this page sends with its first row filled in so."""
    listed = keys(html)
    sent: dict[str, Any] = {"person": listed, "carried": carried(html), "q": ""}
    for key in listed:
        sent |= row(key)
    return sent | row(listed[0], **told)


def test_whoever_waits_is_reached_in_no_wave_before_his_own(investigator: User, browser: Browse, made: Plan) -> None:
    client = browser(investigator)
    first, *others = names(investigator, made)
    html = page(client, made, "reach/")
    posted(client, made, "reach/", status=422, **filled(html, wave="0"))
    posted(client, made, "reach/", status=422, **filled(html, wave="100"))
    posted(client, made, "reach/", **filled(html, wave="3"))
    assert f'name="wave-{keys(html)[0]}" value="3"' in page(client, made, "reach/")
    assert "not before wave 3" not in page(client, made), "it counts once the plan is worked out anew"
    worked_out(investigator, made, parts=3)
    html = page(client, made)
    assert names(investigator, made).index(first) >= min(2, len(others)) and "not before wave 3" in html
    assert "is passed by those behind him" in html.split('id="waves"')[1]


def test_everybody_is_reached_page_by_page_and_nothing_typed_is_lost(
    investigator: User, browser: Browse, made: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "SHOWN", 4)
    client = browser(investigator)
    first = page(client, made, "reach/")
    assert names(investigator, made)[0] in first.split("</tr>")[1], "whoever is in the order stands first"
    second = posted(client, made, "reach/", status=200, **filled(first, where="partner"), go="2")
    assert carried(second) == [f"{keys(first)[0]} strong partner 5 - -"] and "1 estimate is entered" in second
    third = posted(client, made, "reach/", status=200, **filled(second, days="9", turn="2"), go="3")
    everybody = [*keys(first), *keys(second), *keys(third)]
    assert len(everybody) == len(set(everybody)) == len(MEN) + 1 and WITNESS not in first + second + third
    with people.at_work(investigator):
        assert not Feasibility.objects.exists(), "nothing is kept before it is asked for"
    again = posted(client, made, "reach/", status=200, **filled(third), go="1")
    assert 'value="partner" selected' in again and keys(again) == keys(first)
    posted(client, made, "reach/", **filled(third))
    with people.at_work(investigator):
        kept = {str(each.place.entity.public_id): each for each in Reach.objects.select_related("place__entity")}
    assert kept[keys(first)[0]].where == "partner" and (kept[keys(second)[0]].days, kept[keys(second)[0]].turn) == (9, 2)
    assert len(kept) == 2, "who stands as nobody entered anything is not entered"
    assert keys(page(client, made, "reach/"))[0] == keys(first)[0]


def test_somebody_is_found_by_name_and_a_wrong_figure_stays_where_it_was_typed(
    investigator: User, browser: Browse, made: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "SHOWN", 4)
    client = browser(investigator)
    first = page(client, made, "reach/")
    sent = filled(first, days="12")
    found = posted(client, made, "reach/", status=200, **{**sent, "q": "south FIVE"}, go="find")
    assert len(keys(found)) == 1 and "South Five" in found and len(carried(found)) == 1
    none = posted(client, made, "reach/", status=200, **{**sent, "q": "Nobody of that name"}, go="find")
    assert "Nobody of this network" in none and keys(none) == [] and len(carried(none)) == 1
    for wrong in ("0", "x", ""):
        said = posted(client, made, "reach/", status=422, **filled(first, days=wrong), go="2", page="1")
        assert keys(said) == keys(first) and f'value="{wrong}"' in said and "Give whole days" in said
    assert client.get(f"/networks/lab/{made.public_id}/reach/?q=north+two").content.decode().count('name="person"') == 1
