"""Whoever is in no circle reads on each of the analyst's pages that nothing is his to see, and what to do about it."""

from __future__ import annotations

import pytest

from manara.foundation.models import Agency, Role, User
from tests.foundation import people
from tests.networks.lab_world import BRIDGE, MEN, WITNESS, network
from tests.resolution.conftest import Browse

pytestmark = pytest.mark.django_db
PAGES = (
    "/identities/", "/identities/?part=second", "/identities/?part=unsure", "/identities/?part=judged",
    "/identities/?part=told", "/identities/rules/", "/identities/deconfliction/", "/entities/", "/search/?q=North",
    "/chart/", "/charts/", "/roles/", "/roles/?part=given", "/roles/?part=declined", "/protections/", "/networks/lab/",
    "/networks/lab/?part=away", "/networks/lab/new/", "/networks/lab/compare/", "/networks/measures/", "/cases/", "/reports/",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_it_is_said_why_a_page_is_empty(
    investigator: User, gendarmerie: Agency, browser: Browse, address: str
) -> None:
    network(investigator)
    alone = User.objects.create_user("T-alone", agency=gendarmerie, roles=[Role.ANALYST])
    answer = browser(alone).get(address)
    html = answer.content.decode()
    assert answer.status_code == 200 and "You are in no circle yet" in html
    assert not [name for name in (*MEN, BRIDGE, WITNESS) if name in html]
    said = ('class="empty', "Nothing on the chart yet", "Nothing in what your circles may see", "No rule was")
    assert any(words in html for words in said)
    assert "You are in no circle yet" not in browser(investigator).get(address).content.decode()


def test_nobody_is_asked_about_a_network_that_he_has_not(gendarmerie: Agency, browser: Browse) -> None:
    client = browser(User.objects.create_user("T-alone", agency=gendarmerie, roles=[Role.ANALYST]))
    for address in ("/networks/lab/new/", "/networks/measures/"):
        html = client.get(address).content.decode()
        assert "There is no network to ask about" in html and 'name="source"' not in html
        assert client.post(address, {"source": ""}).status_code == 422


def test_an_administrator_who_holds_no_content_is_told_nothing_of_circles(gendarmerie: Agency, browser: Browse) -> None:
    html = browser(people.person("administrator", at=gendarmerie)).get("/").content.decode()
    assert "You are in no circle yet" not in html
