"""Tells owners of a match that nobody may see whole, as far as the authority's rule allows; neither side by itself."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.utils import timezone

from manara.intake.engine.words import NEVER_CHARTED
from manara.intake.models import Entity
from manara.resolution.engine.deconflicting import telling
from manara.resolution.engine.evidence import Known
from manara.resolution.engine.shielded import SAID_IN
from manara.resolution.models import DeconflictionRule
from manara.resolution.models.deconfliction import Tells
from manara.resolution.queries.compared import gathered
from manara.resolution.queries.rules import deconfliction_in_force

ASK = (
    "select manara_deconflict(%s::bigint[], %s::bigint[], %s::varchar[], %s::varchar[], %s::varchar[], %s::varchar[])"
)


def deconflict(entities: Collection[int]) -> int:
    """Notices for the persons among these and their matches beyond every wall, written by the database itself; how many.

    Matched is a shared identifier, or a full name with the same day of birth that the weighing makes one person very likely.
    The function asks for the rule in force first and returns a number only: the viewer learns nothing that his circles
    are not told by a notice of their own. Whom either side shields from rules, such as a victim or a child, is matched by no
    name.
    """
    if not _tells(deconfliction_in_force()):
        return 0
    persons = sorted(Entity.objects.filter(pk__in=entities, schema="Person").values_list("pk", flat=True))
    found: list[tuple[int, str, str]] = []
    for number, said in gathered(persons).items():
        known = said.known()
        if isinstance(known, Known) and said.shield(timezone.localdate()) is None:
            found += [(number, name, born) for name, born in telling(known)]
    given = (
        persons, [who for who, _, _ in found], [name for _, name, _ in found], [born for _, _, born in found],
        sorted(NEVER_CHARTED), list(SAID_IN),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ASK, given)
        return int(cursor.fetchone()[0])


def _tells(rule: DeconflictionRule | None) -> bool:
    return rule is not None and rule.tells != Tells.NOBODY
