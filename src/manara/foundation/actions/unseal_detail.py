"""Opens the sealed detail of an event to an auditor who says why; that is an event of its own, with the reason in plain."""

from __future__ import annotations

from dataclasses import replace

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.keys import open_with_node
from manara.foundation.models import AuditEvent
from manara.foundation.models.audit import AuditVerb


class NoReason(ValueError):
    """Nothing is unsealed without saying why."""


def unseal_detail(viewer: Viewer, event: AuditEvent, *, reason: str) -> str:
    """The detail's words. Raises `Refused`, `NoReason`, `Unsealable` when it was changed or moved."""
    if not viewer.may(Ability.READ_LOG):
        raise Refused(Ability.READ_LOG)
    if not reason.strip():
        raise NoReason
    record(
        replace(viewer, purpose=reason.strip()[:240]), AuditVerb.READ, "audit-event", [event.public_id], fields=["detail"]
    )
    if event.sealed_detail is None:
        return ""
    return open_with_node(bytes(event.sealed_detail), place=f"audit:{event.public_id}")
