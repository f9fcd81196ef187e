"""Marks what called for a person as read by him."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import CommentMention
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.mentions import unread


def read_mention(viewer: Viewer, mention: CommentMention) -> None:
    """Mark one mention of the viewer's as read; one that is read already stays as it is."""
    if mention.user_id != viewer.user_id:
        raise ValueError("a mention is read by whom it is for")
    with transaction.atomic():
        marked = CommentMention.objects.filter(pk=mention.pk, read_at=None).update(read_at=timezone.now())
        if marked:
            record(
                viewer, AuditVerb.CHANGE, "comment", [mention.comment.public_id], fields=["read"], audience=mention.audience_id
            )


def read_all_mentions(viewer: Viewer) -> int:
    """Mark everything that waits for the viewer as read; how many there were."""
    with transaction.atomic():
        waiting = dict(unread(viewer).values_list("pk", "comment__public_id"))
        CommentMention.objects.filter(pk__in=list(waiting), read_at=None).update(read_at=timezone.now())
        if waiting:
            record(viewer, AuditVerb.CHANGE, "comment", list(waiting.values()), fields=["read"])
    return len(waiting)
