"""Which sharings are past their day, for the worker that ends them: their end waits for nobody's account or reach."""

from django.db import migrations

DUE = """
create function manara_due_sharings(kind text) returns table (sharing uuid, audience bigint, shared_by bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select public_id, audience_id, shared_by_id from foundation_sharing
  where object_type = kind and ended_at is null and ends_at <= now() order by ends_at, id
$$
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_walls")]

    operations = [
        migrations.RunSQL(DUE, "drop function manara_due_sharings(text)"),
        migrations.RunSQL(
            "create index sharing_due on foundation_sharing (ends_at) where ended_at is null and ends_at is not null",
            "drop index sharing_due",
        ),
    ]
