"""Gives somebody a role along the script, confirms or declines a suggestion of one, and takes each of these back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from manara.foundation.access import Ability, Hidden, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Entity
from manara.networks.actions.once import written_once
from manara.networks.actions.refusals import AlreadyTakenBack
from manara.networks.engine.roles import ROLES
from manara.networks.models import DeclineUndone, Role, RoleDeclined, RoleEnded, RoleKind, Script
from manara.networks.queries.protected import known_protected
from manara.resolution.queries import judged


class NoRole(ValueError):
    """There is no such role, or it was given to no person."""


class Protected(ValueError):
    """The viewer may read why this person is protected: no role is given to him until that is cleared up."""


@dataclass(frozen=True)
class Given:
    """What is said of a role: of which script, where on the route, when, as a fact or as an assessment, and why."""

    script: Script
    role: str
    stage: str = ""
    since: str = ""
    until: str = ""
    kind: RoleKind = RoleKind.ASSESSMENT
    reason: str = ""
    # Addresses of the reports and ties that it rests on, each as (kind, address); what a suggestion came from, as codes.
    evidence: Sequence[tuple[str, str]] = ()
    grounds: Sequence[tuple[str, int]] = ()


def give_role(viewer: Viewer, entity: Entity, given: Given) -> Role:
    """The role, where the entity lies. Raises `Refused`, `NoRole`, `Hidden`, `Protected`.

    The very same by the same person stands once. Only what the viewer may read stops him here: whether somebody is protected
    behind a wall is told by no refusal.
    """
    _check(viewer, entity, given.role)
    with transaction.atomic():
        held = _held(entity)
        if known_protected(judged.together([held.pk])[held.pk]):
            raise Protected
        said = {
            "entity": held, "script": given.script, "role": given.role, "stage": given.stage, "since": given.since,
            "until": given.until, "kind": given.kind, "reason": tidy(given.reason)[:500], "by_id": viewer.user_id,
        }  # fmt: skip
        stands = Role.objects.filter(**said, ended=None).first()
        if stands is not None:
            return stands
        role = Role.objects.create(
            audience_id=held.audience_id, **said,
            evidence=[list(each) for each in given.evidence][:100], grounds=[list(each) for each in given.grounds],
        )  # fmt: skip
        _recorded(viewer, AuditVerb.CREATE, role, given.role)
    return role


def decline_role(viewer: Viewer, entity: Entity, role: str, *, strength: float, reason: str) -> RoleDeclined:
    """Decline a suggestion: it comes back only when more speaks for it. Raises `Refused`, `NoRole`, `Hidden`."""
    _check(viewer, entity, role)
    with transaction.atomic():
        held = _held(entity)
        # Of neither script: what was suggested from ties says nothing of the offence.
        declined = RoleDeclined.objects.create(
            audience_id=held.audience_id, entity=held, script="", role=role, reason=tidy(reason)[:500],
            strength=strength, by_id=viewer.user_id,
        )  # fmt: skip
        _recorded(viewer, AuditVerb.CREATE, declined, "declined")
    return declined


def take_back_role(viewer: Viewer, role: Role, *, reason: str) -> RoleEnded:
    """Take a role back, with the reason. Raises `Refused`, `AlreadyTakenBack`."""
    _may(viewer)
    why = tidy(reason)[:500]
    ended = written_once(RoleEnded, viewer, role.audience_id, already=AlreadyTakenBack, role=role, reason=why)
    _recorded(viewer, AuditVerb.CHANGE, role, "taken back")
    return ended


def undo_declining(viewer: Viewer, declined: RoleDeclined) -> DeclineUndone:
    """Let a declined suggestion wait again. Raises `Refused`, `AlreadyTakenBack`."""
    _may(viewer)
    undone = written_once(DeclineUndone, viewer, declined.audience_id, already=AlreadyTakenBack, declined=declined)
    _recorded(viewer, AuditVerb.CHANGE, declined, "waits again")
    return undone


def _may(viewer: Viewer) -> None:
    # As for who is who: who works with the reports says what somebody did in them.
    if not viewer.may(Ability.JUDGE):
        raise Refused(Ability.JUDGE)


def _check(viewer: Viewer, entity: Entity, role: str) -> None:
    _may(viewer)
    if role not in ROLES or entity.schema != "Person":
        raise NoRole


def _held(entity: Entity) -> Entity:
    """The entity, held where it lies: who takes its report back at this moment comes before or after."""
    held = Entity.objects.select_for_update(of=("self",)).filter(pk=entity.pk).first()
    if held is None:
        raise Hidden
    return held


def _recorded(viewer: Viewer, verb: str, row: Any, what: str) -> None:
    record(viewer, verb, "role", [row.public_id, row.entity.public_id], fields=[what], audience=row.audience_id)
