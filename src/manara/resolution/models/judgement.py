"""That somebody, or a published rule, judged two source entities to be the same, different, or left it open."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from manara.resolution.models.pair import Pair


class Verdict(models.TextChoices):
    SAME = "same", _("the same")
    DIFFERENT = "different", _("different")
    UNSURE = "unsure", _("unsure")


class Judgement(Pair):
    """Never rewritten: it stands until an `Undoing` of it; then the pair may be judged again under the next number."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The how-manieth of this pair. Of two who judge at once one takes the number, and the other is told.
    number = models.PositiveIntegerField(default=1)
    verdict = models.CharField(max_length=9, choices=Verdict)
    # Exactly one of the two judged.
    by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey("resolution.Rule", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    # What the comparison came to when it was judged: evidence in bits, and the pieces as code, bits and numbers.
    bits = models.FloatField()
    evidence = models.JSONField(default=list)
    # A digest of what was known of both then: where it differs now, the judgement is to be looked at again.
    known = models.CharField(max_length=32, blank=True)
    # Where the rule in force asks for it, it makes nothing one until a second person agrees.
    needs_second = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other", "number"], name="judgement_once_a_number"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="judgement_in_order"),
            models.CheckConstraint(
                condition=models.Q(by__isnull=True) ^ models.Q(rule__isnull=True), name="judgement_by_person_or_rule"
            ),
        ]

    @property
    def lying(self) -> list[tuple[int, uuid.UUID]]:
        """What the keepers of either audience may know of it: its own address, and that of the side that lies there."""
        sides = ((self.audience_id, self.one), (self.other_audience_id, self.other))
        return [each for audience, side in sides for each in ((audience, self.public_id), (audience, side.public_id))]

    def __str__(self) -> str:
        return f"{self.one_id} {self.verdict} {self.other_id}"
