"""Makes a graph of what was read: each thing by its identity, ties by the grades behind them; two queries, none for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from manara.foundation.access import Viewer
from manara.networks.engine.graph import Node
from manara.networks.engine.ties.graph import Graph, assembled
from manara.networks.engine.ties.probability import same_probability
from manara.networks.engine.ties.sureness import Judged, sureness
from manara.resolution.engine.links import is_link, links
from manara.resolution.queries import judged, vouching
from manara.resolution.queries.touching import Touch

_JUDGED = f"""
select j.one_id, j.other_id, j.bits, j.rule_id is not null,
  exists (select from resolution_secondopinion agreed where agreed.judgement_id = j.id and agreed.agrees)
from resolution_judgement j where j.one_id = any(%s) and {judged.COUNTS}
"""  # noqa: S608  only names and conditions without values are put in


def ends_of(touches: Iterable[Touch], known: Collection[int]) -> set[int]:
    """The entities that these tie and that are not known yet; a line between two is none itself."""
    return {
        number
        for touch in touches
        for number in (touch.id, *(other for _prop, other in touch.ends))
        if number not in known and not (number == touch.id and is_link(touch.schema))
    }


def graph_of(
    viewer: Viewer, nodes: Mapping[str, Node], touches: Iterable[Touch], *, hubs: Mapping[str, int], left_out: int = 0
) -> Graph:
    """The graph of `nodes` and of all that `touches` say between them."""
    drawn = {touch.id: touch for touch in touches}
    found = list(links(drawn.values()))
    of_entity = {number for node in nodes.values() for number in node.ids}
    inside = [link for link in found if link.source in of_entity and link.target in of_entity]
    reports = vouching.reports({link.report for link in inside}, viewer.language)
    sure = sureness((node.ids for node in nodes.values()), _judged(nodes))
    return Graph(nodes, assembled(inside, nodes, reports, sure), reports, hubs, left_out)


def _judged(nodes: Mapping[str, Node]) -> list[Judged]:
    """The judgements that make one of several entities, each with how sure it makes them; one query."""
    wanted = sorted(number for one, node in nodes.items() if one.startswith(judged.JUDGED) for number in node.ids)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_JUDGED, [wanted])
        return [
            (one, other, same_probability(bits, agreed=agreed, by_rule=by_rule))
            for one, other, bits, by_rule, agreed in cursor.fetchall()
        ]
