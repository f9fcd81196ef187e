"""The routes' part of the walls: an added place and a placing inside the hidden circle, and what their addresses stand for."""

from __future__ import annotations

from django.db import models

from manara.foundation.access import Viewer
from manara.foundation.models import AddedPlace
from manara.routes.models import Placing
from tests.walls.world import HIDDEN_NAME, World

ADDRESSES = (("places/", "addedplace"),)
PARAMETERS = {"<uuid:placing>": "placing", "<str:key>": "addedplace", "<uuid:key>": "addedplace"}


def records(world: World, viewer: Viewer) -> dict[str, models.Model]:
    """One row of each table, in the circle that the walls are about."""
    at, by = {"audience_id": world.audience}, world.keeper
    place = AddedPlace.objects.create(
        **at, name=f"Beach of {HIDDEN_NAME}", latitude=20.9, longitude=-17.0, reason="r", added_by=by,
        keys=["l1:hidden"], sort_key="beach of",
    )  # fmt: skip
    placing = Placing.objects.create(
        **at, text=HIDDEN_NAME, text_key=HIDDEN_NAME.lower(), place_key=str(place.public_id), placed_by=by
    )
    return {"addedplace": place, "placing": placing}
