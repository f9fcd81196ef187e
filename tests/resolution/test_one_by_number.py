"""A phone is one by its number with the country code, however it is written, and by nothing else."""

from __future__ import annotations

import pytest

from manara.foundation.models import User
from manara.intake.models import Entity
from manara.resolution.actions.judge import judge
from manara.resolution.models import Suggestion, Verdict
from manara.resolution.queries.pairs import NoPair
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.test_judging import WEIGHT, members_for
from tests.resolution.test_suggesting import compared
from tests.resolution.world import admit, draft, entities_of, entity, tie

pytestmark = pytest.mark.django_db


def phone(user: User, number: str, holder: str) -> Entity:
    (report,) = admit(
        user,
        draft(
            entity("p", "Person", name=holder), entity("t", "Phone", number=number),
            tie("u", "PhoneUse", {"holder": "p", "phone": "t"}), place=holder,
        ),
    )  # fmt: skip
    return entities_of(user, report)["Phone"]


def test_one_number_is_one_phone_in_whichever_way_it_is_written_and_cannot_be_judged(
    investigator: User, browser: Browse
) -> None:
    one, other = phone(investigator, "+222 36 30 10 10", "Sidi Moctar"), phone(investigator, "0022236301010", "Aoua Diop")
    assert members_for(investigator, one) == members_for(investigator, other) == {one.pk, other.pk}
    with people.at_work(investigator) as viewer, pytest.raises(NoPair):
        judge(viewer, one, other, Verdict.DIFFERENT, weight=WEIGHT)
    client = browser(investigator)
    answer = client.get(f"/entities/{one.public_id}/beside/{other.public_id}/", follow=True)
    assert "they are one already by their number" in answer.content.decode()
    members = client.get(f"/entities/{one.public_id}/identity/").content.decode()
    assert "Aoua Diop" not in members and members.count("30 10 10") >= 2


def test_a_number_one_slip_away_is_another_phone_and_is_not_suggested(investigator: User) -> None:
    one, other = phone(investigator, "+22236301010", "Sidi Moctar"), phone(investigator, "+22236301001", "Aoua Diop")
    assert members_for(investigator, one) == {one.pk}
    assert compared(investigator, one.pk, other.pk) == []
    with people.at_work(investigator):
        assert not Suggestion.objects.exists()


def test_without_its_country_code_a_number_makes_no_two_phones_one(investigator: User, browser: Browse) -> None:
    whole = phone(investigator, "+22236301010", "Sidi Moctar")
    bare, moroccan = phone(investigator, "36301010", "Aoua Diop"), phone(investigator, "0636301010", "Brahim Fall")
    assert [members_for(investigator, each) for each in (whole, bare, moroccan)] == [{whole.pk}, {bare.pk}, {moroccan.pk}]
    found = browser(investigator).get("/search/", {"q": "36301010"}).content.decode()
    assert all(str(each.public_id) in found for each in (whole, bare, moroccan))
