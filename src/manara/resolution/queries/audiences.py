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


def lying(kind: str, ids: Iterable[uuid.UUID]) -> list[tuple[int, uuid.UUID]]:
    """Those of these entities or reports that the viewer may see, each once, behind the number of the audience it lies in."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_AUDIENCES[kind], [wanted])
        return cursor.fetchall()
