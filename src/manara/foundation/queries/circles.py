"""Reads the circles that a viewer is in, and who else is."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from manara.foundation.access.refusal import Hidden
from manara.foundation.access.viewer import Viewer
from manara.foundation.models import Circle, Membership, User
from manara.foundation.models.circle import CircleKind

_MEMBERS = "select circle_id, user_id, is_keeper, since from manara_members()"
# The circles one works in come before those that everybody is in anyway.
_ORDER = {CircleKind.CASE: 0, CircleKind.RESTRICTED: 1, CircleKind.RELEASE: 2, CircleKind.AGENCY: 3, CircleKind.CONTEXT: 4}


@dataclass(frozen=True)
class Member:
    """Somebody who may know what a circle knows, since when, and whether he keeps it."""

    user: User
    is_keeper: bool
    since: datetime


@dataclass(frozen=True)
class Mine:
    """A circle of the viewer's: whether he keeps it, and how many are in it."""

    circle: Circle
    keeps: bool
    members: int


def my_circles(viewer: Viewer) -> list[Mine]:
    """The viewer's circles, in which he works first."""
    counts: dict[int, int] = defaultdict(int)
    for circle, _user, _keeper, _since in _members():
        counts[circle] += 1
    rows = Circle.objects.filter(pk__in=viewer.circles).select_related("agency")
    mine = [Mine(row, row.pk in viewer.kept_circles, counts[row.pk]) for row in rows]
    return sorted(mine, key=lambda each: (_ORDER[CircleKind(each.circle.kind)], not each.keeps, each.circle.title))


def circle_of(viewer: Viewer, public_id: uuid.UUID) -> Circle:
    """One of the viewer's circles. Raises `Hidden` for any other, whether it exists or not."""
    found = Circle.objects.filter(pk__in=viewer.circles, public_id=public_id).select_related("agency").first()
    if found is None:
        raise Hidden
    return found


def members_of(circle: Circle) -> list[Member]:
    """Who is in a circle now, its keepers first. Only of the viewer's own circles: the database tells of no other."""
    rows = {user: (keeper, since) for number, user, keeper, since in _members() if number == circle.pk}
    people = User.objects.filter(pk__in=rows).select_related("agency")
    members = [Member(user, *rows[user.pk]) for user in people]
    return sorted(members, key=lambda member: (not member.is_keeper, member.user.code))


def past_of(circle: Circle) -> list[Membership]:
    """Who was let in and let out, and why: row-level security shows it to the circle's keepers only."""
    rows = Membership.objects.filter(circle=circle).select_related("user", "added_by", "ended_by")
    return list(rows.order_by("-added_at", "-pk")[:100])


def _members() -> list[tuple[int, int, bool, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS)
        return list(cursor.fetchall())
