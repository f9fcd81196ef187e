"""A place that no gazetteer has: a beach, a yard, a crossing; named and located by who knows it, as far as he does."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    EXACT = "exact", _("exact, as measured on the spot")
    NEAR = "near", _("within a kilometre or so")
    AREA = "area", _("somewhere in the area")
    UNKNOWN = "unknown", _("not known where")


class AddedPlace(models.Model):
    """Seen by those whose circles its audience holds; without coordinates it can be named in a report, not drawn."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    name = models.CharField(max_length=300)
    variants = ArrayField(models.CharField(max_length=300), default=list)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    precision = models.CharField(max_length=7, choices=Precision, default=Precision.UNKNOWN)
    reason = models.CharField(max_length=500)
    # The keys under which its names are found; few places are added, so they are compared one by one.
    keys = ArrayField(models.CharField(max_length=64), default=list)
    sort_key = models.CharField(max_length=200)
    added_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="place_on_earth_or_nowhere",
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)
