"""Row-level security on every table of intake: a row is seen by those whose circles its audience holds."""

from django.db import migrations

from manara.foundation.access.walls import wall

TABLES = (
    "draft", "draftversion", "entity", "import", "mappingprofile", "matchkey", "quarantinedrow", "readmission",
    "release", "report", "reportfile", "retraction", "source", "sourceidentity", "statement",
)


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("foundation", "0002_walls")]

    operations = [wall(f"intake_{table}") for table in TABLES]
