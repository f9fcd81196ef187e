"""Opens a kept chart to one more circle; what stands on it is still read by each with his own eyes."""

from __future__ import annotations

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer, circles_of
from manara.foundation.access.reach import again
from manara.foundation.actions.share import AlreadyShared, share
from manara.foundation.models import Circle, Sharing
from manara.foundation.models.circle import CircleKind
from manara.networks.models import ChartVersion, SavedChart


def share_chart(viewer: Viewer, chart: SavedChart, circle: Circle, *, reason: str) -> Sharing:
    """Add `circle` to a chart's audience. Raises `Refused` for anyone but its owner, `AlreadyShared`."""
    if not viewer.may(Ability.SHARE) or circle.kind == CircleKind.CONTEXT:
        raise Refused(Ability.SHARE)
    if chart.owner_id != viewer.user_id:
        raise Refused(Ability.SHARE, reason="owner")
    with transaction.atomic():
        locked = SavedChart.objects.select_for_update().get(pk=chart.pk)
        if circle.pk in circles_of(locked.audience_id):
            raise AlreadyShared

        def move(audience: int) -> None:
            again(viewer)
            ChartVersion.objects.filter(chart=locked).update(audience_id=audience)
            SavedChart.objects.filter(pk=locked.pk).update(audience_id=audience)

        return share(
            viewer,
            object_type="chart",
            object_id=locked.public_id,
            audience=locked.audience_id,
            circle=circle,
            reason=reason,
            move=move,
        )
