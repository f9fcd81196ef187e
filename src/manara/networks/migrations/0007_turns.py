"""Turns in which people are to be reached; what a plan is without them, and who may take the places."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networks", "0006_plan_walls")]

    operations = [
        migrations.AddField("reach", "turn", models.PositiveSmallIntegerField(null=True)),
        migrations.AlterField(
            "order",
            "kind",
            models.CharField(
                choices=[
                    ("main", "The order"),
                    ("without", "If one cannot be reached"),
                    ("worth", "What to find out first"),
                    ("free", "The order without the turns that were given"),
                    ("growth", "Who may take the places"),
                ],
                max_length=7,
            ),
        ),
    ]
