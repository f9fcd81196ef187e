"""A plan is its author's alone until a harm check of it was written; from then on its circle reads it, to sign or decline."""

from __future__ import annotations

from django.db import migrations

from manara.foundation.access.walls import AUDIENCES, ME

_WAS = f"alter policy networks_plan_see on networks_plan using ({AUDIENCES})"
# The plans with a check are few and are read once for all rows; the check's own wall says which of them the reader sees.
_OPEN = "id = any(array(select plan_id from networks_harmcheck))"
_IS = f"alter policy networks_plan_see on networks_plan using ({AUDIENCES} and (by_id = {ME} or {_OPEN}))"


class Migration(migrations.Migration):
    dependencies = [("networks", "0011_protection_told")]

    operations = [migrations.RunSQL(_IS, _WAS)]
