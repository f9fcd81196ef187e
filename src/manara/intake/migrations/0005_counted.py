"""The planner's counts of the reports' tables, which a large import would leave wrong until the database counts by itself."""

from django.db import migrations

# Only who owns a table may have it counted. Until that is done, the planner takes a table that was just filled for an empty
# one: what was compared after an import then took a hundred times as long.
COUNTED = """
create function manara_count_reports() returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  analyze intake_report, intake_entity, intake_statement, intake_matchkey, intake_source
$$
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_place")]

    operations = [migrations.RunSQL(COUNTED, "drop function manara_count_reports()")]
