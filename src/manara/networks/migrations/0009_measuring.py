"""Measures of a network, kept for who asked; only he reads them."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from manara.foundation.access.walls import AUDIENCES, ME, wall


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0008_plan_moves"),
        ("foundation", "0009_comment_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Measuring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("audience_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("which", models.JSONField()),
                ("known", models.JSONField(default=dict)),
                ("told", models.JSONField(default=dict)),
                ("gone", models.JSONField(default=dict)),
                ("asked", models.PositiveIntegerField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.job"
                    ),
                ),
                (
                    "targets",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.targetlist"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        wall("networks_measuring", see=f"{AUDIENCES} and by_id = {ME}"),
    ]
