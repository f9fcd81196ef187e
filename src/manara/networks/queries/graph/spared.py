"""Asks the database whom no plan may name, and builds the targets of a graph: the one way from what is known to a target."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from django.db import connection

from manara.networks.engine.ties.graph import Graph
from manara.networks.engine.ties.kinds import TieKind
from manara.networks.engine.ties.people import THROUGH, people_of
from manara.networks.engine.ties.targets import Targets, targets_of

_SPARED: Final = "select manara_not_to_be_named(%s::bigint[])"


def spared(entities: Iterable[int]) -> set[int]:
    """Of these entities, those that may be named by nobody, through every identity and behind every wall; one query.

    Why is not told, here or anywhere: a page shows of it nothing but that a plan does not name them.
    """
    wanted = sorted(set(entities))
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_SPARED, [wanted])
        return {row[0] for row in cursor.fetchall()}


def targets(graph: Graph, *, through: Collection[TieKind] = THROUGH) -> Targets:
    """The persons of `graph` as a network for dismantling and measures, in which whoever is protected is never a target."""
    people = people_of(graph, through=through)
    return targets_of(people, spared(number for person in people.persons for number in person.ids))
