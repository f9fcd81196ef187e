"""Whom a plan, a ranking or a lookout names, and the database's own word on who may be named: no protected person, ever."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    PLAN = "plan", _("Plan")
    RANKING = "ranking", _("Ranking")
    LOOKOUT = "lookout", _("Lookout")


class Standing(models.Model):
    """Whether one entity may be named, across all walls and identities. Written by the database alone, read by nobody."""

    entity = models.OneToOneField(
        "intake.Entity", primary_key=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    protected = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entity", "protected"], name="standing_as_it_is")]

    def __str__(self) -> str:
        return str(self.entity_id)


class TargetList(models.Model):
    """The head of a plan, a ranking or a lookout: what it is for, whose it is."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    purpose = models.CharField(max_length=8, choices=Purpose)
    title = models.CharField(max_length=200)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class Target(models.Model):
    """One place of a list. A foreign key of the database's own (migration 0004) holds its person to `Standing`: not protected.

    Whoever becomes protected is taken out in the same transaction: the place stays, empty, and says when. No other column
    of this row, and none of a row that refers to it, may name the person.
    """

    audience_id = models.BigIntegerField()
    targets = models.ForeignKey(TargetList, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveIntegerField()
    entity = models.ForeignKey(
        "intake.Entity", null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    protected = models.BooleanField(default=False, editable=False)
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["targets", "position"], name="target_once_a_place"),
            models.UniqueConstraint(fields=["targets", "entity"], name="target_once_a_list"),
            models.CheckConstraint(condition=models.Q(protected=False), name="target_not_protected"),
            models.CheckConstraint(
                condition=models.Q(entity__isnull=True) ^ models.Q(taken_out_at__isnull=True), name="target_or_taken_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.targets_id} {self.position}"
