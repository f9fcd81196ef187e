"""Of whom an entity of a released report is a copy, so that nobody's protection is lost with the words that protect him."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from manara.foundation.access.walls import append_only, wall

TABLE = "intake_releasedentity"


def _key(column: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"alter table {TABLE} add constraint released_{column} foreign key ({column}_id) "
        "references intake_entity (id) on delete cascade",
        f"alter table {TABLE} drop constraint released_{column}",
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_counted")]

    operations = [
        migrations.CreateModel(
            name="ReleasedEntity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("audience_id", models.BigIntegerField()),
                *(
                    (
                        name,
                        models.ForeignKey(
                            db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+",
                            to="intake.entity",
                        ),
                    )
                    for name in ("original", "copy")
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("original", "copy"), name="copied_once")]},
        ),
        _key("original"),
        _key("copy"),
        wall(TABLE),
        append_only(TABLE),
    ]  # fmt: skip
