"""The wall in the log: of what lies open to two circles, each keeper learns who of his own people read it, and of no others."""

from __future__ import annotations

import uuid

import pytest

from manara.foundation.access import audience_of
from manara.foundation.actions.admit_member import end_membership
from manara.foundation.actions.record import record
from manara.foundation.models import AuditEvent, User
from manara.foundation.models.audit import AuditVerb
from tests.cases import story
from tests.foundation import people
from tests.foundation.people import at_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_circles(db: None) -> dict[str, User]:
    here, there = people.agency("gn-ndb"), people.agency("gc-ndb")
    return {
        "keeper": people.person("investigator", at=here), "member": people.person("analyst", at=here),
        "other keeper": people.person("investigator", at=there), "other member": people.person("analyst", at=there),
        "in both": people.person("analyst", at=there),
    }  # fmt: skip


def seen_by(user: User) -> set[int | None]:
    with at_work(user):
        return set(AuditEvent.objects.filter(object_type="entity").values_list("actor_id", flat=True))


def test_a_keeper_sees_the_readers_of_his_circle_and_not_those_of_the_other(two_circles: dict[str, User]) -> None:
    who = two_circles
    first = story.case(who["keeper"], "SOM-1", who["member"], who["in both"])
    second = story.case(who["other keeper"], "SOM-2", who["other member"], who["in both"])
    with at_work(who["in both"]):
        both = audience_of([first.circle_id, second.circle_id])
    thing = uuid.uuid4()
    for user in who.values():
        with at_work(user) as viewer:
            record(viewer, AuditVerb.READ, "entity", [thing], audience=both)
    mine = {who[each].pk for each in ("keeper", "member", "in both")}
    theirs = {who[each].pk for each in ("other keeper", "other member", "in both")}
    assert seen_by(who["keeper"]) == mine
    assert seen_by(who["other keeper"]) == theirs
    assert seen_by(who["member"]) == set() == seen_by(who["in both"])
    assert seen_by(people.person("auditor")) == mine | theirs


def test_who_left_the_circle_stays_among_those_who_read_in_it(two_circles: dict[str, User]) -> None:
    who = two_circles
    case = story.case(who["keeper"], "SOM-1", who["member"])
    with at_work(who["member"]) as viewer:
        record(viewer, AuditVerb.READ, "entity", [uuid.uuid4()], audience=case.audience_id)
    assert seen_by(who["keeper"]) == {who["member"].pk}
    with at_work(who["keeper"]) as viewer:
        end_membership(viewer, case.circle, who["member"], reason="moved to another service")
    assert seen_by(who["keeper"]) == {who["member"].pk}
