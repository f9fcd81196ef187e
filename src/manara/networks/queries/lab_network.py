"""The network of a plan as it stands now: read as its question says, without those already reached, with what was found out."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from manara.foundation.access import Hidden, Viewer
from manara.foundation.models import Circle
from manara.foundation.queries.circles import circle_of
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.graph import nodes_of
from manara.networks.engine.lab.feasibility import USUAL_DAYS, price
from manara.networks.engine.lab.question import Question
from manara.networks.engine.state import state_of
from manara.networks.engine.ties.graph import Graph
from manara.networks.engine.ties.targets import Targets
from manara.networks.engine.which import Which
from manara.networks.models import (
    Evidence,
    Feasibility,
    Finding,
    Outcome,
    Plan,
    Reach,
    RealStep,
    SavedChart,
    Where,
)
from manara.networks.queries import saved
from manara.networks.queries.chart import EVERYTHING, seen_on_chart
from manara.networks.queries.graph import Scope, targets, whole
from manara.networks.queries.graph.assembling import graph_of
from manara.networks.queries.roles import declined_among, given_among, said_of
from manara.resolution.queries.around import neighbours, sources

#: Of a kept chart so many statements are read at most; its things are bounded by the chart itself.
MOST_OF_A_CHART = 20_000


@dataclass(frozen=True)
class Estimate:
    """What it takes to reach one person; `days` of work with evidence that would stand and in one's own jurisdiction; `turn`
    is when, of those who have one; `not_before` is from which wave on."""

    evidence: Evidence
    where: Where
    days: int
    turn: int | None = None
    not_before: int | None = None


@dataclass(frozen=True)
class Asked:
    """What is worked on: the persons and whom of them may be named (`targets`), the `network` that is left of them with costs,
    and how many `people` it had before anybody was reached, for which `spent` days went. In `open` those out of reach are
    spared from nothing. `turns` are the names of those who are to be reached first, in their order. `left_out` is how many
    reports were beyond the bound, or of a kept chart 1 where not all statements of its things were read. `waiting` says who is
    reached not before which wave."""

    targets: Targets
    network: Network
    open: Network
    turns: tuple[str, ...]
    people: int
    spent: float
    left_out: int
    waiting: tuple[tuple[str, int], ...] = ()


def graph_for(viewer: Viewer, question: Which, *, part: str = "plan") -> Graph:
    """The graph that is meant, narrowed as it says. Raises `Hidden` for what isn't the viewer's."""
    if question.chart:
        graph = _of_chart(viewer, uuid.UUID(question.chart), part=part)
    else:
        circle = circle_of(viewer, uuid.UUID(question.circle)).pk if question.circle else 0
        graph = whole(viewer, Scope(circle, question.places), part=part)
    return graph.narrowed(question.narrowing)


def may_read(viewer: Viewer, which: Which) -> bool:
    """Whether the reports or the chart that are meant are the viewer's: a plan can be opened to others than those."""
    if which.chart:
        return SavedChart.objects.filter(public_id=uuid.UUID(which.chart)).exists()
    return not which.circle or Circle.objects.filter(public_id=uuid.UUID(which.circle), pk__in=viewer.circles).exists()


def asked(
    viewer: Viewer, plan: Plan, question: Question, feasibility: Feasibility | None, *, steps: int | None = None
) -> Asked:
    """The network of a plan with costs, without those out of reach as targets and without those reached already; as it was
    after the first so many `steps` of those that stand, or after all."""
    from manara.networks.engine.replanning import Learned, entered  # compiles: not before somebody plans

    graph = graph_for(viewer, question)
    found = targets(graph)
    costs, nowhere, turns, waiting = _priced(found, feasibility)
    whole_network = found.network(costs)
    reached = (_names(found, reached_of(plan, steps)) & set(whole_network.names)) - found.spared
    known = _found_out(found, plan, whole_network, steps)
    left = entered(whole_network, Learned(tuple(sorted(reached)), tuple(known)))
    spent = sum(costs.get(name, 0.0) for name in reached)
    there = set(left.names) - nowhere - found.spared
    first = tuple(name for name in sorted(turns, key=lambda name: (turns[name], name)) if name in there)
    waits = tuple(sorted((name, wave) for name, wave in waiting.items() if name in there))
    return Asked(found, left.sparing(nowhere & set(left.names)), left, first, len(whole_network), spent, graph.left_out, waits)


def estimates_of(found: Targets, before: Feasibility | None) -> dict[uuid.UUID, Estimate]:
    """What was entered of whom one can reach, by the address that each person has now; nobody who may not be named."""
    if before is None:
        return {}
    of_entity = {
        number: person.public_id
        for person in found.people.persons
        if str(person.public_id) not in found.spared
        for number in person.ids
    }
    rows = Reach.objects.filter(feasibility=before, place__entity__isnull=False).select_related("place")
    return {
        of_entity[each.place.entity_id]: Estimate(
            Evidence(each.evidence), Where(each.where), each.days, each.turn, each.not_before
        )
        for each in rows
        if each.place.entity_id in of_entity
    }


def roles_among(viewer: Viewer, found: Targets, question: Question) -> dict[str, frozenset[str]]:
    """The roles of these people in the script of the question: those given by somebody, and what reports call them as surely
    as the question wants ties, unless that was declined. Three queries; recorded."""
    names = names_of(found)
    given = given_among(viewer, names, question.script, part="plan")
    declined = declined_among(names)
    said = {
        (each.entity, each.role) for each in said_of(names)
        if each.probability >= question.narrowing.least and (each.entity, each.role) not in declined
    }  # fmt: skip
    roles: dict[str, set[str]] = {}
    for entity, role in {*given, *said}:
        roles.setdefault(names[entity], set()).add(role)
    return {name: frozenset(own) for name, own in roles.items()}


def reached_of(plan: Plan, steps: int | None = None) -> set[int]:
    """The entities of whoever was reached in steps that stand, in the first so many of them or in all."""
    rows = RealStep.objects.filter(plan=plan, taken_back=None).order_by("pk").values_list("outcome", "place__entity_id")
    return {entity for outcome, entity in rows[:steps] if outcome == Outcome.REACHED and entity is not None}


def _of_chart(viewer: Viewer, chart: uuid.UUID, *, part: str) -> Graph:
    state = state_of(saved.opened(viewer, chart).version.state)
    nodes = nodes_of(sources(list(state.places), language=viewer.language), list(state.places))
    if not nodes:
        raise Hidden
    numbers = [number for node in nodes.values() for number in node.ids]
    found = neighbours(numbers, EVERYTHING, most=MOST_OF_A_CHART, counted=False)
    seen_on_chart(viewer, (node.public_id for node in nodes.values()), part=part)
    return graph_of(viewer, nodes, found.touches, hubs={}, left_out=int(found.bounded))


def _priced(
    found: Targets, feasibility: Feasibility | None
) -> tuple[dict[str, float], set[str], dict[str, int], dict[str, int]]:
    """Costs by name, who is out of reach, turns by name, and who is reached not before which wave."""
    names = set(found.people.names) - found.spared
    costs: dict[str, float] = dict.fromkeys(names, float(USUAL_DAYS))
    nowhere: set[str] = set()
    turns: dict[str, int] = {}
    waiting: dict[str, int] = {}
    if feasibility is not None:
        reaches = Reach.objects.filter(feasibility=feasibility, place__entity__isnull=False).select_related("place")
        for reach in reaches:
            cost = price(reach.evidence, reach.where, reach.days)
            for name in _names(found, {reach.place.entity_id}):
                if cost is None:
                    nowhere.add(name)
                else:
                    costs[name] = cost
                if reach.turn is not None:
                    turns[name] = reach.turn
                if reach.not_before is not None and reach.not_before > 1:
                    waiting[name] = reach.not_before
    return costs, nowhere, turns, waiting


def _found_out(found: Targets, plan: Plan, network: Network, steps: int | None) -> list[tuple[str, str, float]]:
    standing = RealStep.objects.filter(plan=plan, taken_back=None).order_by("pk").values_list("pk", flat=True)[:steps]
    rows = Finding.objects.filter(step__in=list(standing)).order_by("pk")
    known: dict[tuple[str, str], float] = {}
    tied = set(network.names)
    for one, other, there in rows.values_list("one__entity_id", "other__entity_id", "there"):
        first, second = (_names(found, {number}) & tied for number in (one, other))
        for left in first:
            for right in second - {left}:
                known[min(left, right), max(left, right)] = 1.0 if there else 0.0
    return [(left, right, sure) for (left, right), sure in known.items()]


def _names(found: Targets, entities: Collection[int | None]) -> set[str]:
    wanted = set(entities)
    return {str(person.public_id) for person in found.people.persons if not wanted.isdisjoint(person.ids)}


def names_of(found: Targets) -> Mapping[int, str]:
    """Entity → the address by which its person is known in a network."""
    return {number: str(person.public_id) for person in found.people.persons for number in person.ids}
