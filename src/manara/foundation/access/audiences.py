"""Finds or makes the audience of a set of circles, and widens one by another circle."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from manara.foundation.models import NOBODY

_CIRCLES_OF = "select circle_id from foundation_audiencecircle where audience_id = %s order by circle_id"


def audience_of(circles: Iterable[int]) -> int:
    """The number of the audience that is exactly `circles`; of no circle, the audience that is nobody."""
    chosen = sorted(set(circles))
    if not chosen:
        return NOBODY
    with connection.cursor() as cursor:
        cursor.execute("select manara_audience_of(%s::bigint[])", [chosen])
        return int(cursor.fetchone()[0])


def widened(audience: int, circle: int) -> int:
    """The number of the audience that is `audience` and one more circle, though the viewer may not see all of them."""
    with connection.cursor() as cursor:
        cursor.execute("select manara_widened(%s, %s)", [audience, circle])
        return int(cursor.fetchone()[0])


def narrowed(audience: int, circle: int) -> int:
    """The number of the audience that is `audience` without one circle."""
    with connection.cursor() as cursor:
        cursor.execute("select manara_narrowed(%s, %s)", [audience, circle])
        return int(cursor.fetchone()[0])


def circles_of(audience: int) -> list[int]:
    """Those circles of an audience that the viewer belongs to."""
    with connection.cursor() as cursor:
        cursor.execute(_CIRCLES_OF, [audience])
        return [row[0] for row in cursor.fetchall()]
