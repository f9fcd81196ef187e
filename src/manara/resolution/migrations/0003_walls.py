"""Row-level security on what is judged: a row is seen by whoever sees both sides, and follows them wherever they go."""

from __future__ import annotations

from django.db import migrations

from manara.foundation.access.walls import AUDIENCES, ME, append_only, column_in, wall
from manara.foundation.models import NOBODY

BOTH = f"{AUDIENCES} and {column_in('other_audience_id', 'audiences')}"
PAIRS = ("judgement", "suggestion")
OF_A_JUDGEMENT = ("undoing", "secondopinion")
# What happened is added to and never rewritten; where its entities lie is the database's own to follow.
HAPPENED = ("judgement", "undoing", "secondopinion", "rule", "deconflictionrule", "deconflictionnotice")


def _side(table: str, entity: str, audience: str) -> migrations.RunSQL:
    """Of one side: an entity that is retracted, shared or moved carries this row's audience along, and back again."""
    name = f"{table}_{entity}_where_it_lies"
    return migrations.RunSQL(
        f"alter table resolution_{table} add constraint {name} foreign key ({entity}_id, {audience}) "
        "references intake_entity (id, audience_id) on update cascade on delete cascade",
        f"alter table resolution_{table} drop constraint {name}",
    )


def _with_judgement(table: str) -> migrations.RunSQL:
    name = f"{table}_where_its_judgement_lies"
    return migrations.RunSQL(
        f"alter table resolution_{table} add constraint {name} "
        "foreign key (judgement_id, audience_id, other_audience_id) "
        "references resolution_judgement (id, audience_id, other_audience_id) on update cascade on delete cascade",
        f"alter table resolution_{table} drop constraint {name}",
    )

# Who wrote a report since his last comparison: bare numbers of accounts, as the queue's own function gives.
UNCOMPARED = """
create function manara_uncompared_authors() returns table (author bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select newest.author_id from (
    select r.author_id, max(r.written_at) as at from intake_report r
    where r.written_at > now() - interval '1 day' and r.retracted_at is null group by r.author_id
  ) newest
  left join resolution_comparing c on c.user_id = newest.author_id
  left join foundation_job j on j.id = c.job_id
  where c.id is null or j.id is null or (j.asked_at < newest.at and j.state not in ('waiting', 'running'))
  order by newest.at limit 20
$$
"""
# A match beyond the walls: the same identifier in two circles' entities, where no living membership reaches both. It is
# kept as notices of the owners that the rule in force names, each in that owner's own audience; who asked learns a number.
DECONFLICT = """
create function manara_deconflict(entities bigint[]) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with rule as (
    select id, tells, names_agency from resolution_deconflictionrule order by version desc limit 1
  ), reached (audience) as (
    select unnest(string_to_array(current_setting('manara.audiences', true), ',')::bigint[])
  ), mine as (
    select e.id, e.audience_id, e.report_id, e.noted_at, k.key from rule
    join intake_entity e on e.id = any(entities) and e.audience_id in (select audience from reached)
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
  ), matched as (
    select distinct on (mine.id, o.audience_id, mine.key) mine.id, mine.audience_id, mine.report_id, mine.noted_at, mine.key,
      o.id as other, o.audience_id as other_audience, o.report_id as other_report, o.noted_at as other_noted
    from mine join lateral (
      select entity_id from intake_matchkey theirs where theirs.key = mine.key and theirs.audience_id <> mine.audience_id
      order by entity_id desc limit 20
    ) k on true join intake_entity o on o.id = k.entity_id
    where o.audience_id not in (select audience from reached)
    order by mine.id, o.audience_id, mine.key, o.id
  ), whole as (
    select matched.* from matched where matched.other_audience <> :nobody and not exists (
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
    on conflict (entity_id, match) do nothing returning 1
  )
  select count(*) from written
$$
""".replace(":nobody", str(NOBODY))


class Migration(migrations.Migration):
    dependencies = [("resolution", "0002_judgements"), ("intake", "0004_place"), ("foundation", "0007_tokens")]

    operations = [
        migrations.RunSQL(
            "create unique index entity_where_it_lies on intake_entity (id, audience_id)",
            "drop index entity_where_it_lies",
        ),
        migrations.RunSQL(
            "create unique index judgement_where_it_lies on resolution_judgement (id, audience_id, other_audience_id)",
            "drop index judgement_where_it_lies",
        ),
        *(
            _side(table, entity, audience)
            for table in PAIRS
            for entity, audience in (("one", "audience_id"), ("other", "other_audience_id"))
        ),
        _side("deconflictionnotice", "entity", "audience_id"),
        *(_with_judgement(table) for table in OF_A_JUDGEMENT),
        *(wall(f"resolution_{table}", see=BOTH) for table in (*PAIRS, *OF_A_JUDGEMENT)),
        wall("resolution_deconflictionnotice"),
        wall("resolution_comparing", see=f"user_id = {ME}"),
        migrations.RunSQL(UNCOMPARED, "drop function manara_uncompared_authors()"),
        migrations.RunSQL(DECONFLICT, "drop function manara_deconflict(bigint[])"),
        *(append_only(f"resolution_{table}") for table in HAPPENED),
    ]
