"""Why a person is protected, as far as the viewer may read it: marks of his circles, and what reports that he sees say."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.utils import timezone

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.foundation.models.audit import AuditVerb
from manara.networks.engine.shielding import NEVER_CHARTED, SAID_IN, SAID_OF_A_TIE, Shield, called, shield_of
from manara.networks.models import Protection

MOST: Final = 200
_SAID: Final = """
select s.entity_id, s.prop, s.value from intake_statement s
where s.entity_id = any(%(entities)s) and s.prop = any(%(props)s) and s.value <> ''
union all
select tie.other_id, 'status', s.value from intake_statement tie join intake_statement s on s.entity_id = tie.entity_id
join unnest(%(schemas)s::varchar[], %(ends)s::varchar[]) called (schema, prop)
  on called.schema = tie.schema and called.prop = tie.prop
where tie.other_id = any(%(entities)s) and s.prop = any(%(of_tie)s)
"""


@dataclass(frozen=True, slots=True)
class Why:
    """All that the viewer may read of why somebody is protected: standing marks, and what his reports say."""

    marks: tuple[Protection, ...] = ()
    said: tuple[Shield, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.marks or self.said)


def why_protected(viewer: Viewer, entities: Iterable[int], *, part: str) -> Why:
    """Why any of these (the entities of one person) is protected; two queries under the viewer's own wall, and one that records
    which marks he read for this `part`."""
    why = why_unrecorded(entities)
    if why.marks:
        record(viewer, AuditVerb.READ, "protection", [mark.public_id for mark in why.marks], fields=[part])
    return why


def why_unrecorded(entities: Iterable[int]) -> Why:
    """The same, for a query that records the marks together with what else it reads."""
    wanted = sorted(set(entities))
    marks = Protection.objects.filter(entity__in=wanted, ended=None).select_related("by__agency").order_by("-pk")
    said = shielded_by_reports(wanted)
    return Why(tuple(marks[:MOST]), tuple(sorted({shield for shields in said.values() for shield in shields})))


def known_protected(entities: Iterable[int]) -> set[int]:
    """Of these, whom the viewer knows to be protected; two queries. A page may say so, and suggests nothing of them."""
    wanted = sorted(set(entities))
    if not wanted:
        return set()
    marked = set(Protection.objects.filter(entity__in=wanted, ended=None).values_list("entity_id", flat=True))
    return marked | shielded_by_reports(wanted).keys()


def shielded_by_reports(entities: Sequence[int]) -> dict[int, frozenset[Shield]]:
    """Entity → why reports that the viewer sees protect it: a word, a birth date that leaves a childhood open, or both."""
    ties = called()
    with connection.cursor() as cursor:
        cursor.execute(_SAID, {
            "entities": list(entities), "props": [*SAID_IN, "birthDate"], "of_tie": list(SAID_OF_A_TIE),
            "schemas": [schema for schema, _prop in ties], "ends": [prop for _schema, prop in ties],
        })  # fmt: skip
        rows = cursor.fetchall()
    own: dict[int, dict[str, list[str]]] = {}
    for entity, prop, value in rows:
        own.setdefault(entity, {}).setdefault(prop, []).append(value)
    today = timezone.localdate()
    found = {entity: _shields(said, today) for entity, said in own.items()}
    return {entity: shields for entity, shields in found.items() if shields}


def _shields(said: dict[str, list[str]], today: date) -> frozenset[Shield]:
    births = []
    for value in said.pop("birthDate", ()):
        try:
            births.append(PartialDate.from_iso(value))
        except DateProblem:
            # A date that nobody can read protects nobody; the page still shows it as it stands.
            continue
    both = shield_of(said, NEVER_CHARTED, (), today), shield_of({}, (), births, today)
    return frozenset(shield for shield in both if shield is not None)


def protections(viewer: Viewer) -> list[Protection]:
    """The newest marks that the viewer's circles may read, ended or not; recorded."""
    rows = list(
        Protection.objects.select_related("by__agency", "entity", "ended__by").order_by("-pk")[:MOST]
    )
    # A person whose report was taken back, or lies behind a wall, is not named, though his mark may be read.
    if rows:
        record(viewer, AuditVerb.LIST, "protection", [each.public_id for each in rows])
    return rows


def protection_of(viewer: Viewer, address: uuid.UUID) -> Protection:
    """The mark with this address; its reading is recorded. Raises `Hidden`."""
    found = Protection.objects.filter(public_id=address).select_related("by", "entity").first()
    if found is None:
        raise Hidden
    record(viewer, AuditVerb.READ, "protection", [found.public_id], audience=found.audience_id)
    return found
