"""A match that nobody may see whole is found by name and birth, too; and each notice stands in the audit log."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from manara.foundation.models import NOBODY

BEFORE = import_module("manara.resolution.migrations.0003_walls").DECONFLICT
# As before, of persons, by the identifiers of their own and of what is tied to them; and by `named`, persons whose name key
# (`names`) and day of birth (`births`) together make one person of two very likely. Which those are is weighed beforehand,
# from the viewer's own side alone; whether anybody beyond the walls has both is for the database to find, and to keep.
DECONFLICT = """
create function manara_deconflict(entities bigint[], named bigint[], names varchar[], births varchar[]) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with rule as (
    select id, tells, names_agency from resolution_deconflictionrule order by version desc limit 1
  ), reached (audience) as (
    select unnest(string_to_array(current_setting('manara.audiences', true), ',')::bigint[])
  ), mine as (
    select e.id, e.audience_id, e.report_id, e.noted_at, k.key from rule
    join intake_entity e on e.id = any(entities) and e.schema = 'Person'
      and e.audience_id in (select audience from reached)
    join lateral (
      select key from intake_matchkey own where own.entity_id = e.id
      union
      select tied.key from intake_statement s
      join lateral (
        select s.entity_id as id
        union select far.other_id from intake_statement far where far.entity_id = s.entity_id and far.other_id <> e.id
      ) thing on true
      join intake_matchkey tied on tied.entity_id = thing.id where s.other_id = e.id
    ) k on k.key like any (array['p1:+%', 'd1:%', 'i1:%', 'e1:%', 'a1:%'])
    where rule.tells <> 'nobody'
  ), likely as (
    -- Only what is said of the viewer's own entity is looked for: its own key, its own day of birth.
    select e.id, e.audience_id, e.report_id, e.noted_at, probe.name, probe.birth from rule
    cross join unnest(named, names, births) as probe (id, name, birth)
    join intake_entity e on e.id = probe.id and e.id = any(entities) and e.schema = 'Person'
      and e.audience_id in (select audience from reached)
    where rule.tells <> 'nobody'
      and exists (select from intake_matchkey own where own.entity_id = e.id and own.key = probe.name)
      and exists (select from intake_statement s where s.entity_id = e.id and s.prop = 'birthDate' and s.value = probe.birth)
  ), matched as (
    select distinct on (mine.id, o.audience_id, mine.key) mine.id, mine.audience_id, mine.report_id, mine.noted_at, mine.key,
      o.id as other, o.audience_id as other_audience, o.report_id as other_report, o.noted_at as other_noted
    from mine join lateral (
      select entity_id from intake_matchkey theirs where theirs.key = mine.key and theirs.audience_id <> mine.audience_id
      order by entity_id desc limit 20
    ) k on true join intake_entity o on o.id = k.entity_id
    where o.audience_id not in (select audience from reached)
    order by mine.id, o.audience_id, mine.key, o.id
  ), born as (
    select distinct on (mine.id, o.audience_id) mine.id, mine.audience_id, mine.report_id, mine.noted_at,
      mine.name || ' ' || mine.birth as key, o.id as other, o.audience_id as other_audience, o.report_id as other_report,
      o.noted_at as other_noted
    from likely mine join lateral (
      select entity_id from intake_matchkey theirs where theirs.key = mine.name and theirs.audience_id <> mine.audience_id
      order by entity_id desc limit 1000
    ) k on true join intake_entity o on o.id = k.entity_id and o.schema = 'Person'
    where o.audience_id not in (select audience from reached)
      and exists (select from intake_statement s where s.entity_id = o.id and s.prop = 'birthDate' and s.value = mine.birth)
      and not exists (
        select from intake_statement a join intake_statement b on b.entity_id = o.id and b.prop = a.prop
        where a.entity_id = mine.id and a.prop = 'gender' and a.value <> b.value)
    order by mine.id, o.audience_id, o.id
  ), whole as (
    select matched.* from (select * from matched union all select * from born) matched
    where matched.other_audience <> :nobody and not exists (
      select from foundation_membership a join foundation_audiencecircle ac
        on ac.circle_id = a.circle_id and ac.audience_id = matched.audience_id
      join foundation_membership b on b.user_id = a.user_id join foundation_audiencecircle bc
        on bc.circle_id = b.circle_id and bc.audience_id = matched.other_audience
      where a.ended_at is null and b.ended_at is null)
  ), told as (
    select whole.id as entity, whole.audience_id as audience, whole.other_report as by, whole.key, whole.other as beside
    from whole, rule where rule.tells = 'both'
      or (rule.tells = 'later') = (whole.noted_at >= whole.other_noted) and rule.tells in ('later', 'earlier')
    union all
    select whole.other, whole.other_audience, whole.report_id, whole.key, whole.id
    from whole, rule where rule.tells = 'both'
      or (rule.tells = 'later') = (whole.noted_at < whole.other_noted) and rule.tells in ('later', 'earlier')
  ), written as (
    insert into resolution_deconflictionnotice (public_id, audience_id, entity_id, kind, agency_id, rule_id, match, at)
    select gen_random_uuid(), told.audience, told.entity, left(told.key, 2),
      case when rule.names_agency then r.agency_id end, rule.id,
      md5(told.key || ':' || least(told.entity, told.beside) || ':' || greatest(told.entity, told.beside)), now()
    from told join intake_report r on r.id = told.by, rule
    on conflict (entity_id, match) do nothing returning public_id, audience_id, entity_id, kind
  ), audited as (
    -- The rule told it, nobody did: whoever compared stands nowhere in the event, and the other side neither.
    insert into foundation_auditevent (public_id, at, actor_code, verb, object_type, object_ids, object_count, fields,
                                       purpose, audience_id)
    select gen_random_uuid(), clock_timestamp(), '', 'create', 'notice', array[written.public_id, e.public_id], 2,
      array['rule ' || rule_version.version, written.kind], '', written.audience_id
    from written join intake_entity e on e.id = written.entity_id,
      (select version from resolution_deconflictionrule order by version desc limit 1) rule_version
    returning 1
  )
  select count(*) from audited
$$
""".replace(":nobody", str(NOBODY))


class Migration(migrations.Migration):
    dependencies = [("resolution", "0003_walls"), ("intake", "0004_place"), ("foundation", "0007_tokens")]

    operations = [
        migrations.RunSQL("drop function manara_deconflict(bigint[])", BEFORE),
        migrations.RunSQL(
            DECONFLICT, "drop function manara_deconflict(bigint[], bigint[], varchar[], varchar[])"
        ),
    ]
