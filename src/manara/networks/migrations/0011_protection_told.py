"""A harm check says whether the protection service was told, by whom and when; without it nobody signs for people at risk."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

# Who may be at risk is ruled out only by "no" to every danger.
_NOBODY = """
alter table networks_harmcheck add constraint nobody_at_risk_by_its_answers check (
  protection <> 'nobody' or (at_risk = '' and not jsonb_path_exists(dangers, '$.* ? (@ != "no")'))
)
"""
# What the signature says of it is what stands in the check that it signs.
_AS_CHECKED = """
create unique index check_and_protection on networks_harmcheck (id, protection);
alter table networks_signature add constraint protection_as_checked
  foreign key (harm_check_id, protection) references networks_harmcheck (id, protection)
"""
_BACK = "alter table networks_signature drop constraint protection_as_checked; drop index check_and_protection"
_TOLD = Q(protection="told", protection_on__isnull=False) & ~Q(protection_by="")


class Migration(migrations.Migration):
    dependencies = [("networks", "0010_step_entered_once")]

    operations = [
        migrations.AddField(
            "harmcheck",
            "protection",
            models.CharField(
                choices=[
                    ("told", "It was told"),
                    ("later", "Not yet"),
                    ("nobody", "Not needed: every danger was ruled out"),
                ],
                blank=True,
                default="",
                max_length=6,
            ),
        ),
        migrations.AddField("harmcheck", "protection_by", models.CharField(blank=True, default="", max_length=300)),
        migrations.AddField("harmcheck", "protection_on", models.DateField(null=True)),
        migrations.AddField("signature", "protection", models.CharField(blank=True, default="", max_length=6)),
        migrations.AddConstraint(
            "harmcheck",
            models.CheckConstraint(
                condition=Q(protection__in=("", "later", "nobody")) | _TOLD,
                name="protection_told_by_whom_and_when",
            ),
        ),
        migrations.AddConstraint(
            "signature",
            models.CheckConstraint(
                condition=Q(agrees=False) | Q(protection__in=("", "told", "nobody")),
                name="signed_once_protection_was_told",
            ),
        ),
        migrations.RunSQL(_NOBODY, "alter table networks_harmcheck drop constraint nobody_at_risk_by_its_answers"),
        migrations.RunSQL(_AS_CHECKED, _BACK),
    ]
