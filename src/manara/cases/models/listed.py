"""An entity that a member put on a case's list, with the reason; beside those that the case's reports name."""

from __future__ import annotations

import uuid

from django.db import models


class ListedEntity(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="listed")
    # By its public id and not joined: it may lie where another member of the case does not see it, and then isn't shown.
    entity = models.UUIDField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "entity"], condition=models.Q(ended_at=None), name="entity_once_on_a_list"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.entity}"
