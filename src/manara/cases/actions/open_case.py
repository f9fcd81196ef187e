"""Opens a case: its circle (a new one, or one that the viewer keeps and that is no case yet), its lead and the reason."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.cases.models import Case, CaseOpening, Family, LeadChange
from manara.foundation.access import Ability, Refused, Viewer, audience_of
from manara.foundation.access.reach import again
from manara.foundation.actions.open_circle import open_circle
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import sort_key, tidy
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind


class CircleTaken(ValueError):
    """The circle is a case already."""


def open_case(
    viewer: Viewer, *, number: str, title: str, family: str, reason: str, circle: Circle | None = None
) -> tuple[Case, Viewer]:
    """A new case led by `viewer`, and the viewer who now reaches it.

    Raises `Refused` without the role (a prosecutor decides in cases but opens none) or to others than the given circle's
    keeper, `CircleTaken` for a circle that is a case, `ValueError` for a family that is none.
    """
    if not (viewer.may(Ability.WORK_CASES) and viewer.may(Ability.SHARE)):
        raise Refused(Ability.WORK_CASES if viewer.may(Ability.SHARE) else Ability.SHARE)
    number, title = tidy(number)[:40], tidy(title)[:160]
    family = Family(family).value
    with transaction.atomic():
        if circle is None:
            circle, viewer = open_circle(
                viewer, kind=CircleKind.CASE, name=f"{number} {title}".strip(), purpose=tidy(reason)
            )
        elif circle.kind != CircleKind.CASE or circle.pk not in viewer.kept_circles:
            raise Refused(Ability.KEEP_CIRCLES)
        else:
            # Held, so that of two keepers who make a case of it at once one does.
            Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
            if Case.objects.filter(circle=circle).exists():
                raise CircleTaken
        audience = audience_of([circle.pk])
        viewer = again(viewer)
        case = Case.objects.create(
            audience_id=audience,
            circle=circle,
            agency_id=viewer.agency_id,
            number=number,
            number_key=sort_key(number),
            title=title,
            title_key=sort_key(title),
            family=family,
            lead_id=viewer.user_id,
            changed_at=timezone.now(),
        )
        CaseOpening.objects.create(
            audience_id=audience, case=case, family=family, reason=reason[:500], by_id=viewer.user_id
        )
        LeadChange.objects.create(
            audience_id=audience, case=case, lead_id=viewer.user_id, reason=reason[:500], by_id=viewer.user_id
        )
        record(viewer, AuditVerb.CREATE, "case", [case.public_id], fields=["number", "title", "family"], audience=audience)
    return case, viewer
