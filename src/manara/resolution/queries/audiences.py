"""In which audience each entity and report lies: so that what is recorded of them is told to each circle of its own alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import connection

# An event lists addresses only; whose they are is asked of the walls themselves.
_AUDIENCES = {
    "entity": "select audience_id, public_id from intake_entity where public_id = any(%s) order by audience_id, id",
    "report": "select audience_id, public_id from intake_report where public_id = any(%s) order by audience_id, id",
}


def by_audience(kind: str, ids: Iterable[uuid.UUID]) -> dict[int, list[uuid.UUID]]:
    """Those of these entities or reports that the viewer may see, each once, by the number of their audience."""
    found: dict[int, list[uuid.UUID]] = {}
    wanted = list(dict.fromkeys(ids))
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(_AUDIENCES[kind], [wanted])
            for audience, public_id in cursor.fetchall():
                found.setdefault(audience, []).append(public_id)
    return found
