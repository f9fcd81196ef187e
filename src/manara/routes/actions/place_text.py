"""Says which place a text of the reports means, for the people of a circle; each such word can be taken back alone."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Hidden, Refused, Viewer, audience_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import sort_key
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.foundation.queries.places import place_for
from manara.routes.models import Placing


class NoSuchPlace(ValueError):
    """The chosen place is not in the gazetteer and not among those added, or the text has no letter to know it by."""


def place_text(viewer: Viewer, text: str, place_key: str) -> Placing:
    """`text` means this place from now on, for the viewer's agency. Raises `Refused`, `NoSuchPlace`."""
    if not viewer.may(Ability.ADD_PLACES):
        raise Refused(Ability.ADD_PLACES)
    place, key = place_for(place_key), sort_key(text)
    if place is None or not key or len(text) > 300:
        raise NoSuchPlace
    with transaction.atomic():
        own = Circle.objects.filter(pk__in=viewer.circles, kind=CircleKind.AGENCY).values_list("pk", flat=True)[:1]
        circles = list(own) or list(viewer.circles[:1])
        if not circles:
            raise Refused(reason="circle")
        audience = audience_of(circles)
        viewer = again(viewer)
        said = Placing.objects.create(
            audience_id=audience, text=text, text_key=key, place_key=place.id, placed_by_id=viewer.user_id
        )
        record(viewer, AuditVerb.CREATE, "placing", [said.public_id], audience=audience)
    return said


def undo_placing(viewer: Viewer, public_id: uuid.UUID) -> Placing:
    """The text means what it says again. Raises `Refused`, and `Hidden` for a placing that is not there or not his."""
    if not viewer.may(Ability.ADD_PLACES):
        raise Refused(Ability.ADD_PLACES)
    with transaction.atomic():
        said = Placing.objects.select_for_update().filter(public_id=public_id).first()
        if said is None:
            raise Hidden
        if said.undone_at is None:
            said.undone_at = timezone.now()
            said.undone_by_id = viewer.user_id
            said.save(update_fields=["undone_at", "undone_by"])
            record(viewer, AuditVerb.RETRACT, "placing", [said.public_id], audience=said.audience_id)
    return said
