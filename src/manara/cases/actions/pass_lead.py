"""Passes the lead of a case on to another of its members, with the reason."""

from __future__ import annotations

from django.db import transaction

from manara.cases.actions.hold_case import as_lead, changed, hold_open
from manara.cases.models import Case, LeadChange
from manara.cases.queries.people import workers_of
from manara.foundation.access import Viewer
from manara.foundation.actions.admit_member import make_keeper
from manara.foundation.actions.record import record
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb


class NotInCase(ValueError):
    """Only a member of the case's circle whose role works on cases can lead it or have a task in it."""


def pass_lead(viewer: Viewer, case: Case, user: User, *, reason: str) -> LeadChange:
    """Make `user` lead. He keeps the circle from then on too, where the viewer can make him keeper.

    Raises `Refused` to others than lead and keepers, `NotOpen`, `NotInCase`.
    """
    with transaction.atomic():
        held = hold_open(viewer, case)
        as_lead(viewer, held)
        if user.pk not in {each.user_id for each in workers_of(held)}:
            raise NotInCase
        if held.circle_id in viewer.kept_circles:
            make_keeper(viewer, held.circle, user, reason=reason)
        Case.objects.filter(pk=held.pk).update(lead=user)
        change = LeadChange.objects.create(
            audience_id=held.audience_id, case=held, lead=user, reason=reason[:500], by_id=viewer.user_id
        )
        changed(held)
        record(viewer, AuditVerb.CHANGE, "case", [held.public_id, user.public_id], fields=["lead"], audience=held.audience_id)
    return change
