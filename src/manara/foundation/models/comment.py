"""What colleagues write to each other about a report, an entity or a case; never rewritten: corrected anew, or withdrawn."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Comment(models.Model):
    """One comment as it was first written; `audience_id` is its subject's and moves with it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=32)
    subject_id = models.UUIDField()
    # A reply stands under a comment, never under another reply.
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    author = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=3, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    # Of the form that it was sent with: sent twice, it is one comment.
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "token"], name="comment_sent_once")]
        indexes = [models.Index(fields=["subject_id", "subject_kind", "id"], name="comments_of_subject")]

    def __str__(self) -> str:
        return str(self.public_id)


class CommentDraft(models.Model):
    """What somebody is writing about a thing and has not sent: nobody but him sees it, and there is one a thing."""

    user = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=32)
    subject_id = models.UUIDField()
    # The comment that it answers.
    parent = models.UUIDField(null=True)
    text = models.TextField()
    # The form from which a comment was sent: what that form still saves on its way comes too late.
    sent = models.UUIDField(null=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "subject_kind", "subject_id"], name="one_comment_draft_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"


class CommentCorrection(models.Model):
    """A later version of a comment, by its author; the first one is number 2, since the comment itself is number 1."""

    audience_id = models.BigIntegerField()
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=3, blank=True)
    corrected_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="one_correction_a_number")]

    def __str__(self) -> str:
        return f"{self.comment_id}:{self.number}"


class CommentWithdrawal(models.Model):
    """That the author of a comment took it back, and why."""

    audience_id = models.BigIntegerField()
    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=240)
    withdrawn_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.comment_id)


class CommentMention(models.Model):
    """That a comment calls for a colleague, by his code or as a reply to his own, and when he read that it does."""

    audience_id = models.BigIntegerField()
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    user = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    is_reply = models.BooleanField(default=False)
    mentioned_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mentioned_once_a_comment")]
        indexes = [
            models.Index(fields=["user", "-id"], condition=models.Q(read_at=None), name="mentions_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}:{self.user_id}"
