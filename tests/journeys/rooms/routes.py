"""A place that people added and a text that they placed, so that the pages of places show what they are for."""

from __future__ import annotations

import uuid
from typing import Any

from manara.foundation import access
from manara.foundation.actions.add_place import add_place
from manara.foundation.models import AddedPlace, User
from manara.routes.actions.place_text import place_text

NO_PAGE = ("map/layers/", "map/paper/", "places/texts/", "/withdraw/")


def fill(region: Any) -> None:
    """The investigator adds a beach and says which Rosso is meant."""
    investigator: User = region.people["investigator"]
    with access.acting(investigator, purpose="test") as viewer:
        add_place(
            viewer, name="شاطئ الصيادين القديم", variants=["Plage des pêcheurs"], country="MR", latitude=20.93,
            longitude=-17.05, precision="near", reason="نقطة انطلاق ذُكرت في تقريرين", circles=viewer.circles[:1],
        )  # fmt: skip
        place_text(viewer, "Rosso", "g2376898")


def records(user: User) -> dict[str, uuid.UUID | None]:
    """The place, where the person sees it."""
    return {"places/": AddedPlace.objects.values_list("public_id", flat=True).first()}
