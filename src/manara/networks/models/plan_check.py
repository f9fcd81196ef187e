"""Before a plan holds: who may come to harm by it, what is done first, who is told; signed by a second person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manara.networks.models.noted import Noted
from manara.networks.models.plan import Order, Plan


class ProtectionTold(models.TextChoices):
    """Whether those who protect people were told; nothing tells them by itself."""

    TOLD = "told", _("It was told")
    LATER = "later", _("Not yet")
    NOBODY = "nobody", _("Not needed: every danger was ruled out")


class HarmCheck(Noted):
    """What was considered of the people at risk before one order of a plan; a further check takes its place, both stay."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="checks")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    # Code of a danger → "yes", "no" or "unknown", each answered.
    dangers = models.JSONField()
    at_risk = models.TextField(blank=True)
    first = models.TextField()
    told = models.TextField()
    # Whether the protection service was told, by whom and when; checks of old were not asked, and no signature of them holds.
    protection = models.CharField(max_length=6, choices=ProtectionTold, blank=True, default="")
    protection_by = models.CharField(max_length=300, blank=True, default="")
    protection_on = models.DateField(null=True)

    class Meta:
        # That "not needed" agrees with the answers is a constraint of the database's own (migration 0011).
        constraints = [
            models.CheckConstraint(
                condition=Q(protection__in=("", "later", "nobody"))
                | (Q(protection="told", protection_on__isnull=False) & ~Q(protection_by="")),
                name="protection_told_by_whom_and_when",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.plan_id} {self.at}"


class Signature(Noted):
    """A second person's word on a harm check. The database refuses the one who wrote it and the one who made the plan.

    `written_by`, `planned_by` and `protection` are held to the check and the plan by keys of the database's own (the migration
    of walls, and 0011).
    """

    harm_check = models.OneToOneField(HarmCheck, on_delete=models.PROTECT, related_name="signature")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    planned_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    protection = models.CharField(max_length=6, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("written_by")) & ~Q(by=F("planned_by")), name="signed_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(agrees=False) | Q(protection__in=("", "told", "nobody")),
                name="signed_once_protection_was_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.harm_check_id} {self.agrees}"


class SignatureWithdrawn(Noted):
    """That a signature was taken back, by whom and why: the plan is a draft again."""

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="withdrawn")
    reason = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.reason
