"""A new, sanitised report made of another for people who may not see that one; it keeps its origin's handling code."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Release(models.Model):
    """Seen by those who see the origin; those who got the release see only the released report."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    origin = models.ForeignKey("intake.Report", on_delete=models.PROTECT, related_name="releases")
    # Lies in another audience, so it is named by its public id and not joined.
    released = models.UUIDField()
    circle = models.ForeignKey("foundation.Circle", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    # What the released report says: it lies where its maker may not see it, and he answers for it.
    content = models.JSONField(default=dict)
    withheld = ArrayField(models.CharField(max_length=64), default=list)
    released_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.released)


class ReleasedEntity(models.Model):
    """Of whom in the origin an entity of the released report is a copy: what protects the one protects the other.

    Seen by those who see the origin, as its release is; whoever got the copy is not told of it.
    """

    audience_id = models.BigIntegerField()
    original = models.ForeignKey("intake.Entity", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    copy = models.ForeignKey("intake.Entity", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["original", "copy"], name="copied_once")]

    def __str__(self) -> str:
        return f"{self.original_id} {self.copy_id}"
