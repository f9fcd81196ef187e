"""Indexes in which an audience stands before the order: a search reads only what its viewer may see, and of that the first.

Without them a person who may see little waits while the database passes over what is hidden from him, and how long he
waits tells how much that is.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_walls")]

    operations = [
        migrations.RunSQL(
            "create index match_key_reach on intake_matchkey (key, audience_id, entity_id)",
            "drop index match_key_reach",
        ),
        migrations.RunSQL(
            "create index entity_reach on intake_entity (schema, audience_id, sort_key, id)",
            "drop index entity_reach",
        ),
    ]
