"""What shields a person follows the sanitised copies of a report, marks outlive the reports that joined two, and words are said
of one and of several."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

standing = import_module("manara.networks.migrations.0004_standing")
COPIED = f"""
create function manara_copied() returns trigger {standing._DEFINER}
begin perform manara_stand(array[new.copy_id]); return null; end $$;
create trigger stands_copied after insert on intake_releasedentity for each row execute function manara_copied();
-- Whoever stands on a list by now is looked at with the new eyes.
select manara_stand(array(select entity_id from networks_standing));
"""
NOT_COPIED = "drop trigger stands_copied on intake_releasedentity; drop function manara_copied()"


class Migration(migrations.Migration):
    dependencies = [("networks", "0013_not_before_a_wave"), ("intake", "0006_released_entities")]

    operations = [
        migrations.RunSQL(standing.functions(released=True), standing.functions()),
        migrations.RunSQL(standing.said(), migrations.RunSQL.noop),
        migrations.RunSQL(COPIED, NOT_COPIED),
        *(
            migrations.RunSQL(f"revoke execute on function {each} from public", migrations.RunSQL.noop)
            for each in standing.BEHIND_EVERY_WALL
        ),
    ]
