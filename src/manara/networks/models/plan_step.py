"""What was really done of a plan: each step with its outcome and what became known; from there the plan is made anew."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manara.networks.models.noted import Noted
from manara.networks.models.plan import Order, Plan


class Outcome(models.TextChoices):
    REACHED = "reached", _("reached")
    NOT_REACHED = "not", _("not reached")


class RealStep(Noted):
    """That the person of one place was reached or not, on a day; a mistaken step is taken back and stays readable."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="steps")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    # Empty where the person was erased: that a step was taken stays.
    place = models.ForeignKey(
        "networks.Target", null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    outcome = models.CharField(max_length=7, choices=Outcome)
    happened_on = models.DateField()
    known = models.TextField(blank=True)
    # The form with which it was sent, made with the page: sent twice it enters one step. Steps of old have none.
    entry = models.UUIDField(null=True, unique=True, editable=False)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.outcome}"


class Finding(models.Model):
    """That a tie in doubt is known now: it is there, or it is not. Both ends are places of the list of what to find out."""

    audience_id = models.BigIntegerField()
    step = models.ForeignKey(RealStep, on_delete=models.CASCADE, related_name="findings")
    one = models.ForeignKey("networks.Target", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    other = models.ForeignKey("networks.Target", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    there = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id} {self.there}"


class RealStepTakenBack(Noted):
    """That a step was entered by mistake, by whom and why."""

    step = models.OneToOneField(RealStep, on_delete=models.PROTECT, related_name="taken_back")
    reason = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.reason
