"""Writes a comment on a report, an entity or a case, and calls for the colleagues whom it mentions."""

from __future__ import annotations

import uuid

from django.db import connection, transaction

from manara.foundation.access.abilities import Ability
from manara.foundation.access.reach import again
from manara.foundation.access.refusal import Hidden, Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.draft_comment import forget_draft
from manara.foundation.actions.record import record
from manara.foundation.engine.comment_text import language_of, mentioned, read
from manara.foundation.models import Comment, CommentMention
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.colleagues import mentionable
from manara.foundation.subjects import Named, named


class NotMentionable(ValueError):
    """Someone mentioned may not see this, or there is nobody of this code: which of the two, and who, is not told."""


class TakenBack(ValueError):
    """What the comment is on was taken back, so that nothing is added to it any more."""


def write_comment(
    viewer: Viewer, kind: str, public_id: uuid.UUID, text: str, *, token: uuid.UUID, parent: uuid.UUID | None = None
) -> Comment:
    """Write a comment that whoever may see its subject reads; sent twice with one `token`, it is written once.

    Raises `Refused`, `Hidden` for a subject or parent that is not there for the viewer, `TakenBack`, `NotMentionable`
    (nobody is told then), and what `comment_text.read` raises.
    """
    if not viewer.may(Ability.COMMENT):
        raise Refused(Ability.COMMENT)
    text = read(text)
    form = token
    # What is the same of the same form is sent twice; another text, or one to somebody else, is another comment.
    token = uuid.uuid5(token, f"{parent}\n{text}")
    with transaction.atomic():
        subject, viewer = _held(viewer, kind, public_id)
        if subject.taken_back:
            raise TakenBack
        above = _above(subject, parent)
        called = called_for(viewer, subject.audience, text)
        comment = Comment(
            audience_id=subject.audience,
            subject_kind=kind,
            subject_id=public_id,
            parent=above,
            author_id=viewer.user_id,
            text=text,
            language=language_of(text, viewer.language),
            token=token,
        )
        Comment.objects.bulk_create([comment], ignore_conflicts=True)
        kept = Comment.objects.filter(author_id=viewer.user_id, token=token).first()
        forget_draft(viewer, kind, public_id, token=form)
        if kept is None or (kept.subject_kind, kept.subject_id) != (kind, public_id):
            raise Hidden
        if kept.public_id != comment.public_id:
            return kept  # the same form, sent a second time
        if above is not None and above.author_id != viewer.user_id:
            called.setdefault(above.author_id, True)
        call_for(kept, called)
        record(
            viewer, AuditVerb.CREATE, "comment", [kept.public_id, public_id],
            count=1, fields=["text", *(["mentions"] if called else [])], audience=subject.audience,
        )  # fmt: skip
    return kept


def called_for(viewer: Viewer, audience: int, text: str) -> dict[int, bool]:
    """The people whom a text mentions, each with False for "not as a reply". Raises `NotMentionable` for any one of them."""
    codes = [code for code in mentioned(text) if code != viewer.code.lower()]
    found = mentionable(audience, codes)
    if len(found) < len(codes):
        raise NotMentionable
    return dict.fromkeys((number for number in found.values() if number != viewer.user_id), False)


def call_for(comment: Comment, called: dict[int, bool]) -> None:
    """Let a card wait for each of these people; who was called for by this comment already isn't called again."""
    CommentMention.objects.bulk_create(
        [
            CommentMention(audience_id=comment.audience_id, comment=comment, user_id=user, is_reply=is_reply)
            for user, is_reply in called.items()
        ],
        ignore_conflicts=True,
    )


def hold_audience(audience: int, *, alone: bool) -> None:
    """Until the transaction ends: comments are written in an audience, or (`alone`) are carried out of it; never both."""
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"select {lock}(hashtextextended('manara comments', %s))", [audience])


def _held(viewer: Viewer, kind: str, public_id: uuid.UUID) -> tuple[Named, Viewer]:
    """The subject where it lies now and stays until the comment is written, so that no comment stays behind when it moves."""
    subject = named(viewer, kind, public_id)
    while True:
        audience = subject.audience
        hold_audience(audience, alone=False)
        # It may have moved while this waited, to an audience that did not exist when the viewer entered.
        viewer = again(viewer)
        subject = named(viewer, kind, public_id)
        if subject.audience == audience:
            return subject, viewer


def _above(subject: Named, parent: uuid.UUID | None) -> Comment | None:
    """The comment that a reply stands under: of a reply to a reply, the first of the thread. Raises `Hidden`."""
    if parent is None:
        return None
    rows = Comment.objects.filter(subject_kind=subject.kind, subject_id=subject.public_id).select_related("parent")
    above = rows.filter(public_id=parent).first()
    if above is None:
        raise Hidden
    return above.parent or above
