"""Of whom the entities of reports released before are copies: then it was not kept, and who was protected must be still."""

from __future__ import annotations

from django.db import migrations

# An entity got its number in the order in which the first of its chosen statements has one. What was only pointed to came
# without any value, and is left.
BEFORE = """
insert into intake_releasedentity (audience_id, original_id, copy_id)
select told.audience_id, told.entity_id, made.id from (
  select release.audience_id, release.released, said.entity_id, said.schema,
         row_number() over (partition by release.id order by min(said.id)) as place
  from intake_release release
  cross join lateral jsonb_array_elements_text(coalesce(release.content -> 'statements', '[]'::jsonb)) chosen (id)
  join intake_statement said on said.id = chosen.id::bigint
  group by release.id, said.entity_id, said.schema
) told join (
  select report.public_id, entity.id, entity.schema, row_number() over (partition by report.id order by entity.id) as place
  from intake_report report join intake_entity entity on entity.report_id = report.id
) made on made.public_id = told.released and made.place = told.place and made.schema = told.schema
on conflict do nothing
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_released_entities")]

    operations = [migrations.RunSQL(BEFORE, migrations.RunSQL.noop)]
