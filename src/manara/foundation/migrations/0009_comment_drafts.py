"""A comment that is being written, kept for its writer alone until it is sent."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from manara.foundation.access.walls import ME, wall


class Migration(migrations.Migration):
    dependencies = [("foundation", "0008_who_is_shown")]

    operations = [
        migrations.CreateModel(
            name="CommentDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(max_length=32)),
                ("subject_id", models.UUIDField()),
                ("parent", models.UUIDField(null=True)),
                ("text", models.TextField()),
                ("sent", models.UUIDField(null=True)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "subject_kind", "subject_id"), name="one_comment_draft_a_subject")
                ],
            },
        ),
        wall("foundation_commentdraft", see=f"user_id = {ME}"),
    ]
