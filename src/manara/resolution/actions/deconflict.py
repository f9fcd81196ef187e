"""Tells owners of a match that nobody may see whole, as far as the authority's rule allows; neither side by itself."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection


def deconflict(entities: Collection[int]) -> int:
    """Notices for these entities and their matches beyond every wall, written by the database itself; how many.

    The function asks for the rule in force first and returns a number only: the viewer learns nothing that his circles
    are not told by a notice of their own.
    """
    with connection.cursor() as cursor:
        cursor.execute("select manara_deconflict(%s::bigint[])", [sorted(set(entities))])
        return int(cursor.fetchone()[0])
