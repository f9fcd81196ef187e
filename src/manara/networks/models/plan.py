"""A plan for dismantling a network: its question, whom one can reach, what was worked out; who made it and when."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from manara.networks.models.noted import Noted


class Plan(Noted):
    """What is asked of a network. A changed question is a plan of its own, so that both can be laid side by side."""

    title = models.CharField(max_length=200)
    # As `engine.lab.question` writes it: which network, what is aimed at, with what means. It names no person.
    question = models.JSONField()
    grew_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class PlanMove(Noted):
    """That a plan was put away, or taken out again."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="moves")
    away = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.plan_id} {self.away}"


class Evidence(models.TextChoices):
    STRONG = "strong", _("would stand in court")
    SOME = "some", _("some, not enough yet")
    WEAK = "weak", _("little or none")


class Where(models.TextChoices):
    HERE = "here", _("in our jurisdiction")
    PARTNER = "partner", _("a partner state must act")
    NOWHERE = "nowhere", _("out of reach")


class Feasibility(Noted):
    """One estimate of whom one can reach at what cost; the newest of a plan holds. Its persons are the places of a list."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="estimates")
    targets = models.OneToOneField("networks.TargetList", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.plan_id} {self.at}"


class Reach(models.Model):
    """What it takes to reach the person of one place; no word of it names him, so that an emptied place leaves nothing."""

    audience_id = models.BigIntegerField()
    feasibility = models.ForeignKey(Feasibility, on_delete=models.CASCADE, related_name="reaches")
    place = models.OneToOneField(
        "networks.Target", on_delete=models.DO_NOTHING, related_name="reach", db_constraint=False
    )
    evidence = models.CharField(max_length=6, choices=Evidence)
    where = models.CharField(max_length=7, choices=Where)
    # Of work, with evidence that would stand and in one's own jurisdiction.
    days = models.PositiveIntegerField()
    # In which turn he is to be reached, before whoever has none; empty where the order is free.
    turn = models.PositiveSmallIntegerField(null=True)
    # From which wave on he can be reached, counted from where the plan stands; empty from the first.
    not_before = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.evidence} {self.where} {self.days}"


class Calculation(Noted):
    """One working out of a plan, a part at a time; it goes on being filled by its job, and may be stopped with what it has."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="calculations")
    feasibility = models.ForeignKey(Feasibility, null=True, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey("foundation.Job", null=True, on_delete=models.PROTECT, related_name="+")
    # How many real steps had been taken, and what the network is like by numbers alone.
    after = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.at}"


class OrderKind(models.TextChoices):
    MAIN = "main", _("The order")
    WITHOUT = "without", _("If one cannot be reached")
    WORTH = "worth", _("What to find out first")
    FREE = "free", _("The order without the turns that were given")
    GROWTH = "growth", _("Who may take the places")


class Order(models.Model):
    """Persons in an order, as places of a list, with what is told of each place by numbers alone; the newest main one holds."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    calculation = models.ForeignKey(Calculation, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=7, choices=OrderKind)
    # Of the main order, the place of the one who can't be reached.
    instead_of = models.PositiveIntegerField(null=True)
    targets = models.OneToOneField("networks.TargetList", on_delete=models.PROTECT, related_name="+")
    told = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.calculation_id} {self.kind}"
