"""The list of all of one kind is walked there and back by random addresses, which tell no number and no name."""

from __future__ import annotations

import re
import uuid

import pytest

from manara.foundation.models import User
from tests.resolution.conftest import Browse
from tests.resolution.world import admit, draft, entity

pytestmark = pytest.mark.django_db


def test_a_list_is_walked_there_and_back_by_random_addresses(investigator: User, browser: Browse) -> None:
    admit(investigator, *(draft(entity("p", "Person", name=f"Walker {number:03}")) for number in range(120)))
    client = browser(investigator)
    shown, address = [], "/entities/?schema=Person"
    for _page in range(3):
        html = client.get(address).content.decode()
        shown.append(re.findall(r"Walker \d{3}", html))
        following = re.findall(r'href="(\?schema=Person&amp;(?:after|before)=[^"]+)"', html)
        for each in following:
            uuid.UUID(each.rsplit("=", 1)[1])
        address = "/entities/" + following[-1].replace("&amp;", "&")
    names = [sorted(set(page)) for page in shown]
    assert [len(page) for page in names] == [50, 50, 20]
    assert names[0][-1] < names[1][0] and names[1][-1] < names[2][0]
    back = client.get(address).content.decode()  # the last page leads back only
    assert sorted(set(re.findall(r"Walker \d{3}", back))) == names[1]


@pytest.mark.parametrize("address", ["x", "0", "%00", "5" * 400, "0f0e0d0c-0b0a-4908-8706-050403020100"])
def test_an_address_that_is_none_begins_at_the_first_page(investigator: User, browser: Browse, address: str) -> None:
    admit(investigator, draft(entity("p", "Person", name="Walker")))
    answer = browser(investigator).get(f"/entities/?schema=Person&after={address}")
    assert answer.status_code == 200 and "Walker" in answer.content.decode()
