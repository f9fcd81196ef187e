"""A suggestion says of what its two are, so that a person keeps to one kind however many wait of another."""

from __future__ import annotations

from django.db import migrations, models

FILL = """
update resolution_suggestion s set schema = e.schema from intake_entity e where e.id = s.one_id
"""


class Migration(migrations.Migration):
    dependencies = [("resolution", "0004_notices"), ("intake", "0004_place")]

    operations = [
        migrations.AddField("suggestion", "schema", models.CharField(blank=True, default="", max_length=32), False),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "suggestion",
            models.Index(fields=["audience_id", "schema", "-worth", "-id"], name="suggestion_by_kind"),
        ),
    ]
