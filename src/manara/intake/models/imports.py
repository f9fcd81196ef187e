"""A file on its way in: how it is read, how far it has come, and the rows that wait in quarantine to be corrected."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    PREVIEW = "preview", _("in preview")
    ADMITTING = "admitting", _("being admitted")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    DISCARDED = "discarded", _("discarded")


class Import(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    agency = models.ForeignKey("foundation.Agency", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    file = models.ForeignKey("foundation.SealedFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=9, choices=ImportState, default=ImportState.PREVIEW)
    # How the file is read (encoding, separator, sheet, header row) and what each column means, as the engine writes them.
    choice = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    profile = models.CharField(max_length=80, blank=True)
    # What every row says of itself where the file doesn't: grade, handling, source, fact or assessment.
    defaults = models.JSONField(default=dict)
    # The number of the last row dealt with: moved on in the transaction that admits the rows up to it.
    last_row = models.PositiveIntegerField(default=0)
    # The one report of a partner's package, whose lines speak of each other.
    package = models.ForeignKey("intake.Report", null=True, on_delete=models.SET_NULL, related_name="+")
    rows = models.PositiveIntegerField(null=True)
    admitted = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    statements = models.PositiveIntegerField(default=0)
    job = models.ForeignKey("foundation.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    refusal = models.JSONField(null=True)

    @property
    def is_paused(self) -> bool:
        """Whether rows wait because the job was stopped or failed; resuming goes on with the row after the last."""
        return (
            self.state == ImportState.ADMITTING
            and self.job is not None
            and self.job.state in ("stopped", "failed")
        )

    def __str__(self) -> str:
        return self.name


class MappingProfile(models.Model):
    """A way of reading a file, kept under a name for the next one like it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    name = models.CharField(max_length=80)
    choice = models.JSONField(default=dict)
    mapping = models.JSONField()
    defaults = models.JSONField(default=dict)
    header_digest = models.CharField(max_length=64, blank=True)
    saved_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience_id", "name"], name="profile_name_once_an_audience")
        ]

    def __str__(self) -> str:
        return self.name


class QuarantinedRow(models.Model):
    """A row that could not be read, with the reason, its cells and its original bytes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="quarantine")
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    cells = models.JSONField(default=list)
    raw = models.BinaryField()
    readmitted_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    discarded_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["imported", "row"], name="row_once_in_quarantine")]

    def __str__(self) -> str:
        return f"{self.imported_id}:{self.row} {self.code}"


class Readmission(models.Model):
    """That a quarantined row was corrected and became a report."""

    quarantined = models.OneToOneField(QuarantinedRow, on_delete=models.CASCADE, related_name="readmission")
    audience_id = models.BigIntegerField()
    cells = models.JSONField()
    report = models.ForeignKey("intake.Report", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.quarantined_id)
