# ruff: noqa: S608  only names and conditions without values are put together here
"""Which source entities people judged to be one, as far as the viewer sees it: the one text that every question contains.

An identity is a connected component of the judgements that its viewer may see. Row-level security decides which those
are, so two viewers may rightly see two identities; what is hidden from one joins nothing for him, and leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import connection

# Longer chains are no identity that a page can show; what is beyond is reached from the members at its end.
MOST_MEMBERS: Final = 500
# How the key of a judged identity begins: no identifier's key does.
JUDGED: Final = "="

STANDS: Final = "not exists (select from resolution_undoing undone where undone.judgement_id = j.id)"
# A judgement that waits for a second person makes nothing one until that person agrees, and no more once one does not.
COUNTS: Final = f"""j.verdict = 'same' and {STANDS} and (not j.needs_second or (
  exists (select from resolution_secondopinion agreed where agreed.judgement_id = j.id and agreed.agrees)
  and not exists (select from resolution_secondopinion denied where denied.judgement_id = j.id and not denied.agrees)))"""


def beside(number: str) -> str:
    """SQL: the entities that one judgement joins with the one of this number."""
    return (
        f"select j.other_id as id from resolution_judgement j where j.one_id = {number} and {COUNTS} "
        f"union all select j.one_id from resolution_judgement j where j.other_id = {number} and {COUNTS}"
    )


def members(number: str) -> str:
    """SQL: the entities that judgements make one with the one of this number, itself included."""
    return (
        f"with recursive member (id) as (select {number} union select joined.id from member cross join lateral "
        f"({beside('member.id')}) joined) select id from member limit {MOST_MEMBERS}"
    )


def key(entity: str) -> str:
    """SQL: what makes the row `entity` of intake_entity one with others: its identifier, else its judged identity, else ''.

    Most entities are judged by nobody: for them it costs two looks into an index.
    """
    return (
        f"case when {entity}.identity_key <> '' then {entity}.identity_key "
        f"when exists ({beside(f'{entity}.id')}) "
        f"then '{JUDGED}' || (select min(one.id) from ({members(f'{entity}.id')}) one)::text else '' end"
    )


def of_key(key_column: str) -> str:
    """SQL: the entities of a judged key such as ``=42``; none for any other."""
    number = f"case when {key_column} like '{JUDGED}%%' then substr({key_column}, 2)::bigint end"
    return (
        f"with recursive member (id) as (select n.id from (select {number} as id) n where n.id is not null "
        f"union select joined.id from member cross join lateral ({beside('member.id')}) joined) "
        f"select id from member limit {MOST_MEMBERS}"
    )


_TOGETHER = (
    f"select asked.id, one.id from unnest(%s::bigint[]) asked (id) cross join lateral ({members('asked.id')}) one"
)


def together(entities: Iterable[int]) -> dict[int, frozenset[int]]:
    """Entity → all that are one with it for this viewer, itself included; one query, none for nobody."""
    wanted = sorted(set(entities))
    found: dict[int, set[int]] = {number: {number} for number in wanted}
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(_TOGETHER, [wanted])
            for asked, one in cursor.fetchall():
                found[asked].add(one)
    return {number: frozenset(ones) for number, ones in found.items()}
