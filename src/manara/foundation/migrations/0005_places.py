"""Places that people add to the gazetteer, each behind the wall of its audience."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from manara.foundation.access.walls import wall


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_renewed")]

    operations = [
        migrations.CreateModel(
            name="AddedPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("audience_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=300)),
                ("variants", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, size=None)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("precision", models.CharField(choices=[("exact", "exact, as measured on the spot"), ("near", "within a kilometre or so"), ("area", "somewhere in the area"), ("unknown", "not known where")], default="unknown", max_length=7)),
                ("reason", models.CharField(max_length=500)),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), default=list, size=None)),
                ("sort_key", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("added_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("withdrawn_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("latitude__isnull", True), ("longitude__isnull", True))
                        | models.Q(("latitude__gte", -90), ("latitude__lte", 90), ("longitude__gte", -180), ("longitude__lte", 180)),
                        name="place_on_earth_or_nowhere",
                    )
                ],
            },
        ),
        wall("foundation_addedplace"),
    ]
