"""Writes the event of a read or a change into the audit log, in the transaction of what it tells of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import connection

from manara.foundation.access.viewer import Viewer
from manara.foundation.keys import seal_with_node
from manara.foundation.models import AuditEvent, User

# Enough to say what was on a page; a larger set is counted, and its members follow from the import or export it names.
LISTED = 200


def record(
    viewer: Viewer,
    verb: str,
    object_type: str,
    objects: Iterable[uuid.UUID] = (),
    *,
    count: int | None = None,
    fields: Iterable[str] = (),
    audience: int | None = None,
    detail: str = "",
) -> AuditEvent:
    """Record that `viewer` did `verb` to `objects`; `detail` is sealed and only an auditor can open it.

    Nothing is caught: an event that can't be written undoes what it would have told of.
    """
    listed = list(objects)
    event = AuditEvent(
        actor_id=viewer.user_id,
        actor_code=viewer.code,
        verb=verb,
        object_type=object_type,
        object_ids=listed[:LISTED],
        object_count=len(listed) if count is None else count,
        fields=sorted(set(fields)),
        purpose=viewer.purpose,
        request_id=viewer.request_id,
        token=viewer.token,
        audience_id=audience,
    )
    return _written(event, detail)


def record_entry(user: User | None, verb: str, *, code: str = "", detail: str = "") -> AuditEvent:
    """Record a sign-in, a sign-out or a refused attempt, where there is no viewer yet."""
    event = AuditEvent(
        actor=user, actor_code=user.code if user else "", verb=verb, object_type="session", object_count=1
    )
    return _written(event, detail or (code if user is None else ""))


def record_before_entry(
    user: User,
    verb: str,
    object_type: str,
    objects: Iterable[uuid.UUID],
    *,
    fields: Iterable[str] = (),
    detail: str = "",
    request_id: uuid.UUID | None = None,
    token: uuid.UUID | None = None,
) -> AuditEvent:
    """Record what was done to `objects` in the name of `user` before he is let in and reaches anything."""
    listed = list(objects)
    event = AuditEvent(
        actor=user,
        actor_code=user.code,
        verb=verb,
        object_type=object_type,
        object_ids=listed,
        object_count=len(listed),
        fields=sorted(set(fields)),
        request_id=request_id,
        token=token,
    )
    return _written(event, detail)


def _written(event: AuditEvent, detail: str) -> AuditEvent:
    sealed = seal_with_node(detail, place=f"audit:{event.public_id}") if detail else None
    event.sealed_detail = sealed
    # Written bare: the role may add events but not read them, so the database must not be asked to return any.
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                event.public_id,
                event.actor_id,
                event.actor_code,
                event.verb,
                event.object_type,
                event.object_ids,
                event.object_count,
                event.fields,
                event.purpose,
                event.request_id,
                event.token,
                event.audience_id,
                sealed,
            ],
        )
    return event


_INSERT = """
insert into foundation_auditevent (public_id, at, actor_id, actor_code, verb, object_type, object_ids, object_count,
                                   fields, purpose, request_id, token, audience_id, sealed_detail)
values (%s, clock_timestamp(), %s, %s, %s, %s, %s::uuid[], %s, %s::varchar[], %s, %s, %s, %s, %s)
"""
