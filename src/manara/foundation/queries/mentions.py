"""Reads where a person was mentioned or answered: unread first, of what he may still see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from manara.foundation.access.refusal import Hidden
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import Comment, CommentMention
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.comments import Said, said, with_all
from manara.foundation.subjects import Named, named_all

PAGE = 20
EXCERPT = 240


@dataclass(frozen=True)
class Called:
    """One mention: the comment's beginning, on what it was written, whether it answers the viewer, and when he read it."""

    said: Said
    subject: Named | None
    is_reply: bool
    read_at: datetime | None


def unread(viewer: Viewer) -> QuerySet[CommentMention]:
    """What still waits for the viewer; row-level security leaves out what he may not see any more."""
    rows = CommentMention.objects.filter(user_id=viewer.user_id, read_at=None, comment__withdrawal=None)
    # The wall of the comment itself counts too, whatever lies beside it.
    return rows.filter(comment__in=Comment.objects.all())


def mentions_of(viewer: Viewer, *, show: str = "", kind: str = "") -> QuerySet[CommentMention]:
    """All mentions of the viewer, or the unread ones (`show="unread"`), or those on one kind of thing."""
    rows = CommentMention.objects.filter(user_id=viewer.user_id, comment__in=Comment.objects.all())
    if show == "unread":
        rows = unread(viewer)
    if kind:
        rows = rows.filter(comment__subject_kind=kind)
    waits = ExpressionWrapper(Q(read_at=None), output_field=BooleanField())
    return rows.order_by(waits.desc(), "-pk")


def page_of(viewer: Viewer, rows: QuerySet[CommentMention], number: str) -> tuple[Page[CommentMention], list[Called]]:
    """One page of mentions and what they say."""
    page = Paginator(rows, PAGE).get_page(number)
    return page, called(viewer, list(page.object_list))


def called(viewer: Viewer, mentions: Sequence[CommentMention]) -> list[Called]:
    """What these mentions say, in their order, the reading recorded; in a fixed number of queries."""
    numbers = [each.comment_id for each in mentions]
    comments = {each.pk: each for each in with_all(Comment.objects.filter(pk__in=numbers), viewer)} if numbers else {}
    kept = [each for each in mentions if each.comment_id in comments]
    told = list(said(viewer, [comments[each.comment_id] for each in kept], only_beginning=EXCERPT))
    things = named_all(viewer, (each.subject for each in told))
    if told:
        record(viewer, AuditVerb.LIST, "comment", [each.public_id for each in told])
    for kind in {kind for kind, _id in things}:
        record(viewer, AuditVerb.LIST, kind, [public_id for each, public_id in things if each == kind], fields=["title"])
    return [
        Called(each, things.get(each.subject), mention.is_reply, mention.read_at)
        for mention, each in zip(kept, told, strict=True)
    ]


def mention_in(viewer: Viewer, comment: uuid.UUID) -> CommentMention:
    """The viewer's own mention in a comment. Raises `Hidden`."""
    found = mentions_of(viewer).select_related("comment").filter(comment__public_id=comment).first()
    if found is None:
        raise Hidden
    return found
