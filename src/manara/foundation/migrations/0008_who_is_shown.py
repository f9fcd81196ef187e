"""Who of the log sees what: a keeper the readers who are in a circle of his, and everybody what he himself took along."""

from __future__ import annotations

from django.db import migrations

from manara.foundation.access.walls import IS_AUDITOR, KEPT_AUDIENCES, ME, column_in

# What is open to two circles is read by people of both. Who keeps the one learns of its own people that they read, and of
# the other's neither that nor who they are; of one who has left it he goes on seeing what he read. The pairs of audience
# and person are gathered once a question, under the walls of the tables that they are taken from.
READERS = f"""(audience_id, actor_id) in (
    select heard.audience_id, member.user_id
    from foundation_audiencecircle heard join foundation_membership member on member.circle_id = heard.circle_id
    where {column_in("heard.circle_id", "kept_circles")}
)"""
TAKEN = "('export', 'download')"
OWN_TAKINGS = f"(actor_id = {ME} and verb in {TAKEN})"
BEFORE = f"{IS_AUDITOR} or {KEPT_AUDIENCES}"
AFTER = f"{IS_AUDITOR} or {OWN_TAKINGS} or ({KEPT_AUDIENCES} and {READERS})"
POLICY = "alter policy foundation_auditevent_see on foundation_auditevent using ({})"


class Migration(migrations.Migration):
    dependencies = [("foundation", "0007_tokens")]

    operations = [
        migrations.RunSQL(POLICY.format(AFTER), POLICY.format(BEFORE)),
        migrations.RunSQL(
            f"create index auditevent_taken on foundation_auditevent (actor_id, id) where verb in {TAKEN}",
            "drop index auditevent_taken",
        ),
    ]
