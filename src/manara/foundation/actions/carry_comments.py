"""Carries the comments on a thing to the audience that the thing moves to, with all that belongs to them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from manara.foundation.actions.write_comment import hold_audience
from manara.foundation.models import Comment, CommentCorrection, CommentMention, CommentWithdrawal


def carry_comments(
    kind: str, things: Iterable[uuid.UUID] | QuerySet[Any, Any], *, former: int, audience: int
) -> None:
    """Move what was written on `things` (ids, or a query of them) of `kind` from `former` to `audience`.

    Called in the transaction that moves the things, inside `reaching` of both audiences. A comment that is just being
    written is waited for and goes along; one that begins later finds the thing where it is by then.
    """
    hold_audience(former, alone=True)
    comments = Comment.objects.filter(subject_kind=kind, subject_id__in=things)
    numbers = list(comments.values_list("pk", flat=True))
    if not numbers:
        return
    for model in (CommentMention, CommentWithdrawal, CommentCorrection):
        model.objects.filter(comment__in=numbers).update(audience_id=audience)
    Comment.objects.filter(pk__in=numbers).update(audience_id=audience)
