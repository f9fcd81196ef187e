"""Records whom else an entity's page shows: its neighbours, and what joins them to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.resolution.engine.sayings import Saying
from manara.resolution.engine.ties import Tie
from manara.resolution.queries.neighbourhood import Neighbourhood


def seen_beside(
    viewer: Viewer,
    around: Neighbourhood,
    ties: Iterable[Tie],
    *,
    said: Sequence[Saying] = (),
    part: str,
) -> None:
    """One event lists all others shown; of no audience, for the keepers of one circle must not learn of another's."""
    numbers: list[int] = []
    for tie in ties:
        numbers += [tie.other, *(strand.through for strand in tie.strands if strand.through)]
    numbers += [each.other for each in said if each.other]
    found: dict[uuid.UUID, None] = dict.fromkeys(
        around.things[number].public_id for number in numbers if number in around.things
    )
    if found:
        record(viewer, AuditVerb.LIST, "entity", found, fields=[part])
