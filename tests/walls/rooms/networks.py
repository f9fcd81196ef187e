"""A kept chart with a version on the hidden person, and its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from manara.foundation.access import Viewer
from manara.networks.models import ChartVersion, SavedChart

if TYPE_CHECKING:
    from tests.walls.world import World

ADDRESSES = (("charts/", "savedchart"),)


def records(world: World, viewer: Viewer) -> dict[str, models.Model]:
    """One row of each table; title and note hold the hidden name."""
    from tests.walls.world import HIDDEN_NAME

    at = {"audience_id": world.audience}
    person = str(world.records["entity"].public_id)  # type: ignore[attr-defined]
    note = {"id": "n:" + "0" * 16, "on": [person], "text": HIDDEN_NAME}
    chart = SavedChart.objects.create(
        **at, owner=world.keeper, title=f"Around {HIDDEN_NAME}", note=HIDDEN_NAME, latest=1, things=1
    )
    version = ChartVersion.objects.create(
        **at, chart=chart, number=1, title=chart.title, note=chart.note, saved_by=world.keeper,
        state={"places": [[person, 0, 0]], "groups": [], "notes": [note]},
    )  # fmt: skip
    return {"savedchart": chart, "chartversion": version}
