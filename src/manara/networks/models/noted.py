"""What every row of a plan has: a circle in which it lies, who wrote it and when."""

from __future__ import annotations

import uuid

from django.db import models


class Noted(models.Model):
    """Lies in its plan's circle, is by somebody, and is never rewritten."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
