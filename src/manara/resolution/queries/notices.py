"""What the viewer's circles were told by the deconfliction rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.resolution.models import DeconflictionNotice
from manara.resolution.queries.things import Thing, things

MOST = 100


@dataclass(frozen=True, slots=True)
class Told:
    """One notice: about which entity of the viewer's, by which kind of identifier, and whom to ask."""

    about: Thing
    kind: str
    agency: str
    version: int
    at: datetime


def notices(viewer: Viewer) -> list[Told]:
    """The newest notices that the viewer's circles hold; the reading is recorded."""
    rows = list(DeconflictionNotice.objects.select_related("agency", "rule").order_by("-pk")[:MOST])
    named = things({each.entity_id for each in rows}, language=viewer.language)
    if rows:
        record(viewer, AuditVerb.LIST, "notice", [each.public_id for each in rows])
    language = viewer.language if viewer.language in ("ar", "fr", "es", "en") else "en"
    return [
        Told(
            named[each.entity_id], each.kind, getattr(each.agency, f"name_{language}") if each.agency else "",
            each.rule.version, each.at,
        )
        for each in rows
        if each.entity_id in named
    ]  # fmt: skip
