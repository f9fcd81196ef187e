"""That an account is closed for now: by whom, why, since when, and who opened it again for what reason."""

from __future__ import annotations

from django.db import models


class Suspension(models.Model):
    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField(max_length=240)
    suspended_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    suspended_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(ended_at=None), name="one_open_suspension")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.suspended_at:%Y-%m-%d}"
