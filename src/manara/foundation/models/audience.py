"""A set of circles, stored once; every record with content carries the number of one, and row-level security compares it."""

from __future__ import annotations

from django.db import models

# The audience without circles. A retracted record moves here: no query of anybody can see it.
NOBODY = 0


class Audience(models.Model):
    # Hash of the sorted circle numbers: the same set is the same audience, and the row itself names no circle.
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return str(self.pk)


class AudienceCircle(models.Model):
    audience = models.ForeignKey(Audience, on_delete=models.CASCADE)
    circle = models.ForeignKey("foundation.Circle", on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "audience"], name="circle_once_an_audience")]

    def __str__(self) -> str:
        return f"{self.audience_id}:{self.circle_id}"
