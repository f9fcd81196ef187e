"""Every new report is compared, also one whose author may not judge: by somebody who may, and who reaches its audience."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

BEFORE = import_module("manara.resolution.migrations.0003_walls").UNCOMPARED
# Whose comparison is due: bare numbers of accounts, those first whose reports have waited longest. An author who may judge
# has his reports compared as himself. Of any other report it is one who reaches its audience: whose comparison has begun
# before, so that it is short, and of these who reaches the most circles, since he finds the most pairs. As himself, too: what
# is found is what he may see. A report that nobody reaches who may judge is compared by nobody.
UNCOMPARED = """
create function manara_uncompared_judges(judging varchar[]) returns table (judge bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with fresh as materialized (
    select r.author_id as author, r.audience_id as audience, r.written_at as at from intake_report r
    where r.written_at > now() - interval '1 day' and r.retracted_at is null
  ), reaching as materialized (
    select distinct told.audience_id as audience, u.id as judge
    from foundation_audiencecircle told join foundation_membership m on m.circle_id = told.circle_id and m.ended_at is null
    join foundation_user u on u.id = m.user_id and u.is_active and u.roles && judging
      and not u.roles && array['auditor', 'administrator']::varchar[]
    where told.audience_id in (select audience from fresh)
  ), widest as materialized (
    select distinct on (reaching.audience) reaching.audience, reaching.judge
    from reaching left join resolution_comparing c on c.user_id = reaching.judge
    left join (select user_id, count(*) as circles from foundation_membership where ended_at is null group by user_id) m
      on m.user_id = reaching.judge
    order by reaching.audience, c.id is null, m.circles desc, reaching.judge
  ), due as (
    select coalesce(own.judge, widest.judge) as judge, fresh.at
    from fresh left join reaching own on own.audience = fresh.audience and own.judge = fresh.author
    left join widest on widest.audience = fresh.audience
  )
  select due.judge from due
  left join resolution_comparing c on c.user_id = due.judge left join foundation_job j on j.id = c.job_id
  where due.judge is not null and (j.id is null or (j.asked_at < due.at and j.state not in ('waiting', 'running')))
  group by due.judge order by min(due.at), due.judge
$$
"""
DROPPED = "drop function manara_uncompared_authors()"


class Migration(migrations.Migration):
    dependencies = [("resolution", "0006_both_shielded")]

    operations = [
        migrations.RunSQL(DROPPED, BEFORE),
        migrations.RunSQL(UNCOMPARED, "drop function manara_uncompared_judges(varchar[])"),
    ]
