"""`manara network doubt` and `robust`: what a plan does while ties are in doubt, and the plan that is best then."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from manara.foundation.engine.told import say, told
from manara.networks.commands.verbs.figures import check_figures
from manara.networks.commands.verbs.keeping import check_files, undisturbed
from manara.networks.commands.verbs.telling import number, progress, tell_set_aside, write
from manara.networks.engine.dismantling.network import Network, network
from manara.networks.engine.edges import Ties, costs_of_file, plan_of, protected_of_file

if TYPE_CHECKING:
    from manara.foundation.engine.problems import Problem
    from manara.networks.commands.verbs.telling import Verbs
    from manara.networks.engine.doubt import Effect, RobustPlan, Unknown

HEADER = ("step", "node", "largest_component", "p10", "p90")
#: A plan ends where the largest component is small enough in so many of the networks.
_ENOUGH: Final = 0.9


def add(verbs: Verbs) -> None:
    """What the verbs take."""
    doubt = verbs.add_parser("doubt", help="EDGES.csv PLAN.csv → the largest component after each step with P10 and P90")
    doubt.add_argument("edges", type=Path, metavar="EDGES.csv", help="source,target[,weight][,probability], one tie a line")
    doubt.add_argument("plan", type=Path, metavar="PLAN.csv", help="node, in order, as `manara dismantle` writes")
    doubt.set_defaults(does=measured)
    robust = verbs.add_parser("robust", help="EDGES.csv → the plan that is best over what may be true")
    robust.add_argument("edges", type=Path, metavar="EDGES.csv", help="source,target[,weight][,probability], one tie a line")
    robust.add_argument("--costs", type=Path, metavar="COSTS.csv", help="node,cost for those whose cost is not 1")
    robust.add_argument("--budget", type=float, default=math.inf, help="what may be spent in all; one removal costs 1")
    robust.add_argument(
        "--seconds", type=float, help="how long it may search (10 up to 100 nodes, one more for each 10 more, at most 60)"
    )
    robust.add_argument("--moves", type=int, help="how many moves better the order (as the seconds allow, at most 20,000)")
    robust.add_argument("--find-out", type=Path, metavar="TIES.csv", help="write which ties in doubt to find out first")
    robust.set_defaults(does=planned)
    for verb in (doubt, robust):
        verb.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.csv", help=",".join(HEADER))
        verb.add_argument("--protect", type=Path, metavar="PROTECTED.csv", help="node: victims, witnesses … in no plan")
        verb.add_argument("--until", type=float, default=0.1, help="share below which the largest component shall be (0.1)")
        verb.add_argument("--missing", type=float, default=0.0, help="share of all ties that is taken to be unseen (0)")
        verb.add_argument("--samples", type=int, default=60, help="networks drawn (60)")
        verb.add_argument("--seed", type=int, default=0, help="the same seed gives the same figures (0)")


def measured(given: argparse.Namespace) -> int:
    """What a plan does."""
    check_figures(given)
    check_files((given.edges, given.plan, given.protect), (given.output,))
    from manara.networks.engine.doubt import effect, ensemble

    ties = Ties(given.edges)
    graph = _network(given, ties)
    names = plan_of(given.plan)
    drawn = ensemble(graph, many=given.samples, missing=given.missing, seed=given.seed)
    found = effect(graph, names, drawn, until=given.until)
    with undisturbed():
        write(given.output, HEADER, _rows(names, found))
        tell_set_aside(given.output, ties)
    _tell(graph, found, len(drawn))
    return 0


def planned(given: argparse.Namespace) -> int:
    """The plan that is best over what may be true; who stops it has the best found so far."""
    check_figures(given)
    check_files((given.edges, given.costs, given.protect), (given.output, given.find_out))
    from manara.networks.engine.doubt import robust

    ties, tell = Ties(given.edges), progress()
    graph = _network(given, ties)
    plan = robust(
        graph, until=given.until, budget=given.budget, samples=given.samples, missing=given.missing, moves=given.moves,
        seconds=given.seconds, seed=given.seed, tell=lambda done: tell(done, "orders"),
    )  # fmt: skip
    with undisturbed():
        write(given.output, HEADER, _rows(plan.names, plan.effect))
        tell_set_aside(given.output, ties)
    hindered = _hindered(graph, plan, given.budget)
    _tell(graph, plan.effect, given.samples, no_area=bool(hindered) and not plan.names)
    if plan.names:
        print(f"the plan made on the chart as drawn: area {plan.as_drawn.area.mean:.5f}")
        print(f"found: {plan.way}")
    print(f"best of all orders {'yes' if plan.exact and plan.names else 'no'}")
    for remark in hindered:
        print(told(remark), file=sys.stderr)
    if plan.stopped:
        say("run-stopped")
    elif not plan.finished:
        say("run-time-up-undone")
    if given.find_out:
        _find_out(given, graph, stopped=plan.stopped)
    return 0


def _find_out(given: argparse.Namespace, graph: Network, *, stopped: bool) -> None:
    """Which ties in doubt to find out first, beside the plan that is written already."""
    from manara.networks.engine.doubt import worth_and_whether_exact

    unknown: tuple[Unknown, ...] | None = None
    exact = False
    try:
        if not stopped:
            unknown, exact = worth_and_whether_exact(graph, until=given.until, seed=given.seed)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    if unknown is None:
        say("run-not-found-out", file=given.find_out.name)
        return
    if not unknown:
        say("run-nothing-to-find-out", file=given.find_out.name)
    else:
        print(f"worth of knowing ties {'exact' if exact else 'estimated, with its standard error'}")
    header = ("source", "target", "probability", "area_saved", "standard_error", "share", "first_if_there", "first_if_not")
    with undisturbed():
        write(
            given.find_out, header,
            (
                (*each.tie, number(each.probability), number(each.value), number(each.error), number(each.share),
                 each.first_if_there, each.first_if_not)
                for each in unknown
            ),
        )  # fmt: skip


def _network(given: argparse.Namespace, ties: Ties) -> Network:
    costs = costs_of_file(given.costs) if getattr(given, "costs", None) else {}
    return network(ties, costs=costs, protected=protected_of_file(given.protect) if given.protect else [])


def _rows(names: Iterable[str], found: Effect) -> Iterable[tuple[object, ...]]:
    for place, (name, left) in enumerate(zip(names, found.largest[1:], strict=True), 1):
        yield place, name, number(left.mean), number(left.p10), number(left.p90)


def _hindered(graph: Network, plan: RobustPlan, budget: float) -> list[Problem]:
    """What keeps the plan from leaving nine of ten networks as small as was wanted, as `manara dismantle` says it."""
    from manara.networks.engine.dismantling import Plan, remarks, steps_through
    from manara.networks.engine.lab.working import largest_share

    if plan.effect.reached >= _ENOUGH:
        return []
    before = round(largest_share(graph, 1))
    on_chart = Plan(steps_through(graph, plan.names), 0.0, 0.0, 0, reached=False, finished=True, before=before)
    return remarks(graph, on_chart, budget, doubt_weighed=True)


def _tell(graph: Network, found: Effect, samples: int, *, no_area: bool = False) -> None:
    print(f"nodes {len(graph)}")
    print(f"ties {graph.ties}")
    print(f"networks drawn {samples}")
    area = found.area
    print("area –" if no_area else f"area {area.mean:.5f}, P10 {area.p10:.5f}, P90 {area.p90:.5f}")
    print(f"below the share in {found.reached:.0%} of the networks")
