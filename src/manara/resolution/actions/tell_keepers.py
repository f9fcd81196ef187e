"""Records one reading or act for the keepers of every circle that it concerns, each of his own circle's addresses alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from manara.foundation.access import Viewer
from manara.foundation.actions.record import LISTED, record


def tell_keepers(
    viewer: Viewer,
    verb: str,
    object_type: str,
    lying: Mapping[int, Sequence[uuid.UUID]],
    *,
    fields: Iterable[str] = (),
    detail: str = "",
) -> None:
    """An event for each audience with what of `lying` (audience → addresses) is its own; all are listed, 200 an event."""
    named = list(fields)
    for audience, ids in lying.items():
        for first in range(0, len(ids), LISTED):
            part = ids[first : first + LISTED]
            record(viewer, verb, object_type, part, fields=named, audience=audience, detail=detail)
