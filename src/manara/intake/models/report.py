"""What somebody told: a form, a spreadsheet row, a partner's package; with author, source, grade and handling code."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from manara.foundation.engine.handling import beside


class ReportKind(models.TextChoices):
    FORM = "form", _("Form")
    ROW = "row", _("Row of a file")
    PACKAGE = "package", _("Package of a partner")
    RELEASE = "release", _("Sanitised release")
    CONTEXT = "context", _("Public context")


class GradeScheme(models.TextChoices):
    EUROPOL = "4x4", _("Europol 4×4")
    UK = "3x5x2", _("United Kingdom 3×5×2")
    ADMIRALTY = "6x6", _("Admiralty 6×6")


class Handling(models.TextChoices):
    H0 = "H0", _("For the prevention and combating of crime only")
    H1 = "H1", _("Not to be used in court without the originator's permission")
    H2 = "H2", _("Not to be disseminated without the originator's permission")
    H3 = "H3", _("Other restrictions apply")


class Tlp(models.TextChoices):
    NONE = "", _("none")
    CLEAR = "CLEAR", _("TLP:CLEAR, no limit on disclosure")
    GREEN = "GREEN", _("TLP:GREEN, the community")
    AMBER = "AMBER", _("TLP:AMBER, the organisation and its clients")
    AMBER_STRICT = "AMBER+STRICT", _("TLP:AMBER+STRICT, the organisation only")
    RED = "RED", _("TLP:RED, named persons only")


class Report(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audience_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=ReportKind)
    agency = models.ForeignKey("foundation.Agency", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=3, blank=True)
    # When it happened: partial ISO with precision ("2026-02", "~2025"), its original spelling and its first day for order.
    occurred = models.CharField(max_length=24, blank=True)
    occurred_original = models.CharField(max_length=120, blank=True)
    occurred_from = models.DateField(null=True)
    place = models.CharField(max_length=300, blank=True)
    # Which place of the gazetteer or of the node's own the text means, where its author chose one ("g2377457", a public id).
    place_key = models.CharField(max_length=60, blank=True, default="", db_default="")
    source = models.ForeignKey("intake.Source", null=True, on_delete=models.PROTECT, related_name="reports")
    grade_scheme = models.CharField(max_length=6, choices=GradeScheme, default=GradeScheme.EUROPOL)
    grade_source = models.CharField(max_length=2, blank=True)
    grade_information = models.CharField(max_length=2, blank=True)
    handling = models.CharField(max_length=2, choices=Handling, default=Handling.H0)
    tlp = models.CharField(max_length=12, choices=Tlp, default=Tlp.NONE, blank=True)
    conditions = models.CharField(max_length=500, blank=True)
    review_on = models.DateField(null=True)
    imported = models.ForeignKey("intake.Import", null=True, on_delete=models.PROTECT, related_name="reports")
    row = models.PositiveIntegerField(null=True)
    # Hash of what it says and under which grade: the same row twice makes nothing twice.
    digest = models.BinaryField(max_length=32, null=True)
    # Doubts that did not stop it, such as 1 January or an assumed country, as code and parameters.
    doubts = models.JSONField(default=list)
    # What the file said beside its statements and no property holds, such as an incident's own number.
    details = models.JSONField(default=dict)
    statement_count = models.PositiveIntegerField(default=0)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "audience_id"], name="same_report_once_an_audience"),
        ]
        indexes = [
            models.Index(fields=["-written_at", "-id"], name="report_latest"),
            models.Index(fields=["imported", "row"], name="report_of_import"),
            models.Index(fields=["place_key"], name="report_at_place", condition=~models.Q(place_key="")),
            models.Index(fields=["kind"], name="report_of_context", condition=models.Q(kind="context")),
        ]

    @property
    def grade(self) -> str:
        """The grade as the author's scheme writes it, such as B2; empty when none was given."""
        return f"{self.grade_source}{self.grade_information}"

    @property
    def beside_handling(self) -> str:
        """What else rules it, as it stands beside its handling code: TLP label, conditions, and when to look at them again."""
        review = [gettext("review on %(date)s") % {"date": self.review_on.isoformat()}] if self.review_on else []
        return beside(self.tlp, [*([self.conditions] if self.conditions else []), *review])

    def __str__(self) -> str:
        return self.title or str(self.public_id)


class ReportFile(models.Model):
    """A file that came with a report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("foundation.SealedFile", on_delete=models.PROTECT, related_name="+")
    audience_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.file_id)
