"""How a case ends and begins again: closures, reopenings and merges, each with its reason and none ever rewritten."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    CHARGED = "charged", _("Referred for prosecution")
    JUDGED = "judged", _("Judgment given")
    TRANSFERRED = "transferred", _("Transferred to another authority")
    NO_OFFENCE = "no-offence", _("No offence found")
    UNSOLVED = "unsolved", _("Not enough evidence for now")
    MERGED = "merged", _("Went on in another case")


class CaseClosure(models.Model):
    """That a case was closed with an outcome. A case has one closure of each number, so that of two at once one stands."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="closures")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField()
    # How many tasks were open when it was closed; they were shown to who closed it.
    open_tasks = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="case_closed_once_a_time")]

    def __str__(self) -> str:
        return self.reason


class CaseReopening(models.Model):
    """That a closed case was opened again, and why."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    closure = models.OneToOneField(CaseClosure, on_delete=models.PROTECT, related_name="reopening")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="reopenings")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reason


class CaseMerge(models.Model):
    """That a case went into another: its people and records followed, and both kept what had happened in them."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="merged")
    reason = models.CharField(max_length=500)
    members = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reason
