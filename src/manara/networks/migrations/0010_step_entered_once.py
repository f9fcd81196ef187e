"""A real step has the number of the form with which it was sent, so that sending it twice enters it once."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networks", "0009_measuring")]

    operations = [migrations.AddField("realstep", "entry", models.UUIDField(editable=False, null=True, unique=True))]
