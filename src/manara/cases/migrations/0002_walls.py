"""Row-level security on every table of the cases; what happened is added to and never rewritten, a visit is one's own."""

from __future__ import annotations

from django.db import migrations

from manara.foundation.access.walls import ME, append_only, wall

TABLES = (
    "case", "caseopening", "leadchange", "task", "taskact", "decision", "elementnote", "listedentity", "caseclosure",
    "casereopening", "casemerge",
)  # fmt: skip
HAPPENED = (
    "caseopening", "leadchange", "taskact", "decision", "elementnote", "caseclosure", "casereopening", "casemerge",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("intake", "0003_released"), ("foundation", "0004_renewed")]

    operations = [
        *(wall(f"cases_{table}") for table in TABLES),
        wall("cases_casevisit", see=f"user_id = {ME}"),
        # But for who may see them: a merge widens that.
        *(append_only(f"cases_{table}", but="audience_id") for table in HAPPENED),
        # A case's reports are those of its audiences: without an audience in front, all reports would be walked through.
        migrations.RunSQL(
            "create index report_of_audience on intake_report (audience_id, written_at desc, id desc)",
            "drop index report_of_audience",
        ),
    ]
