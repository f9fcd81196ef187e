"""What was decided in a case, on which grounds and by which law; and which element of an offence is supported by what."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """A decision is never rewritten: a further one corrects it, and both stay."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="decisions")
    ruling = models.CharField(max_length=500)
    grounds = models.TextField()
    law = models.CharField(max_length=240, blank=True)
    decided_on = models.DateField()
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.ruling


class Element(models.TextChoices):
    """The elements of the offences, as the protocols name them; a border crossing is none of them."""

    TIP_ACT = "tip-act", _("Act: recruitment, transport, transfer, harbouring or receipt")
    TIP_MEANS = "tip-means", _("Means: force, coercion, fraud, abuse of power or of vulnerability (not needed for a child)")
    TIP_PURPOSE = "tip-purpose", _("Purpose: exploitation")
    SOM_ENTRY = "som-entry", _("Procuring illegal entry or stay")
    SOM_BENEFIT = "som-benefit", _("Financial or other material benefit")
    SLAVERY_POWER = "slavery-power", _("Powers of ownership over a person, or descent-based slavery")


class ElementNote(models.Model):
    """That something in the case supports an element of an offence. It supports inquiry; a court decides."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="elements")
    element = models.CharField(max_length=16, choices=Element)
    note = models.TextField()
    subject_kind = models.CharField(max_length=16, blank=True)
    subject_id = models.UUIDField(null=True)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.element}: {self.note}"
