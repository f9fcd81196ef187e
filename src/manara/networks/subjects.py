"""How a kept chart is pointed at from elsewhere."""

from __future__ import annotations

import uuid

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Hidden, Viewer
from manara.foundation.subjects import Named, Subject
from manara.networks.models import SavedChart


def _chart(viewer: Viewer, public_id: uuid.UUID) -> Named:
    row = SavedChart.objects.filter(public_id=public_id).values_list("title", "audience_id").first()
    if row is None:
        raise Hidden
    title, audience = row
    return Named("chart", public_id, title, reverse("networks:saved", args=[public_id]), audience)


SUBJECTS = (Subject("chart", _("Chart"), _chart),)
