"""A person, phone, boat or other thing as one report names it, and the keys under which a search finds it."""

from __future__ import annotations

import uuid

from django.db import models


class Entity(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    schema = models.CharField(max_length=32)
    report = models.ForeignKey("intake.Report", on_delete=models.CASCADE, related_name="entities")
    caption = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=200)
    # Equal for things that an identifier defines (the same number is the same phone); empty for persons, who need a judgement.
    identity_key = models.CharField(max_length=64, blank=True)
    # The id under which the partner's own package knows it, so that its lines can refer to each other.
    origin_key = models.CharField(max_length=255, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["report", "origin_key"], name="entity_by_origin", condition=~models.Q(origin_key="")
            ),
            models.Index(
                fields=["identity_key"], name="entity_by_identity", condition=~models.Q(identity_key="")
            ),
        ]

    def __str__(self) -> str:
        return self.caption


class MatchKey(models.Model):
    """One search key of one entity; equality on it is all that a search under row-level security needs."""

    key = models.CharField(max_length=64)
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="match_keys")
    audience_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.key
