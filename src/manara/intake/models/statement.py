"""That a report says of an entity: this property has this value, as fact or as assessment."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatementKind(models.TextChoices):
    FACT = "fact", _("fact")
    ASSESSMENT = "assessment", _("assessment")


class Statement(models.Model):
    report = models.ForeignKey("intake.Report", on_delete=models.CASCADE, related_name="statements")
    entity = models.ForeignKey("intake.Entity", on_delete=models.CASCADE, related_name="statements")
    audience_id = models.BigIntegerField()
    schema = models.CharField(max_length=32)
    prop = models.CharField(max_length=40)
    value = models.TextField()
    # As it stood in the report, where that differs: other digits, another calendar, hidden characters.
    original = models.TextField(blank=True)
    language = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=10, choices=StatementKind, default=StatementKind.FACT)
    other = models.ForeignKey(
        "intake.Entity", null=True, on_delete=models.CASCADE, related_name="said_of", db_index=False
    )
    since = models.CharField(max_length=24, blank=True)
    until = models.CharField(max_length=24, blank=True)
    # What was assumed in reading it, such as the country of a number written without one.
    note = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["other"], name="statement_of_other", condition=models.Q(other__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.prop} {self.value}"
