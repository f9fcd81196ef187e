"""The judgements that stand behind things which are one, each with how sure it makes them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from manara.networks.engine.graph import Node
from manara.networks.engine.ties.probability import same_probability
from manara.networks.engine.ties.sureness import Judged, sureness
from manara.resolution.queries import judged

_JUDGED = f"""
select j.one_id, j.other_id, j.bits, j.rule_id is not null,
  exists (select from resolution_secondopinion agreed where agreed.judgement_id = j.id and agreed.agrees)
from resolution_judgement j where j.one_id = any(%s) and {judged.COUNTS}
"""  # noqa: S608  only names and conditions without values are put in


def sure_of(nodes: Mapping[str, Node]) -> Mapping[int, float]:
    """Entity → how sure it is that it belongs to its thing; one query, none where no judgement made one of several."""
    return sureness((node.ids for node in nodes.values()), _judged(nodes))


def _judged(nodes: Mapping[str, Node]) -> list[Judged]:
    wanted = sorted(number for one, node in nodes.items() if one.startswith(judged.JUDGED) for number in node.ids)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_JUDGED, [wanted])
        return [
            (one, other, same_probability(bits, agreed=agreed, by_rule=by_rule))
            for one, other, bits, by_rule, agreed in cursor.fetchall()
        ]
