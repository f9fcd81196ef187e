"""Cases as the tests of this room need them, made through the product's own actions."""

from __future__ import annotations

from django.utils import timezone

from manara.cases.actions.open_case import open_case
from manara.cases.models import Case
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import User
from manara.intake.models import Report
from tests.foundation import people
from tests.resolution.world import admit, draft, entity, tie

TODAY = timezone.localdate()
NAME = "محمد ولد أحمد سالم"


def case(user: User, number: str = "SOM-2026-031", *members: User, family: str = "som", title: str = "Cap Blanc") -> Case:
    """A case of `user`'s, with `members` let in."""
    with people.at_work(user) as viewer:
        made, viewer = open_case(viewer, number=number, title=title, family=family, reason="Three boats in one week")
        for member in members:
            admit_member(viewer, made.circle, member, reason="works on it")
    return made


def report(user: User, *cases: Case, phone: str = "+22210301044", name: str = NAME, **more: str) -> Report:
    """A report of a man with a phone, written for the circles of `cases`."""
    drafted = draft(
        entity("man", "Person", name=name), entity("p", "Phone", number=phone),
        tie("u", "PhoneUse", {"holder": "man", "phone": "p"}), title="Boat seen off the cape", **more,
    )  # fmt: skip
    (made,) = admit(user, drafted, circles=[each.circle_id for each in cases] or [_own_circle(user)])
    return made


def _own_circle(user: User) -> int:
    from manara.foundation.models import Circle

    return Circle.objects.get(kind="agency", agency_id=user.agency_id).pk
