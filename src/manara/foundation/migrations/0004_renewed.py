"""Whose sign-in was renewed leaves the circles that no account alone opens; why a membership ended is kept."""

from django.db import migrations, models

# With its owner's rights: who accepts an invitation is nobody yet, and the administrator who made it does not see which
# circles the person is in. The keepers of those circles are locked, so that of two renewed at once one stays; a keeper
# whose account is closed could let nobody in and does not count.
RENEWED = """
create function manara_renewed(person bigint, by bigint, why text) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform from foundation_membership where is_keeper and ended_at is null and circle_id in
    (select circle_id from foundation_membership where user_id = person and is_keeper and ended_at is null)
  order by id for update;
  return query
  update foundation_membership held set ended_at = now(), ended_by_id = by, ended_reason = why
  from foundation_circle circle
  where held.user_id = person and held.ended_at is null
    and circle.id = held.circle_id and circle.kind in ('case', 'restricted', 'release')
    and (not held.is_keeper or exists (
      select from foundation_membership other join foundation_user keeper on keeper.id = other.user_id
      where other.circle_id = held.circle_id and other.user_id <> person
        and other.is_keeper and other.ended_at is null and keeper.is_active))
  returning circle.public_id;
end
$$
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_due_sharings")]

    operations = [
        migrations.AddField("membership", "ended_reason", models.CharField(blank=True, db_default="", default="", max_length=240)),
        migrations.RunSQL(RENEWED, "drop function manara_renewed(bigint, bigint, text)"),
    ]
