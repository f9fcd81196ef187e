"""Row-level security on plans; what was signed or entered is never rewritten; and a signature is a second person's."""

from __future__ import annotations

from django.db import migrations

from manara.foundation.access.walls import append_only, wall

NEVER_REWRITTEN = (
    "plan", "planmove", "feasibility", "reach", "order", "harmcheck", "signature", "signaturewithdrawn", "realstep",
    "finding", "realsteptakenback",
)  # fmt: skip
# A place goes with its person where he is erased; that a step was taken stays.
KEYS = (
    ("reach", "reach_of_a_place", "(place_id) references networks_target (id) on delete cascade"),
    ("finding", "finding_one", "(one_id) references networks_target (id) on delete cascade"),
    ("finding", "finding_other", "(other_id) references networks_target (id) on delete cascade"),
    ("realstep", "step_of_a_place", "(place_id) references networks_target (id) on delete set null (place_id)"),
    # Who wrote the check and who made the plan stand in the signature as they stand there: a check compares them.
    (
        "signature", "signature_of_its_check",
        "(harm_check_id, plan_id, written_by_id) references networks_harmcheck (id, plan_id, by_id)",
    ),
    ("signature", "signature_of_its_plan", "(plan_id, planned_by_id) references networks_plan (id, by_id)"),
)  # fmt: skip
UNIQUE = (("harmcheck", "check_as_written", "id, plan_id, by_id"), ("plan", "plan_as_made", "id, by_id"))


class Migration(migrations.Migration):
    dependencies = [("networks", "0005_plan"), ("foundation", "0002_walls")]

    operations = [
        *(
            migrations.RunSQL(f"create unique index {name} on networks_{table} ({columns})", f"drop index {name}")
            for table, name, columns in UNIQUE
        ),
        *(
            migrations.RunSQL(
                f"alter table networks_{table} add constraint {name} foreign key {key}",
                f"alter table networks_{table} drop constraint {name}",
            )
            for table, name, key in KEYS
        ),
        *(wall(f"networks_{table}") for table in (*NEVER_REWRITTEN, "calculation")),
        *(append_only(f"networks_{table}") for table in NEVER_REWRITTEN),
    ]
