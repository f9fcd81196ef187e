"""Sets which owner learns what of a match that nobody may see whole."""

from __future__ import annotations

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.resolution.actions.publish_rule import in_turn
from manara.resolution.models import DeconflictionRule
from manara.resolution.models.deconfliction import Tells
from manara.resolution.queries.rules import deconfliction_in_force


def set_deconfliction_rule(viewer: Viewer, *, tells: Tells, names_agency: bool, reason: str) -> DeconflictionRule:
    """The next version, in force from now; the very same again is none. Raises `Refused`."""
    if not viewer.may(Ability.SET_RULES):
        raise Refused(Ability.SET_RULES)
    with transaction.atomic():
        in_turn("deconfliction")
        before = deconfliction_in_force()
        said = {
            "tells": tells, "names_agency": names_agency and tells != Tells.NOBODY, "reason": tidy(reason)[:500],
            "set_by_id": viewer.user_id,
        }  # fmt: skip
        if before is not None and all(getattr(before, name) == value for name, value in said.items()):
            return before
        rule = DeconflictionRule.objects.create(version=before.version + 1 if before else 1, **said)
        record(
            viewer, AuditVerb.ADMINISTER, "deconfliction", [rule.public_id], fields=[f"version {rule.version}", tells]
        )
    return rule
