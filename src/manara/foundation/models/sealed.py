"""Data keys, wrapped by the node's key, and files sealed under them: to destroy the key is to erase the content."""

from __future__ import annotations

import uuid

from django.db import models


class SealedKey(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    purpose = models.CharField(max_length=32)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.public_id}"


class SealedFile(models.Model):
    """A file's sealed bytes, stored once per content and audience; its address is a keyed hash, so it confirms nothing."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    address = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    key = models.ForeignKey(SealedKey, on_delete=models.PROTECT)
    stored_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience_id", "address"], name="content_once_an_audience")
        ]

    def __str__(self) -> str:
        return self.address
