"""Adds a place that no gazetteer has, with as much of where it is as is known, and why it was needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from manara.foundation.access.abilities import Ability
from manara.foundation.access.audiences import audience_of
from manara.foundation.access.reach import again
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.match_keys import keys
from manara.foundation.engine.scripts import sort_key, tidy
from manara.foundation.models import AddedPlace
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.place import Precision

MOST_VARIANTS = 20


class PlaceProblem(ValueError):
    """What is wrong with a place, by a code that the page puts into words: name, half, earth, precision, circles."""


def add_place(
    viewer: Viewer,
    *,
    name: str,
    variants: Iterable[str] = (),
    country: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    precision: str = Precision.UNKNOWN,
    reason: str,
    circles: Sequence[int],
) -> AddedPlace:
    """The new place, known to `circles` (numbers of the viewer's own). Raises `Refused` and `PlaceProblem`.

    Without coordinates its precision is "unknown", whatever was chosen: it can be named and is not drawn.
    """
    if not viewer.may(Ability.ADD_PLACES):
        raise Refused(Ability.ADD_PLACES)
    if not circles or not set(circles) <= set(viewer.circles):
        raise PlaceProblem("circles")
    called = tidy(name)
    found = sorted(keys("place", called))
    if not called or not found or len(called) > 300:
        raise PlaceProblem("name")
    if (latitude is None) != (longitude is None):
        raise PlaceProblem("half")
    if latitude is not None and longitude is not None and not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise PlaceProblem("earth")
    if precision not in Precision.values:
        raise PlaceProblem("precision")
    others = [each for each in dict.fromkeys(map(tidy, variants)) if each and each != called and len(each) <= 300]
    with transaction.atomic():
        audience = audience_of(circles)
        viewer = again(viewer)
        place = AddedPlace.objects.create(
            audience_id=audience,
            name=called,
            variants=others[:MOST_VARIANTS],
            country=country.upper()[:2],
            latitude=latitude,
            longitude=longitude,
            precision=Precision.UNKNOWN if latitude is None else precision,
            reason=tidy(reason)[:500],
            keys=sorted({*found, *(key for other in others[:MOST_VARIANTS] for key in keys("place", other))}),
            sort_key=sort_key(called),
            added_by_id=viewer.user_id,
        )
        record(viewer, AuditVerb.CREATE, "place", [place.public_id], audience=audience)
    return place
