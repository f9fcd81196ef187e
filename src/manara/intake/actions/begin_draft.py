"""Begins a report: an empty draft that its author's circle keeps."""

from __future__ import annotations

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer, audience_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Draft


def begin_draft(viewer: Viewer, circle: int) -> tuple[Draft, Viewer]:
    """A new draft of `circle`, and the viewer who now reaches it. Raises `Refused` outside that circle."""
    if not viewer.may(Ability.WRITE_REPORTS):
        raise Refused(Ability.WRITE_REPORTS)
    if circle not in viewer.circles:
        raise Refused(reason="circle")
    with transaction.atomic():
        audience = audience_of([circle])
        viewer = again(viewer)
        draft = Draft.objects.create(audience_id=audience, author_id=viewer.user_id)
        record(viewer, AuditVerb.CREATE, "draft", [draft.public_id], audience=audience)
    return draft, viewer
