"""How an entity is pointed at from elsewhere."""

from __future__ import annotations

import uuid

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Hidden, Viewer
from manara.foundation.subjects import Named, Subject
from manara.intake.models import Entity


def _entity(viewer: Viewer, public_id: uuid.UUID) -> Named:
    row = Entity.objects.filter(public_id=public_id).values_list("caption", "audience_id").first()
    if row is None:
        raise Hidden
    caption, audience = row
    return Named("entity", public_id, caption, reverse("resolution:entity", args=[public_id]), audience)


SUBJECTS = (Subject("entity", _("Person, thing or event"), _entity),)
