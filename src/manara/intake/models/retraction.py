"""That a report was taken back, by whom and why; its statements went with it, and come back if the retraction is undone."""

from __future__ import annotations

import uuid

from django.db import models


class Retraction(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    report = models.ForeignKey("intake.Report", on_delete=models.CASCADE, related_name="retractions")
    reason = models.CharField(max_length=500)
    retracted_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    retracted_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.report_id}: {self.reason}"
