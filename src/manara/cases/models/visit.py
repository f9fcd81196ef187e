"""When a person last looked into a case, so that it can tell him what is new: his own row, which nobody else sees."""

from __future__ import annotations

from django.db import models


class CaseVisit(models.Model):
    # No audience: the row tells a person's own looking and nothing of the case, and only he himself sees it.
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="+")
    last_at = models.DateTimeField()
    # Since when things are new to him: the visit before this one. Looking twice within half an hour is one visit.
    new_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="one_visit_a_person")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.user_id}"
