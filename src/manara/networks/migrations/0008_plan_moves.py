"""A plan opened to one more circle, or closed to it again, moves whole: its rows are never rewritten, only where they lie.

What belongs to a plan is bound to where the plan lies, so that nothing written at the same moment stays behind in the wider
circle: it is refused instead.
"""

from __future__ import annotations

from django.db import migrations

# Table → the row that it belongs to, by which column.
BELONGS = {
    "planmove": ("plan", "plan_id"),
    "feasibility": ("plan", "plan_id"),
    "calculation": ("plan", "plan_id"),
    "harmcheck": ("plan", "plan_id"),
    "signature": ("plan", "plan_id"),
    "realstep": ("plan", "plan_id"),
    "reach": ("feasibility", "feasibility_id"),
    "order": ("calculation", "calculation_id"),
    "signaturewithdrawn": ("signature", "signature_id"),
    "finding": ("realstep", "step_id"),
    "realsteptakenback": ("realstep", "step_id"),
}
# Whom a plan names lies in the lists of its orders and estimates, which don't know of it.
_LISTS = """(select targets_id from networks_feasibility where plan_id = found
  union select o.targets_id from networks_order o join networks_calculation c on c.id = o.calculation_id
  where c.plan_id = found)"""
_BESIDES = {
    "networks_targetlist": f"id in {_LISTS}",
    "networks_target": f"targets_id in {_LISTS}",
    "foundation_job": "id in (select job_id from networks_calculation where plan_id = found)",
    "foundation_sharing": "object_type = 'plan' and object_id = wanted",
}
_REACH = "any(string_to_array(current_setting('manara.audiences', true), ',')::bigint[])"
# With the owner's rights, for the application may rewrite none of these rows: so it looks itself whether the plan is one that
# its caller sees, and whether he would still see it where it goes.
MOVE = f"""
create function manara_move_plan(wanted uuid, going_to bigint) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  found bigint;
begin
  select id into found from networks_plan where public_id = wanted and audience_id = {_REACH} for update;
  if found is null or not coalesce(going_to = {_REACH}, false) then
    raise exception 'permission denied for this plan' using errcode = 'insufficient_privilege';
  end if;
  update networks_plan set audience_id = going_to where id = found;
  {" ".join(f"update {table} set audience_id = going_to where {rows};" for table, rows in _BESIDES.items())}
end
$$
"""


def _bound(table: str, of: str, column: str) -> migrations.RunSQL:
    name = f"{table}_where_its_{of}_lies"
    key = f"foreign key ({column}, audience_id) references networks_{of} (id, audience_id) on update cascade on delete cascade"
    return migrations.RunSQL(
        f"alter table networks_{table} add constraint {name} {key}", f"alter table networks_{table} drop constraint {name}"
    )


class Migration(migrations.Migration):
    dependencies = [("networks", "0007_turns")]

    operations = [
        *(
            migrations.RunSQL(
                f"create unique index {of}_where_it_lies on networks_{of} (id, audience_id)", f"drop index {of}_where_it_lies"
            )
            for of in dict.fromkeys(of for of, _column in BELONGS.values())
        ),
        *(_bound(table, of, column) for table, (of, column) in BELONGS.items()),
        migrations.RunSQL(MOVE, "drop function manara_move_plan(uuid, bigint)"),
    ]
