"""A secret by which a programme reads what its holder may read: narrowed, dated, for a purpose, and ended at once."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

LONGEST_DAYS = 365


class AccessToken(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    # What its reads are for, unless a request says so itself.
    purpose = models.CharField(max_length=240, blank=True)
    # The secret under the node's key; the secret itself is shown once and kept nowhere.
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=16)
    abilities = ArrayField(models.CharField(max_length=24), default=list)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    revoke_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__lte=models.F("made_at") + timedelta(days=LONGEST_DAYS)),
                name="token_ends_within_a_year",
            )
        ]

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether a programme can still read with it, as far as the token itself goes."""
        return self.revoked_at is None and not self.is_over

    @property
    def dialog(self) -> str:
        """The name of the question on a page whether to revoke it."""
        return f"revoke-{self.public_id}"

    def __str__(self) -> str:
        return self.prefix
