"""Marks a person as protected, for a circle that reads why and for everybody who plans; and takes a mark off again."""

from __future__ import annotations

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer, audience_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.intake.models import Entity
from manara.networks.actions.once import one_by_one, written_once
from manara.networks.models import Ground, Protection, ProtectionEnded


class NoPerson(ValueError):
    """Only persons are protected: a thing is never anybody's target."""


class AlreadyEnded(ValueError):
    """Another took the mark off meanwhile."""


def protect(viewer: Viewer, entity: Entity, *, ground: Ground, reason: str, circle: Circle) -> Protection:
    """Mark the person; in the same transaction the database takes him out of every plan, ranking and lookout.

    `circle` is who reads the mark and its reason; it holds for all, who learn of it nothing but that no plan names him.
    The very same mark by the same person stands once. Raises `Refused`, also for a circle that is not the viewer's or that
    everyone reads; `NoPerson`.
    """
    if not viewer.may(Ability.READ_ENTITIES):
        raise Refused(Ability.READ_ENTITIES)
    if entity.schema != "Person":
        raise NoPerson
    if circle.pk not in viewer.circles or circle.kind == CircleKind.CONTEXT:
        raise Refused(reason="circle")
    with transaction.atomic():
        audience = audience_of([circle.pk])
        viewer = again(viewer)
        one_by_one(viewer, "protect")
        said = {
            "audience_id": audience, "entity": entity, "ground": ground, "reason": tidy(reason)[:500],
            "by_id": viewer.user_id,
        }  # fmt: skip
        stands = Protection.objects.filter(**said, ended=None).first()
        if stands is not None:
            return stands
        mark = Protection.objects.create(**said)
        # The reason may say what the entity's own circle is not to know: the event stays in the circle of the mark.
        record(
            viewer, AuditVerb.CREATE, "protection", [mark.public_id, entity.public_id], fields=[ground],
            audience=mark.audience_id,
        )  # fmt: skip
    return mark


def end_protection(viewer: Viewer, mark: Protection, *, reason: str) -> ProtectionEnded:
    """Take a mark off; whatever else protects the person goes on. Who made it may, and who judges identities.

    Nobody comes back onto a list by it. Raises `Refused`, `AlreadyEnded`.
    """
    if mark.by_id != viewer.user_id and not viewer.may(Ability.JUDGE):
        raise Refused(Ability.JUDGE)
    why = tidy(reason)[:500]
    ended = written_once(ProtectionEnded, viewer, mark.audience_id, already=AlreadyEnded, protection=mark, reason=why)
    record(viewer, AuditVerb.CHANGE, "protection", [mark.public_id], fields=["ended"], audience=mark.audience_id)
    return ended
