"""Whoever stands in a list under a name that another has too is told apart, as far as the viewer may see what does it."""

from __future__ import annotations

import re

import pytest

from manara.foundation.models import AuditEvent, User
from tests.foundation import people
from tests.networks.lab_world import plan, worked_out
from tests.networks.test_lab import page as plan_page
from tests.networks.test_measures import measured, page
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.world import admit, draft, entity, tie

pytestmark = pytest.mark.django_db
NAME = "Sidi Ould Ahmed"


def with_namesakes(user: User, count: int = 3) -> None:
    """So many of one name around one man: born in different years, one of whom nothing but the name is known."""
    drawn = [
        entity(f"s{at}", "Person", name=NAME.upper() if at == 1 else NAME, birthDate=f"{1970 + at}-05-01", nationality="ml")
        for at in range(count - 1)
    ]
    drawn += [
        entity(slot, "Person", name=name) for slot, name in (("u", NAME), ("c", "Only One"), ("e", "At The End"))
    ]
    slots = [*(f"s{at}" for at in range(count - 1)), "u"]
    ties = [tie(f"t{slot}", "Associate", {"person": "c", "associate": slot}) for slot in (*slots, "e")]
    admit(user, draft(*drawn, *ties, grade_source="A", grade_information="1"))


def apart(html: str) -> list[str]:
    """What stands behind names to tell them apart, marks taken out."""
    found = re.findall(r'<small class="apart">(.*?)</small>', html)
    return [re.sub(r"<[^>]+>|[\u2066-\u2069]", "", each) for each in found]


def test_whom_one_can_reach_is_told_apart_only_where_a_name_stands_twice(investigator: User, browser: Browse) -> None:
    with_namesakes(investigator)
    made = plan(investigator)
    worked_out(investigator, made)
    html = plan_page(browser(investigator), made, "reach/")
    assert sorted(apart(html)) == ["born 1970 · Mali", "born 1971 · Mali", "report of 2026-02-18"]
    row = next(each for each in html.split("<tr") if "Only One" in each)
    assert 'class="apart"' not in row and "have the same name" in html
    spoken = f"Evidence, \u2066{NAME}\u2069 (born \u20661970\u2069 · \u2066Mali\u2069)"
    assert spoken in html, "a screen reader tells them apart too"
    with people.at_work(people.person("auditor")):
        read = AuditEvent.objects.filter(verb="list", fields=["birthDate", "birthPlace", "nationality"])
        assert read.filter(object_count=3).exists()


def test_measures_and_their_table_tell_apart_at_a_fixed_number_of_queries(investigator: User, browser: Browse) -> None:
    with_namesakes(investigator)
    client = browser(investigator)
    few = measured(investigator)
    page(client, few)
    with counted() as first:
        html = page(client, few)
    assert {"born 1970 · Mali", "born 1971 · Mali"} <= set(apart(html))
    assert f"\u2066{NAME}\u2069 (born \u20661970\u2069" in html, "also where one chooses who is thought away"
    taken = client.post(f"/networks/measures/{few.public_id}/take/", {"format": "csv", "language": "en", "purpose": "p"})
    assert "Told apart by" in taken.content.decode() and "1971" in taken.content.decode()
    with_namesakes(investigator, 12)
    many = measured(investigator)
    page(client, many)
    with counted() as second:
        page(client, many)
    assert len(first) == len(second)


def test_what_another_circle_says_tells_nobody_apart(investigator: User, other: User, browser: Browse) -> None:
    with_namesakes(investigator)
    admit(other, draft(entity("p", "Person", name=NAME, birthDate="1950-01-02")))
    html = page(browser(investigator), measured(investigator))
    assert "1950" not in html and apart(html)


def test_everybody_is_found_by_name_and_the_sorting_stays(investigator: User, browser: Browse) -> None:
    with_namesakes(investigator)
    made = measured(investigator)
    client = browser(investigator)
    html = page(client, made, "?q=ahmed+sidi&sort=degree&links=liaison")
    people_part = html.split('id="people"')[1].split("</section>")[0]
    assert people_part.count("data-walk") == 3 and "Only One" not in people_part.split("<tbody")[1]
    assert "3 of 5 are called" in people_part and "of 5</small>" in people_part, "with the place among all"
    assert '<option value="degree" selected' in people_part and 'name="links" value="liaison"' in people_part
    links = html.split('id="links"')[1]
    assert 'name="sort" value="degree"' in links and 'name="q" value="ahmed sidi"' in links
    nobody = page(client, made, "?q=Nobody+Of+This+Name")
    assert "0 of 5 are called" in nobody and "Show everybody" in nobody
    assert "Nobody to be listed" not in nobody
    assert "Take along" in nobody and 'id="together"' in nobody, "the rest of the page stays"
