"""Who is in a case, and who of them can work in it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import get_language

from manara.cases.models import Case
from manara.foundation.access.abilities import Ability, abilities_of
from manara.foundation.models import Circle, Role
from manara.foundation.models.circle import CircleKind

_LANGUAGES = ("ar", "fr", "es", "en")
_SQL = """
select u.id, u.public_id, u.code, u.roles, u.is_active, m.is_keeper, m.since, a.{name}
from manara_members() m join foundation_user u on u.id = m.user_id join foundation_agency a on a.id = u.agency_id
where m.circle_id = %s order by m.is_keeper desc, u.code
"""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a case's circle."""

    user_id: int
    public_id: uuid.UUID
    code: str
    roles: tuple[str, ...]
    is_active: bool
    is_keeper: bool
    since: datetime
    agency: str

    @property
    def works(self) -> bool:
        """Whether the person's roles let him work in a case."""
        return self.is_active and Ability.WORK_CASES in abilities_of(frozenset(self.roles))

    @property
    def role_labels(self) -> list[str]:
        """His roles in the language now shown."""
        return [str(Role(role).label) for role in self.roles]


def members_of(case: Case) -> list[Member]:
    """Everybody in the case, its keepers first. Only of a circle the viewer is in himself: the database tells of no other."""
    language = (get_language() or "en")[:2]
    name = f"name_{language}" if language in _LANGUAGES else "name_en"
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(name=name), [case.circle_id])
        return [Member(row[0], row[1], row[2], tuple(row[3]), *row[4:]) for row in cursor.fetchall()]


def workers_of(case: Case) -> list[Member]:
    """Those who can lead the case or have a task in it."""
    return [member for member in members_of(case) if member.works]


def circles_without_case(kept: tuple[int, ...]) -> list[Circle]:
    """Case circles of which the viewer could make a case: he keeps them and none was opened for them."""
    taken = Case.objects.filter(circle_id__in=kept).values_list("circle_id", flat=True)
    rows = Circle.objects.filter(pk__in=kept, kind=CircleKind.CASE).exclude(pk__in=list(taken))
    return list(rows.order_by("name", "pk"))
