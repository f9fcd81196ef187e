"""Corrects a comment by a new version of it, or withdraws it; what was written before stays in its history."""

from __future__ import annotations

from django.db import transaction

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Hidden, Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.actions.write_comment import call_for, called_for, hold_audience
from manara.foundation.engine.comment_text import language_of, read
from manara.foundation.models import Comment, CommentCorrection, CommentWithdrawal
from manara.foundation.models.audit import AuditVerb


class CorrectedMeanwhile(ValueError):
    """There is a newer version than the one that was corrected: nothing is written over it unseen."""


def correct_comment(viewer: Viewer, comment: Comment, text: str, *, number: int) -> CommentCorrection | None:
    """Write version `number` of one's own comment; None where it says the same. Who is newly mentioned is called for.

    Raises `Refused`, `Hidden` for another's comment or a withdrawn one, `CorrectedMeanwhile`, `NotMentionable`, and what
    `comment_text.read` raises.
    """
    text = read(text)
    with transaction.atomic():
        held = _own(viewer, comment)
        latest = CommentCorrection.objects.filter(comment=held).order_by("-number").first()
        if number != (latest.number if latest else 1) + 1:
            raise CorrectedMeanwhile
        if text == (latest.text if latest else held.text):
            return None
        called = called_for(viewer, held.audience_id, text)
        correction = CommentCorrection.objects.create(
            audience_id=held.audience_id,
            comment=held,
            number=number,
            text=text,
            language=language_of(text, viewer.language),
            corrected_by_id=viewer.user_id,
        )
        call_for(held, called)
        record(viewer, AuditVerb.CHANGE, "comment", [held.public_id], fields=["text"], audience=held.audience_id)
    return correction


def withdraw_comment(viewer: Viewer, comment: Comment, *, reason: str) -> CommentWithdrawal:
    """Take one's own comment back: it is shown as withdrawn, with the reason, and nothing of what it said.

    Raises `Refused`, `Hidden` for another's comment or one that is withdrawn already.
    """
    with transaction.atomic():
        held = _own(viewer, comment)
        withdrawal = CommentWithdrawal.objects.create(
            audience_id=held.audience_id, comment=held, reason=reason[:240], withdrawn_by_id=viewer.user_id
        )
        record(viewer, AuditVerb.RETRACT, "comment", [held.public_id], audience=held.audience_id)
    return withdrawal


def _own(viewer: Viewer, comment: Comment) -> Comment:
    if not viewer.may(Ability.COMMENT):
        raise Refused(Ability.COMMENT)
    # Of two corrections at once, or of one and the move of what it is on, the second begins where the first ended.
    hold_audience(comment.audience_id, alone=False)
    held = Comment.objects.select_for_update().filter(pk=comment.pk, author_id=viewer.user_id).first()
    if held is None or CommentWithdrawal.objects.filter(comment=held).exists():
        raise Hidden
    return held
