"""What an owner learns of a match that nobody may see whole: the authority's rule, and each notice that followed from it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tells(models.TextChoices):
    NOBODY = "nobody", _("Neither owner is told")
    EARLIER = "earlier", _("The owner who reported first is told")
    LATER = "later", _("The owner who reported later is told")
    BOTH = "both", _("Both owners are told")


class DeconflictionRule(models.Model):
    """One version; the newest is in force. Before the first, neither side is told anything."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(unique=True)
    tells = models.CharField(max_length=8, choices=Tells, default=Tells.NOBODY)
    # Whether the notice names the other agency, or only says whom to ask: the authority.
    names_agency = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"deconfliction {self.version}"


class DeconflictionNotice(models.Model):
    """That the owner of this entity was told that another circle knows the same identifier; never which entity it is."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    entity = models.ForeignKey("intake.Entity", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    # Which kind of identifier, such as "p1" for a phone; and whose circle, where the rule names it.
    kind = models.CharField(max_length=2)
    agency = models.ForeignKey("foundation.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(DeconflictionRule, on_delete=models.PROTECT, related_name="+")
    # The same match once: a digest of both sides, which tells nothing of either.
    match = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entity", "match"], name="notice_once_a_match")]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.kind}"
