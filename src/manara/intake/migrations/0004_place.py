"""Which place a report's text means, where its author chose one; and the public context apart from the node's own reports."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_released"), ("foundation", "0005_places")]

    operations = [
        migrations.AddField("report", "place_key", models.CharField(blank=True, db_default="", default="", max_length=60)),
        migrations.AddIndex(
            "report", models.Index(condition=models.Q(("place_key", ""), _negated=True), fields=["place_key"], name="report_at_place")
        ),
        migrations.AddIndex(
            "report", models.Index(condition=models.Q(("kind", "context")), fields=["kind"], name="report_of_context")
        ),
    ]
