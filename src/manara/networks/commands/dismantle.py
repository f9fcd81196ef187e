"""Plan where a network falls apart: in which order reaching people leaves the least of it, and how good any plan could be."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from manara.foundation.engine.problems import Problem
from manara.foundation.engine.told import say, told
from manara.networks.commands.verbs.expecting import HEADER, expected
from manara.networks.commands.verbs.figures import check_figures, check_together
from manara.networks.commands.verbs.keeping import carried_out, check_files, undisturbed
from manara.networks.commands.verbs.telling import listed, tell_set_aside, write
from manara.networks.engine.edges import Ties, costs_of_file, parts_of_file, protected_of_file
from manara.networks.engine.script import SCRIPT

if TYPE_CHECKING:
    from manara.networks.engine.capacity import Capacity

UNTIL, PROOF_SECONDS, SEED = 0.1, 20.0, 0



def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara dismantle` takes."""
    parser.add_argument(
        "edges", type=Path, metavar="EDGES.csv", help="source,target[,weight][,probability], one tie a line"
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PLAN.csv", help="step,node,largest_component,…"
    )
    parser.add_argument(
        "--until", type=float, help="share below which the largest component shall be (0.1)"
    )
    parser.add_argument(
        "--objective", choices=("area", "removals", "capacity"), default="area",
        help="make the area under the largest component small, or the number of removals, or leave no complete chain of the "
        "route for the least cost (area)",
    )  # fmt: skip
    parser.add_argument(
        "--roles", type=Path, metavar="ROLES.csv", help="node,role: who does which stage of the route; needed for capacity"
    )
    parser.add_argument(
        "--directly", action="store_true", help="capacity: a stage hands over only over a tie of its own, not through others"
    )
    parser.add_argument(
        "--missing", type=float,
        help="share of all ties that is taken to be unseen: the plan is made for what is to be expected then, and once",
    )  # fmt: skip
    parser.add_argument("--budget", type=float, default=math.inf, help="what may be spent in all; one removal costs 1")
    parser.add_argument("--costs", type=Path, metavar="COSTS.csv", help="node,cost for those whose cost is not 1")
    parser.add_argument(
        "--protect", type=Path, metavar="PROTECTED.csv", help="node: victims, witnesses, children … in no plan"
    )
    parser.add_argument(
        "--ignore-unknown", action="store_true", help="go on when costs or protection name somebody who has no tie"
    )
    parser.add_argument(
        "--seconds", type=float,
        help="how long it may search (10 up to 1,000 nodes, from there one more for each 100, at most 100; with --missing 10 "
        "up to 100 nodes, from there one more for each 10, at most 60)",
    )  # fmt: skip
    parser.add_argument(
        "--proof-seconds",
        type=float,
        help="how long it may then try to prove the plan (20)",
    )
    parser.add_argument("--seed", type=int, help="the same seed gives the same plan (0)")


def run(given: argparse.Namespace) -> int:
    """Plans and writes; Ctrl-C or a request to end keeps the best plan so far."""
    return carried_out(_planned, given)


def _planned(given: argparse.Namespace) -> int:
    check_figures(given)
    if given.objective == "capacity":
        check_together(given, "option-idle-with", "--objective capacity", "until", "proof_seconds", "seed", "missing")
        if given.roles is None:
            raise Problem("option-needs", option="--objective capacity", other="--roles ROLES.csv")
    else:
        check_together(given, "option-idle-without", "--objective capacity", "roles", "directly")
    if given.missing:
        check_together(given, "option-idle-unproved", "--missing", "proof_seconds")
        if given.objective == "removals":
            raise Problem("option-not-beside", option="--missing", other="--objective removals")
    check_files((given.edges, given.costs, given.protect, given.roles), (given.output,))
    from manara.networks.engine.dismantling import dismantle, figures, network, remarks, usual_seconds
    from manara.networks.engine.doubt import sturdiest

    ties = Ties(given.edges)
    costs = costs_of_file(given.costs) if given.costs else {}
    protected = protected_of_file(given.protect) if given.protect else []
    if given.objective == "capacity":
        return _broken(given, ties, costs, protected)
    graph = network(ties, costs=costs, protected=protected, ignore_unknown=given.ignore_unknown)
    until = UNTIL if given.until is None else given.until
    if given.missing:
        return expected(given, graph, ties, until, given.seed or SEED)
    plan = dismantle(
        graph, until=until, objective=given.objective, budget=given.budget,
        seconds=usual_seconds(len(graph)) if given.seconds is None else given.seconds, seed=given.seed or SEED,
        proof_seconds=PROOF_SECONDS if given.proof_seconds is None else given.proof_seconds,
        tell=_progress(len(graph), given.objective),
    )  # fmt: skip
    plan = sturdiest(graph, plan, until=until, budget=given.budget, seed=given.seed or SEED)
    rows = [
        (number, step.name, step.largest, step.because(), f"{step.cost:g}", step.ties)
        for number, step in enumerate(plan.steps, 1)
    ]
    with undisturbed():
        write(given.output, HEADER, rows)
        tell_set_aside(given.output, ties)
    for line in figures(graph, plan):
        print(line)
    for remark in remarks(graph, plan, given.budget):
        print(told(remark), file=sys.stderr)
    return 0


def _broken(given: argparse.Namespace, ties: Ties, costs: Mapping[str, float], protected: Collection[str]) -> int:
    """Plans for a route: the cheapest removals without which no complete chain is left, and what is left after each."""
    from manara.networks.engine.capacity import breaking
    from manara.networks.engine.dismantling import network, steps_through

    parts = parts_of_file(given.roles)
    stages = tuple(stage for stage in SCRIPT if any(stage in own for own in parts.values()))
    if not stages:
        raise Problem("roles-no-stage", file=given.roles.name, stages=", ".join(SCRIPT))
    graph = network(ties, costs=costs, protected=protected, ignore_unknown=given.ignore_unknown)
    strangers = parts.keys() - set(graph.names)
    if strangers and not given.ignore_unknown:
        raise Problem("roles-without-tie", n=len(strangers), names=listed(strangers))
    parts = {name: own for name, own in parts.items() if name not in strangers}
    seconds = 30.0 if given.seconds is None else given.seconds
    plan = breaking(graph, parts, stages=stages, anybody=not given.directly, budget=given.budget, seconds=seconds)
    steps = steps_through(graph, [step.name for step in plan.steps])
    header = ("step", "node", "largest_component", "explanation", "cost", "chains", "breaks_at")
    rows = [
        (number, step.name, step.largest, step.because(), f"{step.cost:g}", _chains(own.left), own.left.breaks)
        for number, (step, own) in enumerate(zip(steps, plan.steps, strict=True), 1)
    ]
    with undisturbed():
        write(given.output, header, rows)
        tell_set_aside(given.output, ties)
    left = plan.steps[-1].left if plan.steps else plan.before
    print(f"nodes {len(graph)}")
    print(f"ties {graph.ties}")
    print(f"stages {' '.join(stages)}")
    print(f"chains {_chains(plan.before)}")
    print(f"chains left {_chains(left)}")
    print(f"removals {len(plan.steps)}")
    print(f"cost {plan.cost:g}")
    print(f"proved optimal {'yes' if plan.proved and len(graph) else 'no'}")
    if not len(graph):
        say("network-nobody")
    elif not plan.before.chains:
        say("chain-none", stage=plan.before.breaks or stages[0])
    elif left.chains:
        say("chains-left")
    if plan.stopped:
        say("run-stopped")
    elif not plan.proved:
        say("run-time-up")
    return 0


def _chains(left: Capacity) -> str:
    """How many chains; at least so many where there was no time to count them."""
    return f"{left.chains:g}" if left.counted else f"at least {left.chains:g}"


def _progress(size: int, objective: str) -> Callable[[float, float], None]:
    shown = sys.stderr.isatty()

    def tell(done: float, value: float) -> None:
        if shown:
            area = told(Problem("at-work-area", area=f"{value / max(size, 1):.4f}")) if objective == "area" else ""
            print(f"\r{done:4.0%}  {area} ", end="", file=sys.stderr, flush=True)

    return tell
