"""Work that goes on after the page has answered, with its progress; the queue only works it off, this row is the truth."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Job(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=32)
    subject = models.UUIDField()
    audience_id = models.BigIntegerField()
    asked_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=240, blank=True)
    language = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=8, choices=JobState, default=JobState.WAITING)
    stop_asked = models.BooleanField(default=False)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    # Where this run began, so that rate and time left are of this run and not of the ones before a stop.
    started_from = models.BigIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True)

    @property
    def heard_at(self) -> datetime:
        """When it last gave a sign: a batch kept, a worker that began, or a person who asked."""
        return max(each for each in (self.asked_at, self.started_at, self.beat_at) if each)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
