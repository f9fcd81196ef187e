"""Puts a kept chart away so that it is in no list any more, and takes it out again; nothing of it is lost."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.networks.models import SavedChart


def put_chart_away(viewer: Viewer, chart: SavedChart, *, away: bool = True) -> None:
    """Put away, or with `away=False` take out again. Raises `Refused` for anyone but its owner."""
    if not viewer.may(Ability.READ_ENTITIES):
        raise Refused(Ability.READ_ENTITIES)
    if chart.owner_id != viewer.user_id:
        raise Refused(Ability.READ_ENTITIES, reason="owner")
    with transaction.atomic():
        locked = SavedChart.objects.select_for_update().get(pk=chart.pk)
        locked.put_away_at = timezone.now() if away else None
        locked.save(update_fields=["put_away_at"])
        record(viewer, AuditVerb.CHANGE, "chart", [locked.public_id], fields=["put_away"], audience=locked.audience_id)
