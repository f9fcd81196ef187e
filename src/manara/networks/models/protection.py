"""That somebody marked a person as protected: with the ground, the reason and by whom; its end is a row of its own."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why a person can be nobody's target."""

    VICTIM = "victim", _("Victim or presumed victim")
    MINOR = "minor", _("Minor, or may be one")
    WITNESS = "witness", _("Witness")
    PASSENGER = "passenger", _("Passenger or migrant")
    FAMILY = "family", _("Family, or somebody who paid for another")
    RESCUER = "rescuer", _("Rescuer or humanitarian worker")
    LAWYER = "lawyer", _("Lawyer")
    OTHER = "other", _("Another ground, as the reason says")


class Protection(models.Model):
    """Never rewritten. It is read in the circle for which it was made, and holds for everybody."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    entity = models.ForeignKey("intake.Entity", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    ground = models.CharField(max_length=9, choices=Ground)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.entity_id} {self.ground}"


class ProtectionEnded(models.Model):
    """That a mark was taken off again, by whom and why; what else protects the person goes on."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    protection = models.OneToOneField(Protection, on_delete=models.CASCADE, related_name="ended")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reason
