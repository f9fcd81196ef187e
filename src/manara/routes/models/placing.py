"""That a place's name as reports write it means this place: said by a person where the gazetteer knows several or none."""

from __future__ import annotations

import uuid

from django.db import models


class Placing(models.Model):
    """Holds for all reports that its readers see and that write the place so; undone it holds for none."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    text = models.CharField(max_length=300)
    # The text without case, accents and signs: the same name on the next report.
    text_key = models.CharField(max_length=200)
    place_key = models.CharField(max_length=60)
    placed_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["text_key"], name="placing_by_text")]

    def __str__(self) -> str:
        return str(self.public_id)
