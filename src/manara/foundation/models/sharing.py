"""That a record, as it is, was opened to one more circle: by whom, why and until when."""

from __future__ import annotations

import uuid

from django.db import models


class Sharing(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    object_type = models.CharField(max_length=32)
    object_id = models.UUIDField()
    circle = models.ForeignKey("foundation.Circle", on_delete=models.PROTECT)
    reason = models.CharField(max_length=240)
    shared_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"
