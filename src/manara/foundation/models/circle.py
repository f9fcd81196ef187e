"""People who may know, for a purpose: an agency, a case, a victim's file, a partner's release."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Why the memberships of a person end whose sign-in an administrator renewed; pages say it in their own language.
RENEWED = "sign-in renewed"


class CircleKind(models.TextChoices):
    AGENCY = "agency", _("Agency")
    CASE = "case", _("Case")
    RESTRICTED = "restricted", _("Restricted")
    RELEASE = "release", _("Release")
    CONTEXT = "context", _("Context, open to every role with content")


class Circle(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=CircleKind)
    agency = models.ForeignKey("foundation.Agency", null=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=160)
    purpose = models.CharField(max_length=240, blank=True)
    opened_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    @property
    def title(self) -> str:
        """The circle's name; in the language now shown for an agency's own circle and for the one of public context."""
        if self.kind == CircleKind.CONTEXT:
            return gettext("Public context")
        return self.agency.name if self.kind == CircleKind.AGENCY and self.agency else self.name

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That a user belongs to a circle, since when and until when; its keeper lets others in and sees who read."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="memberships")
    is_keeper = models.BooleanField(default=False)
    reason = models.CharField(max_length=240, blank=True)
    added_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.CharField(max_length=240, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "user"], condition=models.Q(ended_at=None), name="one_open_membership"
            )
        ]

    @property
    def why_ended(self) -> str:
        """The reason of its end as it was written, and what the node itself wrote in the language now shown."""
        return gettext("sign-in renewed") if self.ended_reason == RENEWED else self.ended_reason

    def __str__(self) -> str:
        return f"{self.circle_id}:{self.user_id}"
