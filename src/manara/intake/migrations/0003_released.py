"""Where a released report lies by now, for those who see the release it was made by: its readers may have shared it on."""

from django.db import migrations

# Runs with its owner's rights, bounded to what was released of reports that the asker reaches: who takes such a report
# back takes back what was made of it too, though he is in none of the circles that read that.
RELEASED = """
create function manara_released_audience(report uuid) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select made.audience_id from intake_report made
  where made.public_id = report and exists (
    select from intake_release release
    where release.released = made.public_id
      and release.audience_id = any(string_to_array(current_setting('manara.audiences', true), ',')::bigint[]))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_walls")]

    operations = [migrations.RunSQL(RELEASED, "drop function manara_released_audience(uuid)")]
