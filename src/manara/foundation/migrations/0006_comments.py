"""Comments on what a room holds, their corrections and withdrawals, and whom they mention."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from manara.foundation.access.walls import AUDIENCES, ME, append_only, wall
from manara.foundation.tables import together

PROTECT = django.db.models.deletion.PROTECT
BY = {"on_delete": PROTECT, "related_name": "+", "to": settings.AUTH_USER_MODEL}
OF = {"on_delete": PROTECT, "to": "foundation.comment"}
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))

# Whom a comment may mention: who is with the asker in a circle of the subject's audience. With its owner's rights, since
# memberships are told to nobody, and bounded to the asker's own circles: of people who see the subject through a circle
# that is not his he learns nothing, and neither that there is such a circle. The circle that everybody is in names
# nobody: of a subject of public context it is those who share another circle with the asker.
COLLEAGUES = """
create function manara_colleagues(audience bigint, holders varchar[]) returns table (user_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as (
    select unnest(string_to_array(nullif(current_setting('manara.circles', true), ''), ',')::bigint[]) as circle_id
  ), heard as (
    select circle_id, kind = 'context' as everybody
    from foundation_audiencecircle join mine using (circle_id) join foundation_circle circle on circle.id = circle_id
    where audience_id = audience
  ), through as (
    select circle_id from heard where not everybody
    union
    select circle_id from mine where exists (select from heard where everybody)
  )
  select distinct held.user_id
  from foundation_membership held join through using (circle_id) join foundation_user who on who.id = held.user_id
  where held.ended_at is null and who.is_active and who.roles && holders
    and not who.roles && array['auditor', 'administrator']::varchar[]
$$
"""

# What may be changed of a row that was written: where it lies, and of a mention that it was read.
MOVED = {
    "foundation_comment": "audience_id",
    "foundation_commentcorrection": "audience_id",
    "foundation_commentwithdrawal": "audience_id",
    "foundation_commentmention": "audience_id, read_at",
}


class Migration(migrations.Migration):
    dependencies = [("foundation", "0005_places")]

    operations = together([
        migrations.CreateModel(
            name="Comment",
            fields=[
                ID,
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("audience_id", models.BigIntegerField()),
                ("subject_kind", models.CharField(max_length=32)),
                ("subject_id", models.UUIDField()),
                ("text", models.TextField()),
                ("language", models.CharField(blank=True, max_length=3)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("token", models.UUIDField(default=uuid.uuid4)),
                ("author", models.ForeignKey(**BY)),
                ("parent", models.ForeignKey(null=True, related_name="replies", **OF)),
            ],
            options={
                "indexes": [models.Index(fields=["subject_id", "subject_kind", "id"], name="comments_of_subject")],
                "constraints": [models.UniqueConstraint(fields=("author", "token"), name="comment_sent_once")],
            },
        ),
        migrations.CreateModel(
            name="CommentCorrection",
            fields=[
                ID,
                ("audience_id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("language", models.CharField(blank=True, max_length=3)),
                ("corrected_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("comment", models.ForeignKey(related_name="corrections", **OF)),
                ("corrected_by", models.ForeignKey(**BY)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("comment", "number"), name="one_correction_a_number")],
            },
        ),
        migrations.CreateModel(
            name="CommentWithdrawal",
            fields=[
                ID,
                ("audience_id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=240)),
                ("withdrawn_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("comment", models.OneToOneField(related_name="withdrawal", **OF)),
                ("withdrawn_by", models.ForeignKey(**BY)),
            ],
        ),
        migrations.CreateModel(
            name="CommentMention",
            fields=[
                ID,
                ("audience_id", models.BigIntegerField()),
                ("is_reply", models.BooleanField(default=False)),
                ("mentioned_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(null=True)),
                ("comment", models.ForeignKey(related_name="mentions", **OF)),
                ("user", models.ForeignKey(**BY)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("read_at", None)), fields=["user", "-id"], name="mentions_unread")
                ],
                "constraints": [models.UniqueConstraint(fields=("comment", "user"), name="mentioned_once_a_comment")],
            },
        ),
        # Nobody writes in another's name, whatever audience he reaches.
        wall("foundation_comment", add=f"{AUDIENCES} and author_id = {ME}"),
        wall("foundation_commentcorrection", add=f"{AUDIENCES} and corrected_by_id = {ME}"),
        wall("foundation_commentwithdrawal", add=f"{AUDIENCES} and withdrawn_by_id = {ME}"),
        wall("foundation_commentmention"),
        *(append_only(table, but=columns) for table, columns in MOVED.items()),
        migrations.RunSQL(COLLEAGUES, "drop function manara_colleagues(bigint, varchar[])"),
    ])
