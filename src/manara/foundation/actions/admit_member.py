"""Lets a person into a circle, and out of it again, each with its reason."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from manara.foundation.access.abilities import APART, Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import Circle, Membership, User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind


class NotForContent(ValueError):
    """Auditors and administrators hold no content and join no circle."""


class LastKeeper(ValueError):
    """A circle without a keeper could let nobody in or out any more: make somebody else keeper first."""


def admit_member(
    viewer: Viewer, circle: Circle, user: User, *, reason: str, keeper: bool = False
) -> Membership | None:
    """Open a membership; None when there is one. Raises `Refused` to others than the circle's keeper.

    An agency's own circle is kept by the administrator, who puts people of that agency in without seeing inside.
    """
    _check(viewer, circle)
    if APART & set(user.roles):
        raise NotForContent
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into foundation_membership (circle_id, user_id, is_keeper, reason, added_by_id, added_at) "
                "values (%s, %s, %s, %s, %s, now()) on conflict (circle_id, user_id) where ended_at is null do nothing",
                [circle.pk, user.pk, keeper, reason[:240], viewer.user_id],
            )
            added = cursor.rowcount
        if added:
            record(
                viewer, AuditVerb.SHARE, "circle", [circle.public_id, user.public_id], fields=["membership"], detail=reason
            )
    return Membership(circle=circle, user=user, is_keeper=keeper, reason=reason) if added else None


def make_keeper(viewer: Viewer, circle: Circle, user: User, *, reason: str) -> None:
    """Let a member keep the circle too. Raises `Refused` to others than the circle's keeper."""
    _check(viewer, circle)
    with transaction.atomic():
        changed = Membership.objects.filter(circle=circle, user=user, ended_at=None, is_keeper=False).update(is_keeper=True)
        if changed:
            record(
                viewer, AuditVerb.SHARE, "circle", [circle.public_id, user.public_id], fields=["keeper"], detail=reason
            )


def end_membership(viewer: Viewer, circle: Circle, user: User, *, reason: str) -> None:
    """Close a membership. Raises `Refused` to others than the circle's keeper, `LastKeeper`."""
    _check(viewer, circle)
    with transaction.atomic():
        # All of them are locked, so that of two keepers who leave at once one stays.
        open_ones = {each.user_id: each for each in Membership.objects.select_for_update().filter(circle=circle, ended_at=None)}
        ending = open_ones.pop(user.pk, None)
        if ending is None:
            return
        if ending.is_keeper and not any(each.is_keeper for each in open_ones.values()):
            raise LastKeeper
        Membership.objects.filter(pk=ending.pk).update(
            ended_at=timezone.now(), ended_by_id=viewer.user_id, ended_reason=reason[:240]
        )
        record(
            viewer,
            AuditVerb.CHANGE,
            "circle",
            [circle.public_id, user.public_id],
            fields=["membership"],
            detail=reason,
        )


def _check(viewer: Viewer, circle: Circle) -> None:
    keeps = circle.pk in viewer.kept_circles
    administers = viewer.may(Ability.ADMINISTER) and circle.kind == CircleKind.AGENCY
    if not (keeps or administers):
        raise Refused(Ability.KEEP_CIRCLES)
