"""Opens a circle of people who may know, for a purpose; who opens it keeps it."""

from __future__ import annotations

from django.db import connection, transaction

from manara.foundation.access.abilities import Ability
from manara.foundation.access.reach import again
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind


def open_circle(viewer: Viewer, *, kind: str, name: str, purpose: str) -> tuple[Circle, Viewer]:
    """A new circle with `viewer` as its keeper; returns it and the viewer who now reaches it. Raises `Refused`."""
    if not viewer.may(Ability.KEEP_CIRCLES):
        raise Refused(Ability.KEEP_CIRCLES)
    with transaction.atomic():
        circle = Circle(
            kind=kind,
            agency_id=viewer.agency_id,
            name=name[:160],
            purpose=purpose[:240],
            opened_by_id=viewer.user_id,
        )
        with connection.cursor() as cursor:
            # In the database one function makes the circle and its first membership: nobody sees a circle from outside.
            cursor.execute(
                "select manara_open_circle(%s, %s, %s, %s, %s, %s)",
                [circle.public_id, kind, viewer.agency_id, circle.name, circle.purpose, viewer.user_id],
            )
            circle.pk = cursor.fetchone()[0]
        record(viewer, AuditVerb.CREATE, "circle", [circle.public_id], fields=["kind", "name", "purpose"])
    return circle, again(viewer)


def context_circle() -> Circle:
    """The node's one circle for attributed public context, which every role with content reaches; made when first asked."""
    with transaction.atomic(), connection.cursor() as cursor:
        # One at a time: two first askers must not make two.
        cursor.execute("select pg_advisory_xact_lock(hashtext('manara context circle'))")
        found = Circle.objects.filter(kind=CircleKind.CONTEXT).first()
        if found is None:
            cursor.execute(
                "select manara_open_circle(gen_random_uuid(), 'context', null, 'Context', 'Public context', null)"
            )
            found = Circle.objects.get(pk=cursor.fetchone()[0])
    return found
