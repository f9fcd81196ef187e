"""Reads the audit log for an auditor: newest first, walked by key, narrowed by who, what, when and why."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.utils import timezone

from manara.foundation.access.refusal import Hidden
from manara.foundation.models import AccessToken, AuditEvent

PAGE = 50


@dataclass(frozen=True)
class Narrowed:
    """What the log is narrowed to; empty parts narrow nothing. Days are those of the node's time zone, both included."""

    actor: str = ""
    verb: str = ""
    object_type: str = ""
    object_id: uuid.UUID | None = None
    request_id: uuid.UUID | None = None
    purpose: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Stretch:
    """A page of the log, and where the older and newer ones begin."""

    events: list[AuditEvent]
    older: int | None
    newer: int | None


def events(narrowed: Narrowed) -> QuerySet[AuditEvent]:
    """The events that `narrowed` leaves, newest first; sealed details stay in the database."""
    rows = AuditEvent.objects.select_related("actor").defer("sealed_detail").order_by("-pk")
    rows = rows.annotate(has_detail=_HAS_DETAIL)
    plain = {"actor_code": narrowed.actor, "verb": narrowed.verb, "object_type": narrowed.object_type}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if narrowed.object_id:
        rows = rows.filter(object_ids__contains=[narrowed.object_id])
    if narrowed.request_id:
        rows = rows.filter(request_id=narrowed.request_id)
    if narrowed.purpose:
        rows = rows.filter(purpose__icontains=narrowed.purpose)
    if narrowed.first:
        rows = rows.filter(at__gte=begin_of(narrowed.first))
    if narrowed.last:
        rows = rows.filter(at__lt=begin_of(narrowed.last + timedelta(days=1)))
    return rows


def stretch(narrowed: Narrowed, *, before: int | None = None, after: int | None = None) -> Stretch:
    """One page: the newest, or those older than `before`, or those just newer than `after`."""
    rows = events(narrowed)
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        more, found = len(found) > PAGE, found[:PAGE][::-1]
        return Stretch(found, found[-1].pk if found else None, found[0].pk if more else None)
    found = list((rows.filter(pk__lt=before) if before is not None else rows)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    newer = found[0].pk if found and before is not None else None
    return Stretch(found, found[-1].pk if more else None, newer)


def event_of(public_id: uuid.UUID) -> AuditEvent:
    """One event. Raises `Hidden`."""
    found = AuditEvent.objects.select_related("actor").annotate(has_detail=_HAS_DETAIL).filter(public_id=public_id).first()
    if found is None:
        raise Hidden
    return found


def token_of(event: AuditEvent) -> AccessToken | None:
    """The token of the programme that asked, None where a person did."""
    return None if event.token is None else AccessToken.objects.filter(public_id=event.token).first()


def begin_of(day: date) -> datetime:
    """The first moment of a day in the node's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


_HAS_DETAIL = Case(When(sealed_detail__isnull=False, then=Value(True)), default=Value(False), output_field=BooleanField())
