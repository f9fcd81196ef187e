"""That a second person agreed with a judgement, or did not."""

from __future__ import annotations

import uuid

from django.db import models


class SecondOpinion(models.Model):
    """Seen by whoever sees the judgement; one a person, and never of the person who judged."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    other_audience_id = models.BigIntegerField()
    judgement = models.ForeignKey("resolution.Judgement", on_delete=models.PROTECT, related_name="opinions")
    agrees = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["judgement", "by"], name="opinion_once_a_person")]

    def __str__(self) -> str:
        return f"{self.judgement_id} {'agrees' if self.agrees else 'does not agree'}"
