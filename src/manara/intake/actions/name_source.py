"""Seals who a source is, apart from every report, under a key of its own and for the handlers' circle only."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from manara.foundation.access import Ability, Refused, Viewer, audience_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.keys import destroy_key, new_key, open_bytes, open_key, seal_bytes
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Source, SourceIdentity


def name_source(viewer: Viewer, source: Source, *, identity: str, circle: Circle) -> SourceIdentity:
    """Seal the identity for `circle`, one of the viewer's; what was sealed before is forgotten. Raises `Refused`.

    Only the agency that runs the source names it. An identity that others sealed where the viewer can't see is left
    as it is: the refusal is the same as for one who may name no sources.
    """
    if (
        not viewer.may(Ability.SEE_SOURCES)
        or circle.pk not in viewer.circles
        or source.agency_id != viewer.agency_id
        or not identity.strip()
    ):
        raise Refused(Ability.SEE_SOURCES)
    with transaction.atomic():
        audience = audience_of([circle.pk])
        again(viewer)
        former = SourceIdentity.objects.select_related("key").filter(source=source).first()
        if former is not None:
            destroy_key(former.key)
            former.delete()
        key, secret = new_key(audience, "source")
        sealed = seal_bytes(secret, identity.strip().encode(), place=_place(source))
        try:
            with transaction.atomic():
                row = SourceIdentity.objects.create(
                    source=source, audience_id=audience, sealed=sealed, key=key, sealed_by_id=viewer.user_id
                )
        except IntegrityError:
            raise Refused(Ability.SEE_SOURCES, reason="source-named") from None
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
