"""Tokens by which programmes read in their holder's name, and the token of an event beside who did it."""

import uuid
from datetime import timedelta

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from manara.foundation.access.walls import IS_ADMINISTRATOR, IS_AUDITOR, ME, append_only, wall

# Whoever asks with a token is nobody yet: with its owner's rights the token is found, its use counted in the minute and
# noted at most once a minute. One round trip, atomic, whatever number of processes answer.
COUNTED_USE = """
create function manara_token_used(hashed text)
returns table (owner_id bigint, token uuid, token_name text, token_prefix text, token_purpose text,
               token_abilities varchar[], made_at timestamptz, expires_at timestamptz, revoked boolean, is_over boolean,
               asked integer)
language sql volatile security definer set search_path = public, pg_temp as $$
  with held as (
    select * from foundation_accesstoken where digest = hashed
  ), counted as (
    insert into foundation_throttle (cache_key, value, expires)
    select 'token:' || held.id || ':' || extract(epoch from date_trunc('minute', now()))::bigint, '1',
           date_trunc('minute', now()) + interval '2 minutes' from held
    on conflict (cache_key) do update set value = (foundation_throttle.value::integer + 1)::text
    returning value::integer as asked
  ), noted as (
    update foundation_accesstoken used set last_used_at = now() from held
    where used.id = held.id and held.revoked_at is null and held.expires_at > now()
      and (held.last_used_at is null or held.last_used_at < now() - interval '1 minute')
  )
  select held.owner_id, held.public_id, held.name::text, held.prefix::text, held.purpose::text, held.abilities,
         held.made_at, held.expires_at, held.revoked_at is not null, held.expires_at <= now(), counted.asked
  from held, counted
$$
"""


# A token can be revoked and nothing else: its holder, abilities and last day stay as they were made, and no row goes.
class Migration(migrations.Migration):
    dependencies = [("foundation", "0006_comments")]

    operations = [
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("purpose", models.CharField(blank=True, max_length=240)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("prefix", models.CharField(max_length=16)),
                (
                    "abilities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoke_reason", models.CharField(blank=True, max_length=240)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__lte", models.F("made_at") + timedelta(days=365))
                        ),
                        name="token_ends_within_a_year",
                    )
                ],
            },
        ),
        wall(
            "foundation_accesstoken",
            see=f"owner_id = {ME} or {IS_ADMINISTRATOR} or {IS_AUDITOR}",
            add=f"owner_id = {ME}",
            change=f"owner_id = {ME} or {IS_ADMINISTRATOR}",
        ),
        append_only("foundation_accesstoken", but="revoked_at, revoked_by_id, revoke_reason"),
        migrations.RunSQL(COUNTED_USE, "drop function manara_token_used(text)"),
        migrations.AddField("auditevent", "token", models.UUIDField(null=True)),
        migrations.RunSQL(
            "create index audit_of_token on foundation_auditevent (token, id desc) where token is not null",
            "drop index audit_of_token",
        ),
    ]
