"""A chart that somebody kept: what stood where, with groups and notes, for those of its circle; every keeping is a version."""

from __future__ import annotations

import uuid

from django.db import models


class SavedChart(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    owner = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    latest = models.PositiveIntegerField(default=0)
    things = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    # Put away by its owner: it is in no list any more, and its owner can take it out again.
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-saved_at"], name="chart_of_owner")]


class ChartVersion(models.Model):
    """One keeping of a chart. `state` holds addresses and places, never ties or names: those are read anew by each viewer."""

    chart = models.ForeignKey(SavedChart, on_delete=models.CASCADE, related_name="versions")
    audience_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    state = models.JSONField()
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    saved_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chart", "number"], name="chart_version_once")]
