"""Records one reading or act for the keepers of every circle that it concerns, each of his own circle's addresses alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import LISTED, record


def tell_keepers(
    viewer: Viewer,
    verb: str,
    object_type: str,
    lying: Iterable[tuple[int, uuid.UUID]],
    *,
    fields: Iterable[str] = (),
    detail: str = "",
) -> None:
    """An event for each audience with what of `lying` (audience, address) is its own, each once; all listed, 200 an event."""
    own: dict[int, dict[uuid.UUID, None]] = {}
    for audience, address in lying:
        own.setdefault(audience, {})[address] = None
    named = list(fields)
    for audience, addresses in own.items():
        ids = list(addresses)
        for first in range(0, len(ids), LISTED):
            part = ids[first : first + LISTED]
            record(viewer, verb, object_type, part, fields=named, audience=audience, detail=detail)
