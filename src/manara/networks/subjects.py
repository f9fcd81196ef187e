"""How a kept chart is pointed at from elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Hidden, Viewer
from manara.foundation.subjects import Card, Named, Subject
from manara.networks.models import SavedChart
from manara.networks.pages.cards import of_person


def _charts(viewer: Viewer, public_ids: Sequence[uuid.UUID]) -> list[Named]:
    rows = SavedChart.objects.filter(public_id__in=public_ids).values_list("public_id", "title", "audience_id")
    return [
        Named("chart", public_id, title, reverse("networks:saved", args=[public_id]), audience)
        for public_id, title, audience in rows
    ]


def _chart(viewer: Viewer, public_id: uuid.UUID) -> Named:
    for found in _charts(viewer, [public_id]):
        return found
    raise Hidden


CARDS = (Card("Person", "networks/cards/person.html", of_person),)
SUBJECTS = (Subject("chart", _("Chart"), _chart, _charts, address="charts"),)
