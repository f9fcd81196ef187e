"""How an entity is pointed at from elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Hidden, Viewer
from manara.foundation.subjects import Named, Subject
from manara.intake.models import Entity
from manara.resolution import words


def _entities(viewer: Viewer, public_ids: Sequence[uuid.UUID]) -> list[Named]:
    rows = Entity.objects.filter(public_id__in=public_ids)
    return [
        Named(
            "entity",
            public_id,
            _title(schema, caption),
            reverse("resolution:entity", args=[public_id]),
            audience,
            handling=handling or "",
        )
        for public_id, schema, caption, audience, handling in rows.values_list(
            "public_id", "schema", "caption", "audience_id", "report__handling"
        )
    ]


def _title(schema: str, caption: str) -> str:
    if not caption:
        return words.schema_label(schema)
    return words.phone(caption) if schema == "Phone" else caption


def _entity(viewer: Viewer, public_id: uuid.UUID) -> Named:
    for found in _entities(viewer, [public_id]):
        return found
    raise Hidden


SUBJECTS = (Subject("entity", _("Person, thing or event"), _entity, _entities, address="entities"),)
