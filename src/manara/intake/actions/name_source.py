"""Seals who a source is, apart from every report, under a key of its own and for the handlers' circle only."""

from __future__ import annotations

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.keys import destroy_key, new_key, open_bytes, open_key, seal_bytes
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Source, SourceIdentity


def name_source(viewer: Viewer, source: Source, *, identity: str, circle: Circle, audience: int) -> SourceIdentity:
    """Seal the identity for `audience`, which must be a circle the viewer keeps. Raises `Refused`."""
    if not viewer.may(Ability.SEE_SOURCES) or circle.pk not in viewer.circles:
        raise Refused(Ability.SEE_SOURCES)
    with transaction.atomic():
        key, secret = new_key(audience, "source")
        sealed = seal_bytes(secret, identity.encode(), place=_place(source))
        row, _ = SourceIdentity.objects.update_or_create(
            source=source,
            defaults={"audience_id": audience, "sealed": sealed, "key": key, "sealed_by_id": viewer.user_id},
        )
        record(viewer, AuditVerb.CHANGE, "source", [source.public_id], fields=["identity"], audience=audience)
    return row


def open_source(viewer: Viewer, identity: SourceIdentity) -> str:
    """Who the source is, for one of its handlers; the reading is recorded. Raises `Refused`, or `Unsealable` once erased."""
    if not viewer.may(Ability.SEE_SOURCES):
        raise Refused(Ability.SEE_SOURCES)
    record(
        viewer, AuditVerb.READ, "source", [identity.source.public_id], fields=["identity"], audience=identity.audience_id
    )
    return open_bytes(open_key(identity.key), identity.sealed, place=_place(identity.source)).decode()


def forget_source(viewer: Viewer, identity: SourceIdentity) -> None:
    """Erase who the source is by destroying the key; reports keep his reference. Raises `Refused`."""
    if not viewer.may(Ability.SEE_SOURCES):
        raise Refused(Ability.SEE_SOURCES)
    with transaction.atomic():
        destroy_key(identity.key)
        record(
            viewer, AuditVerb.CHANGE, "source", [identity.source.public_id], fields=["identity"],
            audience=identity.audience_id,
        )  # fmt: skip


def _place(source: Source) -> str:
    return f"source:{source.public_id}:identity:1"
