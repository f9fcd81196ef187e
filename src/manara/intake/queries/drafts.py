"""Reports being written, and the versions of one."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from manara.foundation.access import Ability, Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Draft, DraftVersion


def _open_to(viewer: Viewer) -> QuerySet[Draft]:
    rows = Draft.objects.select_related("report", "author")
    return rows if viewer.may(Ability.READ_REPORTS) else rows.filter(author_id=viewer.user_id)


def drafts_of(viewer: Viewer) -> list[Draft]:
    """The drafts that wait for the viewer: his own first, then those of his circles; the reading is recorded."""
    rows = list(_open_to(viewer).filter(report=None, discarded_at=None).exclude(latest=0).order_by("-saved_at")[:100])
    record(viewer, AuditVerb.LIST, "draft", [draft.public_id for draft in rows])
    return sorted(rows, key=lambda draft: draft.author_id != viewer.user_id)


def own_drafts(viewer: Viewer) -> list[Draft]:
    """The viewer's own unfinished drafts, the one saved last first; the reading is recorded."""
    rows = Draft.objects.filter(author_id=viewer.user_id, report=None, discarded_at=None).exclude(latest=0)
    found = list(rows.order_by("-saved_at")[:100])
    if found:
        record(viewer, AuditVerb.LIST, "draft", [draft.public_id for draft in found])
    return found


def draft_for(viewer: Viewer, public_id: uuid.UUID) -> Draft:
    """The draft, its reading recorded. Raises `Hidden`."""
    draft = _open_to(viewer).filter(public_id=public_id).first()
    if draft is None:
        raise Hidden
    record(viewer, AuditVerb.READ, "draft", [draft.public_id], audience=draft.audience_id)
    return draft


def version_of(draft: Draft, number: int | None = None) -> DraftVersion | None:
    """The latest version, or the one with that number; None for a draft in which nothing was written."""
    wanted = draft.latest if number is None else number
    return DraftVersion.objects.select_related("saved_by").filter(draft=draft, number=wanted).first()


def versions_of(draft: Draft) -> list[DraftVersion]:
    """Every version, latest first, at most a hundred."""
    return list(DraftVersion.objects.select_related("saved_by").filter(draft=draft).order_by("-number")[:100])


def empty_draft_of(viewer: Viewer) -> Draft | None:
    """A draft that the viewer began and never wrote in: it is used again."""
    rows = Draft.objects.filter(author_id=viewer.user_id, latest=0, report=None, discarded_at=None)
    return rows.order_by("-pk").first()
