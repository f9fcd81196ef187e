"""Places that a viewer may name: those of the gazetteer, and those that people of his circles added to it."""

from __future__ import annotations

from manara.foundation.access.viewer import Viewer
from manara.foundation.engine import places as gazetteer
from manara.foundation.engine.addresses import address_of
from manara.foundation.engine.match_keys import keys
from manara.foundation.engine.places import Place
from manara.foundation.engine.scripts import script_of, sort_key
from manara.foundation.models import AddedPlace

# Beyond this the newest are looked through; a node that adds more needs a larger gazetteer.
MOST_ADDED = 2_000


def added_places() -> dict[str, Place]:
    """The places added by the viewer's circles and not withdrawn, by id; the walls bound them."""
    rows = AddedPlace.objects.filter(withdrawn_at=None).order_by("-pk")[:MOST_ADDED]
    return {place.id: place for place in map(as_place, rows)}


def as_place(row: AddedPlace) -> Place:
    """An added place as the gazetteer writes one."""
    arabic = row.name if script_of(row.name) == "Arab" else ""
    latin = "" if arabic else row.name
    return Place(
        str(row.public_id), (arabic, latin, latin, latin), tuple(row.variants), row.latitude, row.longitude, row.country
    )


def place_for(key: str) -> Place | None:
    """The place of a key that a report holds; None when there is none, or none that the viewer may see."""
    found = gazetteer.place_of(key)
    if found is not None:
        return found
    row = added_place(key)
    return as_place(row) if row is not None else None


def added_place(key: str) -> AddedPlace | None:
    """The row of an added place by its public id as text, withdrawn or not; None alike when it is not there or not his."""
    wanted = address_of(key)
    if wanted is None:
        return None
    return AddedPlace.objects.select_related("added_by", "withdrawn_by").filter(public_id=wanted).first()


def suggested_places(viewer: Viewer, text: str, country: str | None = None, *, limit: int = 8) -> list[Place]:
    """Places that a typed text may mean, his circles' own first; half a name is enough. The choice is the viewer's."""
    wanted = sort_key(text[: gazetteer.LONGEST])
    if not wanted:
        return []
    typed = keys("place", text[: gazetteer.LONGEST])
    own = [
        as_place(row)
        for row in AddedPlace.objects.filter(withdrawn_at=None).order_by("-pk")[:MOST_ADDED]
        if row.sort_key.startswith(wanted) or typed & set(row.keys)
    ]
    found = gazetteer.find_places(text, country, viewer.language, limit=limit)
    begun = gazetteer.beginning(text, country, limit=limit)
    exact = [place for place in found if any(sort_key(name) == wanted for name in place.all_names)]
    return list({place.id: place for place in (*own, *exact, *begun, *found)}.values())[:limit]
