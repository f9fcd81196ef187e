"""The published rule of who is who: whether it may judge alone and from where, and when a second person must agree."""

from __future__ import annotations

import uuid

from django.db import models


class Rule(models.Model):
    """One version. The newest is in force; before the first, nothing is judged alone and one person is enough."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(unique=True)
    # Off unless the authority says otherwise.
    judges = models.BooleanField(default=False)
    # Probability from which it judges alone, and below which a person's "the same" needs a second person.
    threshold = models.FloatField()
    second_below = models.FloatField(default=0.0)
    reason = models.CharField(max_length=500)
    published_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    @property
    def percent(self) -> str:
        """The threshold in percent, without idle zeros."""
        return f"{100 * self.threshold:.4f}".rstrip("0").rstrip(".")

    @property
    def second_percent(self) -> str:
        """Below which a second person must agree, in percent."""
        return f"{100 * self.second_below:.2f}".rstrip("0").rstrip(".")

    def __str__(self) -> str:
        return f"rule {self.version}"
