"""Files on their way in, and the saved ways of reading them."""

from __future__ import annotations

import uuid

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Import, MappingProfile
from manara.intake.models.imports import ImportState
from manara.intake.queries.keyed import Stretch, stretch


def imports_for(viewer: Viewer, *, after: str = "", before: str = "") -> Stretch[Import]:
    """One page of the imports, latest first; the reading is recorded."""
    rows = (
        Import.objects.exclude(state=ImportState.DISCARDED)
        .select_related("asked_by", "agency", "job")
        .defer("choice", "mapping", "defaults")
    )
    page = stretch(rows, order="asked_at", after=after, before=before)
    record(viewer, AuditVerb.LIST, "import", [each.public_id for each in page.rows])
    return page


def import_for(viewer: Viewer, public_id: uuid.UUID, *, quietly: bool = False) -> Import:
    """The import, its reading recorded unless a page that was read asks again for its progress. Raises `Hidden`."""
    imported = (
        Import.objects.select_related("file__key", "asked_by", "agency", "job", "package")
        .filter(public_id=public_id)
        .first()
    )
    if imported is None:
        raise Hidden
    if not quietly:
        record(viewer, AuditVerb.READ, "import", [imported.public_id], audience=imported.audience_id)
    return imported


def profiles_for(imported: Import) -> list[MappingProfile]:
    """The saved ways of reading a file in this import's circle, by name."""
    return list(MappingProfile.objects.filter(audience_id=imported.audience_id).order_by("name")[:100])
