"""The walls of the foundation: what a person reaches, worked out in the database, and row-level security on its tables."""

from django.db import migrations

from manara.foundation.access.walls import (
    IS_ADMINISTRATOR,
    IS_AUDITOR,
    KEPT_AUDIENCES,
    ME,
    append_only,
    column_in,
    wall,
)

AGENCY_CIRCLES = "circle_id in (select id from foundation_circle where kind = 'agency')"

# Runs with its owner's rights: the grants themselves are seen by nobody but those they concern. A person without an
# active account, and one whose role holds no content, reaches nothing.
REACH = """
create function manara_reach(viewer bigint)
returns table (circles text, kept_circles text, audiences text, kept_audiences text)
language sql stable security definer set search_path = public, pg_temp as $$
  with who as (
    select id from foundation_user
    where id = viewer and is_active and not roles && array['auditor', 'administrator']::varchar[]
  ), mine as (
    select circle_id, is_keeper from foundation_membership join who on who.id = user_id where ended_at is null
    union all
    select circle.id, false from foundation_circle circle, who where circle.kind = 'context'
  ), heard as (
    select audience_id, bool_or(is_keeper) as kept
    from foundation_audiencecircle join mine using (circle_id) group by audience_id
  )
  select coalesce((select string_agg(distinct circle_id::text, ',') from mine), ''),
         coalesce((select string_agg(distinct circle_id::text, ',') from mine where is_keeper), ''),
         coalesce((select string_agg(audience_id::text, ',') from heard), ''),
         coalesce((select string_agg(audience_id::text, ',') from heard where kept), '')
$$
"""

AUDIENCE_OF = """
create function manara_audience_of(chosen bigint[]) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with wanted as (
    select encode(sha256(convert_to(string_agg(circle::text, ',' order by circle), 'UTF8')), 'hex') as digest
    from (select distinct unnest(chosen) as circle) each
  ), made as (
    insert into foundation_audience (digest) select digest from wanted where digest is not null
    on conflict (digest) do update set digest = excluded.digest
    returning id
  ), filled as (
    insert into foundation_audiencecircle (audience_id, circle_id)
    select made.id, circle from made, (select distinct unnest(chosen) as circle) each
    on conflict (circle_id, audience_id) do nothing
  )
  select coalesce((select id from made), 0)
$$
"""

WIDENED = """
create function manara_widened(audience bigint, further bigint) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  select manara_audience_of(
    array(select circle_id from foundation_audiencecircle where audience_id = audience) || further)
$$
"""

NARROWED = """
create function manara_narrowed(audience bigint, without bigint) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  select manara_audience_of(
    array(select circle_id from foundation_audiencecircle where audience_id = audience and circle_id <> without))
$$
"""

OPEN_CIRCLE = """
create function manara_open_circle(public uuid, kind text, agency bigint, name text, purpose text, keeper bigint)
returns bigint language sql volatile security definer set search_path = public, pg_temp as $$
  with circle as (
    insert into foundation_circle (public_id, kind, agency_id, name, purpose, opened_by_id, opened_at)
    values (public, kind, agency, name, purpose, keeper, now()) returning id
  ), kept as (
    insert into foundation_membership (circle_id, user_id, is_keeper, reason, added_by_id, added_at)
    select id, keeper, true, purpose, keeper, now() from circle where keeper is not null
  )
  select id from circle
$$
"""

# Puts right the memberships that follow from an account alone: its agency's own circle, and none at all for an auditor
# or administrator. With its owner's rights, since who accepts an invitation is nobody yet and an administrator does
# not see which cases a person was in.
PLACE = """
create function manara_place(person bigint, by bigint, why text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  with who as (
    select id, agency_id, roles && array['auditor', 'administrator']::varchar[] as apart
    from foundation_user where id = person
  ), ended as (
    update foundation_membership held set ended_at = now(), ended_by_id = by
    from who, foundation_circle circle
    where held.user_id = who.id and circle.id = held.circle_id and held.ended_at is null
      and (who.apart or (circle.kind = 'agency' and circle.agency_id <> who.agency_id))
  )
  insert into foundation_membership (circle_id, user_id, is_keeper, reason, added_by_id, added_at)
  select circle.id, who.id, false, why, by, now()
  from who join foundation_circle circle on circle.kind = 'agency' and circle.agency_id = who.agency_id
  where not who.apart
  on conflict (circle_id, user_id) where ended_at is null do nothing
$$
"""

# A member sees who else is in his circles; why somebody was let in, and who has left, is its keeper's to see.
MEMBERS = """
create function manara_members() returns table (circle_id bigint, user_id bigint, is_keeper boolean, since timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select circle_id, user_id, is_keeper, added_at from foundation_membership
  where ended_at is null and circle_id = any(string_to_array(current_setting('manara.circles', true), ',')::bigint[])
$$
"""

# Each event waits for its seal from the moment its transaction commits, in whatever order transactions commit: a trigger
# of the owner's writes it, so that no way of writing an event can forget it, and no number has to be compared.
AWAIT_SEAL = """
create function manara_await_seal() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into foundation_auditwaiting (event) select id from fresh;
  return null;
end
$$
"""
WAITING = [
    "create table foundation_auditwaiting (event bigint primary key)",
    AWAIT_SEAL,
    "create trigger await_seal after insert on foundation_auditevent referencing new table as fresh "
    "for each statement execute function manara_await_seal()",
]
NOT_WAITING = [
    "drop trigger await_seal on foundation_auditevent",
    "drop function manara_await_seal()",
    "drop table foundation_auditwaiting",
]

INDEXES = {
    "audit_at": "foundation_auditevent (at)",
    "audit_of_actor": "foundation_auditevent (actor_code, id desc)",
    "audit_of_request": "foundation_auditevent (request_id) where request_id is not null",
    "audit_of_audience": "foundation_auditevent (audience_id, id desc) where audience_id is not null",
}

# What a worker may know of jobs before it acts as the person who asked: which, of what kind, for whom.
UNFINISHED_JOBS = """
create function manara_unfinished_jobs() returns table (public_id uuid, kind text, asked_by bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select public_id, kind, asked_by_id from foundation_job where state in ('waiting', 'running') order by id
$$
"""

FUNCTIONS = {
    "manara_reach(bigint)": REACH,
    "manara_audience_of(bigint[])": AUDIENCE_OF,
    "manara_widened(bigint, bigint)": WIDENED,
    "manara_narrowed(bigint, bigint)": NARROWED,
    "manara_open_circle(uuid, text, bigint, text, text, bigint)": OPEN_CIRCLE,
    "manara_place(bigint, bigint, text)": PLACE,
    "manara_members()": MEMBERS,
    "manara_unfinished_jobs()": UNFINISHED_JOBS,
}

THROTTLE = (
    "create table foundation_throttle "
    "(cache_key varchar(255) primary key, value text not null, expires timestamptz not null)"
)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        *(migrations.RunSQL(sql, f"drop function {name}") for name, sql in FUNCTIONS.items()),
        migrations.RunSQL(
            "alter table foundation_user add constraint roles_apart check (not "
            "(roles && array['auditor', 'administrator']::varchar[] and cardinality(roles) > 1))",
            "alter table foundation_user drop constraint roles_apart",
        ),
        wall(
            "foundation_circle",
            see=f"{column_in('id', 'circles')} or kind in ('agency', 'context')",
            add=f"{IS_ADMINISTRATOR} and kind = 'agency'",
            change=column_in("id", "kept_circles"),
        ),
        wall(
            "foundation_membership",
            see=f"user_id = {ME} or {column_in('circle_id', 'kept_circles')} or ({IS_ADMINISTRATOR} and {AGENCY_CIRCLES})",
            add=f"{column_in('circle_id', 'kept_circles')} or ({IS_ADMINISTRATOR} and {AGENCY_CIRCLES})",
            change=f"{column_in('circle_id', 'kept_circles')} or ({IS_ADMINISTRATOR} and {AGENCY_CIRCLES})",
        ),
        wall("foundation_audiencecircle", see=column_in("circle_id", "circles"), add="false"),
        wall("foundation_sharing"),
        wall("foundation_sealedkey"),
        wall("foundation_sealedfile"),
        wall("foundation_job"),
        wall(
            "foundation_auditevent",
            see=f"{IS_AUDITOR} or {KEPT_AUDIENCES}",
            add=f"actor_id is null or {ME} is null or actor_id = {ME}",
            change="false",
        ),
        wall("foundation_auditseal", see=IS_AUDITOR, change="false"),
        append_only("foundation_auditevent"),
        append_only("foundation_auditseal"),
        *(
            migrations.RunSQL(f"create index {name} on {columns}", f"drop index {name}")
            for name, columns in INDEXES.items()
        ),
        migrations.RunSQL(WAITING, NOT_WAITING),
        wall("foundation_auditwaiting", see=IS_AUDITOR, add="false"),
        wall("foundation_suspension", see=f"{IS_ADMINISTRATOR} or user_id = {ME}", add=IS_ADMINISTRATOR, change=IS_ADMINISTRATOR),
        migrations.RunSQL(THROTTLE, "drop table foundation_throttle"),
    ]
