"""Who may be named by a plan, a ranking or a lookout, as the database itself holds to: nobody protected, through no identity.

A plain foreign key binds each target to a standing that says "not protected". Functions of the owner keep the standings:
they see behind every wall, and tell nobody why. Why they are functions and triggers: docs/decisions/0007.
"""

from __future__ import annotations

from django.db import migrations

from manara.foundation.access.walls import append_only, wall
from manara.foundation.models import NOBODY
from manara.networks.engine.shielding import OF_AGE, SAID_IN, SAID_OF_A_TIE, called, letters, pattern


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _list(texts: tuple[str, ...]) -> str:
    return f"array[{', '.join(map(_quoted, texts))}]::varchar[]"


# A judgement that joins two whom a report still names; and one that joined them, whatever became of their reports.
_STANDS = f"and j.audience_id <> {NOBODY} and j.other_audience_id <> {NOBODY}"
_COPIES = """
      union all
      select r.copy_id from intake_releasedentity r where r.original_id = member.id
      union all
      select r.original_id from intake_releasedentity r where r.copy_id = member.id"""


def _one_with(name: str, judged: str, copies: str) -> str:
    return f"""
create or replace function {name}(entity bigint) returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive member (id) as (
    select entity
    union
    select far.id from member cross join lateral (
      select j.other_id as id from resolution_judgement j where j.one_id = member.id and j.verdict = 'same' {judged}
        and not exists (select from resolution_undoing undone where undone.judgement_id = j.id)
      union all
      select j.one_id from resolution_judgement j where j.other_id = member.id and j.verdict = 'same' {judged}
        and not exists (select from resolution_undoing undone where undone.judgement_id = j.id){copies}
    ) far
  )
  select array_agg(id order by id) from member
$$;
"""


def functions(*, released: bool = False) -> str:
    """The SQL of what shields a person, from the code's own words: a later migration runs it again when they change.

    With `released`, once the database knows them, what is a sanitised copy of whom.
    """
    given, becomes = letters()
    copies = _COPIES if released else ""
    says = ", ".join(f"({_quoted(schema)}, {_quoted(prop)})" for schema, prop in called())
    return f"""
-- As `engine.shielding.parted`: folded letters, each word between two spaces.
create or replace function manara_parted(said text) returns text language sql immutable parallel safe as $$
  select ' ' || regexp_replace(translate(lower(said), {_quoted(given)}, {_quoted(becomes)}), ' +', ' ', 'g') || ' '
$$;
create or replace function manara_shielding_words() returns text language sql immutable parallel safe as $$
  select {_quoted(pattern())}
$$;
-- As `engine.shielded`: a birth date shields as long as it leaves a childhood open, "about" a year longer. Compared as text,
-- since a date that does not exist must not stop the report that says it.
create or replace function manara_childhood_open(born text) returns boolean language sql stable parallel safe as $$
  select coalesce(
    rpad(substring(born from '(\\d{{4}}(?:-\\d{{2}}){{0,2}})$'), 10, '-99') collate "C"
      > to_char(current_date - case when born like '~%' then interval '{OF_AGE + 1} years' else interval '{OF_AGE} years' end,
                'YYYY-MM-DD') collate "C", false)
$$;
-- All that judgements make one with this entity, whoever may see them: one that waits for a second person joins, too; and a
-- sanitised copy with what it is a copy of.
{_one_with("manara_one_with", _STANDS, copies)}
-- The same, also through reports that were taken back: what a person said by a mark lasts until a person takes it off.
{_one_with("manara_ever_one_with", "", copies)}
-- Whether a mark, a word or a birth date protects one of these, or one is no person: plans name persons only.
create or replace function manara_shielded(members bigint[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from unnest(members) each (id) cross join lateral unnest(manara_ever_one_with(each.id)) ever (id)
    join networks_protection p on p.entity_id = ever.id
    where not exists (select from networks_protectionended over where over.protection_id = p.id)
  ) or exists (
    select from intake_entity e where e.id = any(members) and e.schema <> 'Person'
  ) or exists (
    select from intake_statement s where s.entity_id = any(members) and s.audience_id <> {NOBODY}
      and (s.prop = any({_list(SAID_IN)}) and manara_parted(s.value) ~ manara_shielding_words()
           or s.prop = 'birthDate' and manara_childhood_open(s.value))
  ) or exists (
    select from intake_statement tie join intake_statement s on s.entity_id = tie.entity_id
    where tie.other_id = any(members) and tie.audience_id <> {NOBODY}
      and (tie.schema, tie.prop) in (values {says})
      and s.prop = any({_list(SAID_OF_A_TIE)}) and manara_parted(s.value) ~ manara_shielding_words()
  )
$$;
"""


# Takes whoever is protected out of every list, and says so in that list's circle: that a place is empty, never why. Members
# are locked in the order of their numbers before they are looked at, so that of two who work at once one sees the other.
STAND = f"""
create function manara_stand(entities bigint[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  entity bigint;
  members bigint[];
begin
  for entity in select distinct each from unnest(entities) each order by each loop
    loop
      members := manara_one_with(entity);
      insert into networks_standing (entity_id, protected)
        select each.id, false from unnest(members) each (id) join intake_entity e on e.id = each.id order by each.id
        on conflict do nothing;
      perform from networks_standing where entity_id = any(members) order by entity_id for update;
      -- Who waited for a lock looks again: somebody may have been judged one with him meanwhile.
      exit when members = manara_one_with(entity);
    end loop;
    if manara_shielded(members) then
      with emptied as (
        update networks_target set entity_id = null, taken_out_at = clock_timestamp()
        where entity_id = any(members) returning targets_id
      )
      insert into foundation_auditevent (public_id, at, actor_code, verb, object_type, object_ids, object_count, fields,
                                         purpose, audience_id)
        select gen_random_uuid(), clock_timestamp(), '', 'change', 'targets', array[head.public_id], 1,
          array['taken out'], '', head.audience_id
        from emptied join networks_targetlist head on head.id = emptied.targets_id;
      update networks_standing set protected = true where entity_id = any(members) and not protected;
    else
      update networks_standing set protected = false where entity_id = any(members) and protected;
    end if;
  end loop;
end
$$;
-- Of these, as far as the viewer may see them, whom no list may name; why is not told, and for whom it holds is not kept.
create function manara_not_to_be_named(entities bigint[]) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id from intake_entity e
  where e.id = any(entities)
    and e.audience_id = any((select string_to_array(current_setting('manara.audiences', true), ',')::bigint[])::bigint[])
    and manara_shielded(manara_one_with(e.id))
$$;
"""
UNSTAND = "drop function manara_not_to_be_named(bigint[]); drop function manara_stand(bigint[])"
SHIELDING = "; ".join(
    f"drop function {each}"
    for each in (
        "manara_shielded(bigint[])", "manara_ever_one_with(bigint)", "manara_one_with(bigint)", "manara_childhood_open(text)", "manara_shielding_words()",
        "manara_parted(text)",
    )
)  # fmt: skip
_DEFINER = "language plpgsql volatile security definer set search_path = public, pg_temp as $$"


def said() -> str:
    """What is looked at again when something is said: of whom it is said, who stands at its other end, and, where it is said of
    a tie, who stands at the tie's ends, which an earlier batch may have brought."""
    return f"""
create or replace function manara_said() returns trigger {_DEFINER}
begin
  perform manara_stand(array_agg(stands.entity_id)) from (
    select s.entity_id from fresh join networks_standing s on s.entity_id = fresh.entity_id
    where fresh.prop = any({_list((*SAID_IN, "birthDate"))})
    union
    select s.entity_id from fresh join networks_standing s on s.entity_id = fresh.other_id
    union
    select s.entity_id from fresh join intake_statement ends on ends.entity_id = fresh.entity_id
    join networks_standing s on s.entity_id = ends.other_id
    where fresh.prop = any({_list(SAID_OF_A_TIE)})
  ) stands having count(*) > 0;
  return null;
end $$;
"""


# When a target is named; when a mark is made; when two are judged the same; when something is said or said again.
TRIGGERS = f"""
create function manara_target_named() returns trigger {_DEFINER}
begin perform manara_stand(array[new.entity_id]); return new; end $$;
create trigger stands before insert on networks_target for each row
  when (new.entity_id is not null) execute function manara_target_named();

create function manara_protection_marked() returns trigger {_DEFINER}
begin perform manara_stand(array[new.entity_id]); return null; end $$;
create trigger protects after insert on networks_protection for each row execute function manara_protection_marked();

create function manara_judged_same() returns trigger {_DEFINER}
begin perform manara_stand(array[new.one_id]); return null; end $$;
create trigger stands_with after insert on resolution_judgement for each row
  when (new.verdict = 'same') execute function manara_judged_same();
create trigger stands_with_again after update of audience_id, other_audience_id on resolution_judgement for each row
  when (new.verdict = 'same') execute function manara_judged_same();

{said()}
create trigger shields after insert on intake_statement referencing new table as fresh
  for each statement execute function manara_said();
create trigger shields_again after update on intake_statement referencing new table as fresh
  for each statement execute function manara_said();
"""
NO_TRIGGERS = """
drop trigger shields_again on intake_statement;
drop trigger shields on intake_statement;
drop trigger stands_with_again on resolution_judgement;
drop trigger stands_with on resolution_judgement;
drop trigger protects on networks_protection;
drop trigger stands on networks_target;
drop function manara_said();
drop function manara_judged_same();
drop function manara_protection_marked();
drop function manara_target_named()
"""
# A target is bound to the standing of its person by what both say; one that is erased takes his places along.
KEYS = {
    "networks_standing": ("standing_of_entity", "(entity_id) references intake_entity (id) on delete cascade"),
    "networks_protection": ("protection_of_entity", "(entity_id) references intake_entity (id) on delete cascade"),
    "networks_target": (
        "target_is_not_protected",
        "(entity_id, protected) references networks_standing (entity_id, protected) on delete cascade",
    ),
}
WHERE_IT_LIES = "(entity_id, audience_id) references intake_entity (id, audience_id) on update cascade on delete cascade"
BEHIND_EVERY_WALL = (
    "manara_one_with(bigint)", "manara_ever_one_with(bigint)", "manara_shielded(bigint[])", "manara_stand(bigint[])",
)  # fmt: skip
OF_A_ROLE = {"roleended": ("role_id", "networks_role"), "declineundone": ("declined_id", "networks_roledeclined")}
HAPPENED = (
    "protection", "protectionended", "targetlist", "target", "role", "roleended", "roledeclined", "declineundone",
)  # fmt: skip


def _key(table: str, name: str, key: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} foreign key {key}", f"alter table {table} drop constraint {name}"
    )


def _with_role(table: str, column: str, of: str) -> list[migrations.RunSQL]:
    """What ends a role lies where the role lies, wherever its report goes."""
    return [
        migrations.RunSQL(
            f"create unique index {of}_where_it_lies on {of} (id, audience_id)", f"drop index {of}_where_it_lies"
        ),
        _key(
            f"networks_{table}", f"{table}_where_its_role_lies",
            f"({column}, audience_id) references {of} (id, audience_id) on update cascade on delete cascade",
        ),
    ]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("networks", "0003_protection"), ("resolution", "0006_both_shielded"), ("foundation", "0009_comment_drafts")]

    operations = [
        *(_key(table, name, key) for table, (name, key) in KEYS.items()),
        _key("networks_role", "role_where_it_lies", WHERE_IT_LIES),
        _key("networks_roledeclined", "roledeclined_where_it_lies", WHERE_IT_LIES),
        *(each for table, (column, of) in OF_A_ROLE.items() for each in _with_role(table, column, of)),
        *(wall(f"networks_{table}") for table in HAPPENED),
        wall("networks_standing", see="false"),
        *(append_only(f"networks_{table}") for table in (*HAPPENED, "standing")),
        migrations.RunSQL(functions(), SHIELDING),
        migrations.RunSQL(STAND, UNSTAND),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        # They see behind every wall: the application asks only the last, of what its viewer may see.
        *(
            migrations.RunSQL(f"revoke execute on function {each} from public", migrations.RunSQL.noop)
            for each in BEHIND_EVERY_WALL
        ),
    ]
