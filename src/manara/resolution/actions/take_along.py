"""Records what a person takes out of the node: all that is in the file, for the keepers of each circle it came from."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence

from django.db import connection

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import LISTED, record
from manara.foundation.models.audit import AuditVerb

# The event lists addresses only; whose they are is asked of the walls themselves.
_AUDIENCES = {
    "entity": "select audience_id, public_id from intake_entity where public_id = any(%s) order by audience_id, id",
    "report": "select audience_id, public_id from intake_report where public_id = any(%s) order by audience_id, id",
}


def take_along(
    viewer: Viewer,
    form: str,
    entities: Iterable[uuid.UUID],
    reports: Iterable[uuid.UUID],
    *,
    name: str,
    content: bytes,
    asked: str = "",
) -> None:
    """Record the taking of a file called `name`, with its length and SHA-256 sealed beside it, and the words `asked`.

    Every entity and report is listed, in events of at most 200, each event of the one audience that its objects have: a
    keeper learns what was taken of his own circle and nothing of another. Raises `Refused` where the role doesn't export.
    """
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    detail = f"{name} {len(content)} bytes sha256 {hashlib.sha256(content).hexdigest()}"
    detail = f"{detail} asked {asked}" if asked else detail
    for kind, taken in (("entity", list(dict.fromkeys(entities))), ("report", list(dict.fromkeys(reports)))):
        for audience, ids in _by_audience(kind, taken).items():
            for first in range(0, len(ids), LISTED):
                part = ids[first : first + LISTED]
                record(viewer, AuditVerb.EXPORT, kind, part, fields=[form], audience=audience, detail=detail)


def _by_audience(kind: str, ids: Sequence[uuid.UUID]) -> dict[int, list[uuid.UUID]]:
    found: dict[int, list[uuid.UUID]] = {}
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_AUDIENCES[kind], [list(ids)])
            for audience, public_id in cursor.fetchall():
                found.setdefault(audience, []).append(public_id)
    return found
