"""The addresses of intake: reports and drafts, imports and quarantine; every id in them is random."""

from __future__ import annotations

from django.urls import path

from manara.intake.pages import (
    both_versions,
    draft,
    imports,
    preview,
    quarantine,
    release,
    report,
    report_acts,
    reports,
)

app_name = "intake"

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", draft.new, name="new"),
    path("reports/<uuid:public_id>/", report.report, name="report"),
    path("reports/<uuid:public_id>/history/", report.history, name="report-history"),
    path("reports/<uuid:public_id>/retract/", report_acts.retract, name="report-retract"),
    path("reports/<uuid:public_id>/restore/", report_acts.restore, name="report-restore"),
    path("reports/<uuid:public_id>/share/", report_acts.share, name="report-share"),
    path("reports/<uuid:public_id>/share/<uuid:sharing>/end/", report_acts.end_share, name="report-share-end"),
    path("reports/<uuid:public_id>/release/", release.release, name="report-release"),
    path("reports/<uuid:public_id>/files/", report_acts.attach, name="report-attach"),
    path("reports/<uuid:public_id>/source/", report_acts.source, name="report-source"),
    path("files/<uuid:public_id>/", report_acts.download, name="file"),
    path("drafts/", reports.drafts, name="drafts"),
    path("drafts/<uuid:public_id>/", draft.draft, name="draft"),
    path("drafts/<uuid:public_id>/save/", draft.save, name="draft-save"),
    path("drafts/<uuid:public_id>/both/", both_versions.both_versions, name="draft-both"),
    path("drafts/<uuid:public_id>/discard/", draft.discard, name="draft-discard"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.new_import, name="new-import"),
    path("imports/<uuid:public_id>/", imports.one_import, name="import"),
    path("imports/<uuid:public_id>/read/", preview.read, name="import-read"),
    path("imports/<uuid:public_id>/columns/", preview.columns, name="import-columns"),
    path("imports/<uuid:public_id>/progress/", imports.import_progress, name="import-progress"),
    path("imports/<uuid:public_id>/stop/", imports.stop, name="import-stop"),
    path("imports/<uuid:public_id>/resume/", imports.resume, name="import-resume"),
    path("imports/<uuid:public_id>/discard/", imports.discard, name="import-discard"),
    path("imports/<uuid:public_id>/quarantine/", quarantine.quarantine, name="import-quarantine"),
    path("quarantine/", quarantine.quarantine, name="quarantine"),
    path("quarantine/<uuid:public_id>/", quarantine.quarantined, name="quarantined"),
]
