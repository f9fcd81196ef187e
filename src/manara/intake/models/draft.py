"""A report being written: every save is a version of its own, so that two people at one draft lose nothing."""

from __future__ import annotations

import uuid

from django.db import models


class Draft(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    author = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField(max_length=300, blank=True)
    latest = models.PositiveIntegerField(default=0)
    # Set when the draft became a report: a second click finds it there and makes no second one.
    report = models.OneToOneField("intake.Report", null=True, on_delete=models.SET_NULL, related_name="+")
    discarded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title or str(self.public_id)


class DraftVersion(models.Model):
    """One save: what the form held, who saved it, and on which version it was based."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    audience_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField(default=0)
    payload = models.JSONField()
    saved_by = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_version_once")]

    def __str__(self) -> str:
        return f"{self.draft_id}/{self.number}"
