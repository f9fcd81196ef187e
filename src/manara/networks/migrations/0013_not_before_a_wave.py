"""An estimate says from which wave on somebody can be reached."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networks", "0012_drafts_of_their_author")]

    operations = [migrations.AddField("reach", "not_before", models.PositiveSmallIntegerField(null=True))]
