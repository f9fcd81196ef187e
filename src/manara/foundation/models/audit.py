"""Who did or read what, when and for what purpose: written in the same transaction, sealed into a log nobody can rewrite."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditVerb(models.TextChoices):
    READ = "read", _("read")
    LIST = "list", _("listed")
    SEARCH = "search", _("searched")
    CREATE = "create", _("created")
    CHANGE = "change", _("changed")
    RETRACT = "retract", _("retracted")
    RESTORE = "restore", _("restored")
    SHARE = "share", _("shared")
    RELEASE = "release", _("released")
    IMPORT = "import", _("imported")
    EXPORT = "export", _("exported")
    DOWNLOAD = "download", _("downloaded")
    SIGN_IN = "sign-in", _("signed in")
    SIGN_OUT = "sign-out", _("signed out")
    REFUSED = "refused", _("was refused")
    ADMINISTER = "administer", _("administered")


class AuditEvent(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    actor_code = models.CharField(max_length=24, blank=True)
    verb = models.CharField(max_length=12, choices=AuditVerb)
    object_type = models.CharField(max_length=32)
    object_ids = ArrayField(models.UUIDField(), default=list)
    object_count = models.PositiveIntegerField(default=0)
    fields = ArrayField(models.CharField(max_length=64), default=list)
    purpose = models.CharField(max_length=240, blank=True)
    request_id = models.UUIDField(null=True)
    # The way it was asked: the token of the programme that asked in the actor's name; None for a person at a page.
    token = models.UUIDField(null=True)
    # The audience of what was touched: its keepers may see who read it.
    audience_id = models.BigIntegerField(null=True)
    # What a plain log must not hold (the words of a search): opened by an auditor with a reason, which is an event too.
    sealed_detail = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"{self.actor_code} {self.verb} {self.object_type}"


class AuditSeal(models.Model):
    """A signed tree head (RFC 9162) over all events up to `size`: later rewriting of any of them shows."""

    size = models.BigIntegerField(unique=True)
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    # The batch's leaf numbers in their order: sequence is what was sealed, not what the database counted.
    events = ArrayField(models.BigIntegerField())
    # Each event's leaf hash, 32 bytes in the order of `events`: a changed event can be named, not only its batch.
    leaves = models.BinaryField(default=bytes)
    # The log's compact range at `size`: the next batch is appended without reading what is sealed.
    frontier = models.BinaryField(default=bytes)
    sealed_at = models.DateTimeField(default=timezone.now)
    # Which node signed: the fingerprint of its public key.
    node = models.CharField(max_length=32, blank=True)
    signature = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return str(self.size)
