"""Notes what supports an element of an offence: it supports inquiry and proves nothing by itself."""

from __future__ import annotations

from django.db import transaction

from manara.cases.actions.hold_case import changed, hold_open
from manara.cases.models import Case, Element, ElementNote
from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy_lines
from manara.foundation.models.audit import AuditVerb
from manara.foundation.subjects import Named


def note_element(viewer: Viewer, case: Case, element: str, *, note: str, about: Named | None = None) -> ElementNote:
    """A note of the viewer's, about a report or entity that he sees. Raises `NotOpen`, `Refused`, `ValueError`."""
    chosen = Element(element)
    with transaction.atomic():
        held = hold_open(viewer, case)
        noted = ElementNote.objects.create(
            audience_id=held.audience_id,
            case=held,
            element=chosen,
            note=tidy_lines(note),
            subject_kind=about.kind if about else "",
            subject_id=about.public_id if about else None,
            by_id=viewer.user_id,
        )
        changed(held)
        record(viewer, AuditVerb.CREATE, "element", [noted.public_id], audience=held.audience_id)
    return noted
