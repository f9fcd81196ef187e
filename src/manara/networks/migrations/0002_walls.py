"""Row-level security on kept charts: seen by those whose circles their audience holds; a version is never written over."""

from django.db import migrations

from manara.foundation.access.walls import wall


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial"), ("foundation", "0002_walls")]

    operations = [wall("networks_savedchart"), wall("networks_chartversion")]
