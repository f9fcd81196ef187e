"""Puts an entity on a case's list beside those that its reports name, and takes it off again, each with the reason."""

from __future__ import annotations

import uuid

from django.db import connection, transaction
from django.utils import timezone

from manara.cases.actions.hold_case import changed, hold_open
from manara.cases.models import Case, ListedEntity
from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Entity
from manara.resolution.queries.audiences import lying


def list_entity(viewer: Viewer, case: Case, entity: Entity, *, reason: str) -> bool:
    """Put `entity` on the list; whether it was not there yet. It opens nothing: who may not see it does not see it here.

    Raises `NotOpen`, `Refused`.
    """
    with transaction.atomic():
        held = hold_open(viewer, case)
        row = ListedEntity(case=held, entity=entity.public_id, reason=reason[:500])
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into cases_listedentity (public_id, audience_id, case_id, entity, reason, by_id, at, ended_reason) "
                "values (%s, %s, %s, %s, %s, %s, now(), '') on conflict (case_id, entity) where ended_at is null do nothing",
                [row.public_id, held.audience_id, held.pk, row.entity, row.reason, viewer.user_id],
            )
            added = bool(cursor.rowcount == 1)
        if added:
            changed(held)
            _recorded(viewer, held, entity.public_id)
    return added


def unlist_entity(viewer: Viewer, listed: ListedEntity, *, reason: str) -> None:
    """Take an entity off the list; of one that is off already nothing changes. Raises `NotOpen`, `Refused`, `Hidden`."""
    with transaction.atomic():
        held = hold_open(viewer, listed.case)
        now = ListedEntity.objects.select_for_update(of=("self",)).filter(pk=listed.pk).first()
        if now is None:
            raise Hidden
        if now.ended_at is not None:
            return
        ListedEntity.objects.filter(pk=now.pk).update(
            ended_at=timezone.now(), ended_by_id=viewer.user_id, ended_reason=reason[:500]
        )
        changed(held)
        _recorded(viewer, held, now.entity)


def _recorded(viewer: Viewer, case: Case, entity: uuid.UUID) -> None:
    """For the keepers of the case's circle and for those where the entity lies: the first need not know of it."""
    there = lying("entity", [entity])
    named = [(audience, case.public_id) for audience in (case.audience_id, *(audience for audience, _entity in there))]
    tell_keepers(viewer, AuditVerb.CHANGE, "case", [*named, *there], fields=["entities"])
