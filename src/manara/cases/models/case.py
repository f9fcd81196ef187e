"""A case: a circle of people with a number, an offence family, a lead and a state; who opened it and why, who led it when."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Family(models.TextChoices):
    """What is investigated. The families are counted apart and never added up: they are different offences."""

    TIP = "tip", _("Trafficking in persons")
    SOM = "som", _("Smuggling of migrants")
    SLAVERY = "slavery", _("Slavery")
    MIXED = "mixed", _("Several offences")


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a case", "open")
    CLOSED = "closed", pgettext_lazy("state of a case", "closed")
    MERGED = "merged", pgettext_lazy("state of a case", "merged")


class Case(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Its circle alone, and after a merge the circle of the case into which it went.
    audience_id = models.BigIntegerField()
    circle = models.OneToOneField("foundation.Circle", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("foundation.Agency", on_delete=models.PROTECT, related_name="+")
    # Not unique: whether a number is taken by a case that one can't see is nobody's to learn.
    number = models.CharField(max_length=40)
    number_key = models.CharField(max_length=200)
    title = models.CharField(max_length=160)
    title_key = models.CharField(max_length=200)
    family = models.CharField(max_length=8, choices=Family)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    lead = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["audience_id", "-changed_at", "-id"], name="case_latest")]

    @property
    def is_open(self) -> bool:
        """Whether work goes on in it."""
        return self.state == State.OPEN

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class CaseOpening(models.Model):
    """That a case was opened: by whom, when, for which offence family and why."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    family = models.CharField(max_length=8, choices=Family)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reason


class LeadChange(models.Model):
    """That the lead was passed on (or nobody has it any more), by whom and why."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="leads")
    lead = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reason
