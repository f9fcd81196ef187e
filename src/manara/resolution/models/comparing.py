"""How far a person's comparison has come: everything that he sees up to this entity was compared with what he sees."""

from __future__ import annotations

import uuid

from django.db import models


class Comparing(models.Model):
    """One a person, and only his own: it tells how much there is to see."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField("foundation.User", on_delete=models.CASCADE, related_name="+")
    last_entity = models.BigIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    job = models.ForeignKey("foundation.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.user_id} to {self.last_entity}"
