"""What intake reads for its pages and for other rooms: under row-level security, and each reading recorded."""

from __future__ import annotations

from manara.intake.queries.circles import (
    circles_for_import,
    circles_for_release,
    circles_for_reports,
    circles_of_viewer,
)
from manara.intake.queries.drafts import draft_for, drafts_of, version_of, versions_of
from manara.intake.queries.history import history_of
from manara.intake.queries.imports import import_for, imports_for, profiles_for
from manara.intake.queries.quarantine import quarantine_for, quarantined_row, reasons_in
from manara.intake.queries.report import attached_file, report_for, said_by, sharings_of, source_identity_of
from manara.intake.queries.reports import Filters, agencies_with_reports, reports_for
from manara.intake.queries.waiting import waiting_drafts, waiting_rows

__all__ = [
    "Filters",
    "agencies_with_reports",
    "attached_file",
    "circles_for_import",
    "circles_for_release",
    "circles_for_reports",
    "circles_of_viewer",
    "draft_for",
    "drafts_of",
    "history_of",
    "import_for",
    "imports_for",
    "profiles_for",
    "quarantine_for",
    "quarantined_row",
    "reasons_in",
    "report_for",
    "reports_for",
    "said_by",
    "sharings_of",
    "source_identity_of",
    "version_of",
    "versions_of",
    "waiting_drafts",
    "waiting_rows",
]
