"""The part somebody plays along the crime script: dated, with the evidence for it, given by a person and never by itself."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Script(models.TextChoices):
    """Of which offence's script the role is. The two are told apart everywhere and never added up."""

    SOM = "som", _("Smuggling of migrants")
    TIP = "tip", _("Trafficking in persons")


class RoleKind(models.TextChoices):
    FACT = "fact", _("fact")
    ASSESSMENT = "assessment", _("assessment")


class _OfAnEntity(models.Model):
    """Lies where its entity lies, by a foreign key of the database's own: a report that is taken back takes it along."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    entity = models.ForeignKey("intake.Entity", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    script = models.CharField(max_length=3, choices=Script)
    # A code of the vocabulary's roles.
    role = models.CharField(max_length=24)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Role(_OfAnEntity):
    """Never rewritten: it stands until a `RoleEnded`."""

    stage = models.CharField(max_length=12, blank=True)
    # Partial ISO with precision, such as 2025-03; the role may have changed before and after.
    since = models.CharField(max_length=24, blank=True)
    until = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=10, choices=RoleKind, default=RoleKind.ASSESSMENT)
    # What it rests on: addresses of reports and of ties, each with its kind; and what a suggestion came from, as codes.
    evidence = models.JSONField(default=list)
    grounds = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.entity_id} {self.role}"


class RoleEnded(models.Model):
    """That a role was taken back: it was a mistake, or is no longer held to be so."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    role = models.OneToOneField(Role, on_delete=models.CASCADE, related_name="ended")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reason


class RoleDeclined(_OfAnEntity):
    """That a suggestion was declined: it comes back only when more speaks for it than then."""

    # How strongly it was suggested when it was declined, 0 to 1.
    strength = models.FloatField()

    def __str__(self) -> str:
        return f"{self.entity_id} not {self.role}"


class DeclineUndone(models.Model):
    """That a declining was taken back: the suggestion waits again."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    declined = models.OneToOneField(RoleDeclined, on_delete=models.CASCADE, related_name="undone")
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.declined_id)
