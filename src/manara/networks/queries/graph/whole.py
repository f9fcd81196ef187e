"""The network that the reports of a case, a place or all of the viewer's reach make, as far as one graph can hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.actions.record import LISTED, record
from manara.foundation.models.audit import AuditVerb
from manara.foundation.vocabulary import schemas
from manara.networks.engine.graph import nodes_of
from manara.networks.engine.ties.graph import Graph
from manara.networks.queries.graph.assembling import graph_of
from manara.resolution.engine.links import ends_of
from manara.resolution.engine.ties import BEGINS, ENDS, TIE_WORDS
from manara.resolution.queries.around import ROWS, sources, touches_of

#: More reports than this are not read into one graph; the newest are, and the graph says how many are left out.
MOST_REPORTS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports: those of a circle (a case), those of places by their keys; neither is all that the viewer may see."""

    circle: int = 0
    places: tuple[str, ...] = ()


# A circle that the viewer is not in has no audience for him: the table's own wall.
_IN_SCOPE = """
r.retracted_at is null
  and (%(circle)s = 0 or r.audience_id in (select audience_id from foundation_audiencecircle where circle_id = %(circle)s))
  and (cardinality(%(places)s::text[]) = 0 or r.place_key = any(%(places)s::text[]))
  and r.kind <> 'context'
"""
# Only names and conditions without values are put in.
_REPORTS = f"select r.id from intake_report r where {_IN_SCOPE} order by r.id desc limit %(most)s"  # noqa: S608
_COUNTED = f"select count(*), coalesce(max(r.id), 0) from intake_report r where {_IN_SCOPE}"  # noqa: S608
_SAID = f"""
select {ROWS} from unnest(%(reports)s::bigint[]) chosen (id) join intake_statement s on s.report_id = chosen.id
where s.other_id is not null or (s.prop = any(%(props)s) and s.schema = any(%(ties)s))
"""  # noqa: S608  only names of columns are put in


def whole(viewer: Viewer, scope: Scope, *, part: str = "graph", most: int = MOST_REPORTS) -> Graph:
    """The graph of all that these reports tie; that it was read is recorded, with the first of it by name and all by number.

    At most seven queries. What no report ties to anything is not on it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REPORTS, {"circle": scope.circle, "places": list(scope.places), "most": most + 1})
        reports = [row[0] for row in cursor.fetchall()]
        left_out = max(0, len(reports) - most)
        cursor.execute(_SAID, {
            "reports": reports[:most], "props": [*TIE_WORDS, *BEGINS, *ENDS], "ties": list(_edges()),
        })  # fmt: skip
        touches = touches_of(cursor.fetchall())
    # All that these reports name is asked for: what others say of the same things is not looked for.
    nodes = nodes_of(sources(numbers=ends_of(touches, ()), language=viewer.language, joined=False))
    listed = [node.public_id for node in nodes.values()]
    if listed:
        record(viewer, AuditVerb.READ, "entity", listed[:LISTED], count=len(listed), fields=[part])
    return graph_of(viewer, nodes, touches, hubs={}, left_out=left_out)


def reports_in(scope: Scope) -> tuple[int, int]:
    """How many reports the graph of this scope rests on, and the newest of them by number; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"circle": scope.circle, "places": list(scope.places)})
        many, newest = cursor.fetchone()
    return int(many), int(newest)


def _edges() -> tuple[str, ...]:
    return tuple(name for name, schema in schemas().items() if schema.edge is not None and not schema.abstract)
