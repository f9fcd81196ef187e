"""That a comparison found two source entities worth a person's look: a suspicion with its evidence, never a finding."""

from __future__ import annotations

import uuid

from django.db import models

from manara.resolution.models.pair import Pair


class Suggestion(Pair):
    """Weighed anew whenever more is said; gone from the queue as long as a judgement of its pair stands."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bits = models.FloatField()
    probability = models.FloatField()
    # What a decision is worth: the doubt that it ends, and how much hangs on it.
    worth = models.FloatField()
    # Of what the two are: both of one kind, so that a person keeps to it.
    schema = models.CharField(max_length=32, blank=True)
    evidence = models.JSONField(default=list)
    known = models.CharField(max_length=32, blank=True)
    weighed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="suggestion_once_a_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="suggestion_in_order"),
        ]
        indexes = [
            models.Index(fields=["audience_id", "-worth", "-id"], name="suggestion_by_worth"),
            models.Index(fields=["audience_id", "schema", "-worth", "-id"], name="suggestion_by_kind"),
            models.Index(fields=["other"], name="suggestion_of_other"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ? {self.other_id}"
