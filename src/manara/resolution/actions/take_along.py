"""Records what a person takes out of the node: all that is in the file, for the keepers of each circle it came from."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.models.audit import AuditVerb
from manara.resolution.queries.audiences import lying


def take_along(
    viewer: Viewer,
    form: str,
    entities: Iterable[uuid.UUID],
    reports: Iterable[uuid.UUID],
    *,
    name: str,
    content: bytes,
    asked: str = "",
    part: str = "",
) -> None:
    """Record the taking of a file called `name`, with its length and SHA-256 sealed beside it, and the words `asked`.

    Every entity and report is listed, in events of at most 200, each event of the one audience that its objects have: a
    keeper learns what was taken of his own circle and nothing of another. `part` says of what page. A file with nothing
    of anybody's in it is one event, too. Raises `Refused` where the role doesn't export.
    """
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    detail = f"{name} {len(content)} bytes sha256 {hashlib.sha256(content).hexdigest()}"
    detail = f"{detail} asked {asked}" if asked else detail
    fields = [form, *([part] if part else [])]
    both = {"entity": lying("entity", entities), "report": lying("report", reports)}
    for kind, taken in both.items():
        tell_keepers(viewer, AuditVerb.EXPORT, kind, taken, fields=fields, detail=detail)
    if not any(both.values()):
        record(viewer, AuditVerb.EXPORT, "report", fields=fields, detail=detail)

