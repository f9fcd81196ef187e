"""That a judgement was undone, by whom and why: alone, however many were made since."""

from __future__ import annotations

import uuid

from django.db import models


class Undoing(models.Model):
    """Seen by whoever sees the judgement; its audiences follow it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    other_audience_id = models.BigIntegerField()
    judgement = models.OneToOneField("resolution.Judgement", on_delete=models.PROTECT, related_name="undoing")
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reason
