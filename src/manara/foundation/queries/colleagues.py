"""Finds the colleagues whom a comment may mention: those with whom the viewer shares a circle that sees its subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from manara.foundation.access.abilities import Ability, roles_with
from manara.foundation.access.viewer import Viewer

SUGGESTED = 8
_LANGUAGES = ("ar", "fr", "es", "en")
_THEY = "from manara_colleagues(%s, %s::varchar[]) mate join foundation_user who on who.id = mate.user_id"


@dataclass(frozen=True)
class Colleague:
    """Somebody who may be mentioned: his code and his agency, as the circle's own page shows them."""

    code: str
    agency: str


def suggested(viewer: Viewer, audience: int, typed: str) -> list[Colleague]:
    """The first few whose code or agency holds what was typed; those whose code begins with it first."""
    name = f"name_{viewer.language}" if viewer.language in _LANGUAGES else "name_en"
    sql = (
        f"select who.code, agency.{name} {_THEY} join foundation_agency agency on agency.id = who.agency_id "
        "where who.id <> %s and (strpos(lower(who.code), %s) > 0 "
        f"or strpos(lower(agency.{name}), %s) > 0 or strpos(lower(agency.code), %s) > 0) "
        "order by strpos(lower(who.code), %s) <> 1, who.code limit %s"
    )
    words = typed.strip().lower()[:60]
    with connection.cursor() as cursor:
        cursor.execute(sql, [audience, _holders(), viewer.user_id, words, words, words, words, SUGGESTED])
        return [Colleague(*row) for row in cursor.fetchall()]


def mentionable(audience: int, codes: Iterable[str]) -> dict[str, int]:
    """Of these codes (lower case) those that may be mentioned, each with its person; of all others nothing is told."""
    wanted = list(codes)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"select lower(who.code), who.id {_THEY} where lower(who.code) = any(%s)",
            [audience, _holders(), wanted],
        )
        return dict(cursor.fetchall())


def _holders() -> list[str]:
    return sorted(roles_with(Ability.COMMENT))
