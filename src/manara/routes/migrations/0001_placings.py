"""Which place a text means, behind the wall of its audience."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from manara.foundation.access.walls import wall


class Migration(migrations.Migration):
    initial = True

    dependencies = [("foundation", "0005_places"), ("intake", "0004_place")]

    operations = [
        migrations.CreateModel(
            name="Placing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("audience_id", models.BigIntegerField()),
                ("text", models.CharField(max_length=300)),
                ("text_key", models.CharField(max_length=200)),
                ("place_key", models.CharField(max_length=60)),
                ("placed_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("placed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("undone_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"indexes": [models.Index(fields=["text_key"], name="placing_by_text")]},
        ),
        wall("routes_placing"),
    ]
