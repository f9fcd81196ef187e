"""Holds a case until the transaction ends, so that of two who change it at once the second begins where the first ended."""

from __future__ import annotations

from django.utils import timezone

from manara.cases.models import Case
from manara.foundation.access import Ability, Hidden, Refused, Viewer


class NotOpen(ValueError):
    """The case is closed or went into another: it has to be reopened before anything is changed in it."""


def hold_case(viewer: Viewer, case: Case) -> Case:
    """The case as it stands now, locked. Raises `Hidden` when it was moved out of sight, `Refused` without the role."""
    if not viewer.may(Ability.WORK_CASES):
        raise Refused(Ability.WORK_CASES)
    held = Case.objects.select_for_update(of=("self",)).filter(pk=case.pk).first()
    if held is None:
        raise Hidden
    return held


def hold_open(viewer: Viewer, case: Case) -> Case:
    """The same, of a case in which work goes on. Raises `NotOpen` besides."""
    held = hold_case(viewer, case)
    if not held.is_open:
        raise NotOpen
    return held


def changed(case: Case) -> None:
    """Note that something happened in the case, for the order of the list."""
    case.changed_at = timezone.now()
    Case.objects.filter(pk=case.pk).update(changed_at=case.changed_at)


def may_lead(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer answers for the case: he leads it or keeps its circle."""
    return viewer.may(Ability.WORK_CASES) and (case.lead_id == viewer.user_id or case.circle_id in viewer.kept_circles)


def as_lead(viewer: Viewer, case: Case) -> None:
    """Raises `Refused` to others than the lead and those who keep the circle."""
    if not may_lead(viewer, case):
        raise Refused(Ability.WORK_CASES, reason="lead")
