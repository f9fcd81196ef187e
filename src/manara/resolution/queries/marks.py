"""The marks of what somebody takes along: what rules all of it, and who takes it for whom, when and for what."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from manara.exchange.engine.marks import Marks
from manara.foundation.access import Viewer
from manara.foundation.engine.handling import Ruling
from manara.foundation.models import Agency


def marks_for(viewer: Viewer, ruling: Ruling, taken: datetime | None = None) -> Marks:
    """The marks of things that `ruling` rules, `taken` now or then."""
    return Marks(
        handling=ruling.code or "H0",
        taken_by=viewer.code,
        taken_at=taken or timezone.now(),
        purpose=viewer.purpose,
        tlp=ruling.tlp,
        conditions=tuple(ruling.conditions),
        agency=agency_name(viewer),
    )


def agency_name(viewer: Viewer) -> str:
    """The name of the viewer's agency in the language now shown."""
    agency = Agency.objects.filter(pk=viewer.agency_id).first()
    return agency.name if agency else ""
