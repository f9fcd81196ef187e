"""A link, good once and for some days, by which a person opens the account that an administrator prepared."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from manara.foundation.models.user import Role


class Invitation(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Only a digest is kept: whoever reads the table can't open an account with it.
    token_digest = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=24)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey("foundation.Agency", on_delete=models.PROTECT)
    roles = ArrayField(models.CharField(max_length=24, choices=Role))
    invited_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    # Set when the invitation renews the sign-in of an account that exists (a lost phone, a forgotten password).
    renews = models.ForeignKey("foundation.User", null=True, on_delete=models.CASCADE, related_name="+")

    @property
    def is_open(self) -> bool:
        """Whether the link still opens an account."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    def __str__(self) -> str:
        return self.code
