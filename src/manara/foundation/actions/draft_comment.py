"""Keeps what somebody is writing about a thing, for himself alone, and forgets it when the comment is sent."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.engine.comment_text import LONGEST
from manara.foundation.engine.storable import storable
from manara.foundation.models import CommentDraft

# What nobody came back to is not kept for ever.
KEPT = timedelta(days=30)

_SAVE = """
insert into foundation_commentdraft (user_id, subject_kind, subject_id, parent, text, sent, saved_at)
values (%(user)s, %(kind)s, %(id)s, %(parent)s, %(text)s, null, now())
on conflict (user_id, subject_kind, subject_id) do update
set parent = excluded.parent, text = excluded.text, saved_at = excluded.saved_at
where foundation_commentdraft.sent is distinct from %(token)s
"""
_SENT = """
insert into foundation_commentdraft (user_id, subject_kind, subject_id, parent, text, sent, saved_at)
values (%(user)s, %(kind)s, %(id)s, null, '', %(token)s, now())
on conflict (user_id, subject_kind, subject_id) do update
set parent = null, text = '', sent = excluded.sent, saved_at = excluded.saved_at
"""


def draft_comment(
    viewer: Viewer, kind: str, public_id: uuid.UUID, text: str, *, token: uuid.UUID, parent: uuid.UUID | None = None
) -> bool:
    """Keep `text` as it stands in the form of `token`; whether it was kept: of a form that was sent it no longer is.

    The caller has found the thing for this viewer. Raises `Refused`.
    """
    if not viewer.may(Ability.COMMENT):
        raise Refused(Ability.COMMENT)
    CommentDraft.objects.filter(user_id=viewer.user_id, saved_at__lt=timezone.now() - KEPT).delete()
    # One letter more than a comment may have, so that one too long comes back as too long.
    kept = storable(text.replace("\r\n", "\n"))[: LONGEST + 1]
    given: dict[str, Any] = {"user": viewer.user_id, "kind": kind, "id": public_id, "parent": parent, "text": kept}
    given["token"] = token
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, given)
        kept_one: bool = cursor.rowcount == 1
        return kept_one


def forget_draft(viewer: Viewer, kind: str, public_id: uuid.UUID, *, token: uuid.UUID) -> None:
    """The comment of the form of `token` was sent: nothing waits to be finished here any more."""
    with connection.cursor() as cursor:
        cursor.execute(_SENT, {"user": viewer.user_id, "kind": kind, "id": public_id, "token": token})
