"""Takes all that one person may see out of the node, in that person's name, with the event that says so."""

from __future__ import annotations

from typing import BinaryIO

from django.utils import timezone

from manara.foundation.access import Ability, Refused, acting
from manara.foundation.actions.record import record
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.node.state import NodeProblem
from manara.resolution.export import ftm_lines
from manara.resolution.queries.exporting import exported


def take_out(code: str, purpose: str, target: BinaryIO) -> int:
    """Write every entity that the person with this code may see to `target`; returns how many lines.

    Raises NodeProblem for a code that nobody active has, `Refused` when the person's roles don't export.
    """
    user = User.objects.filter(code=code, is_active=True).first()
    if user is None:
        raise NodeProblem(f"nobody active on this node has the code {code}.")
    with acting(user, purpose=purpose) as viewer:
        if not viewer.may(Ability.EXPORT):
            raise Refused(Ability.EXPORT)
        count = 0
        for line in ftm_lines(exported(), viewer, timezone.now()):
            target.write(line)
            count += 1
        # Counted, not listed: the lines themselves are what was taken.
        record(viewer, AuditVerb.EXPORT, "entity", count=count, fields=["all"], detail="command line")
    return count
