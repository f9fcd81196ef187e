"""Where a report comes from: a reference that everyone may read, and the identity behind it, sealed apart."""

from __future__ import annotations

import uuid

from django.db import models


class Source(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    agency = models.ForeignKey("foundation.Agency", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference", "audience_id"], name="source_reference_once"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class SourceIdentity(models.Model):
    """Who the source is, under a key of its own and for its handlers' circle only; destroying the key forgets him."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="identity")
    audience_id = models.BigIntegerField()
    sealed = models.BinaryField()
    key = models.ForeignKey("foundation.SealedKey", on_delete=models.PROTECT, related_name="+")
    sealed_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.source_id)
