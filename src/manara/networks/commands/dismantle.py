"""Plan where a network falls apart: in which order reaching people leaves the least of it, and how good any plan could be."""

from __future__ import annotations

import argparse
import csv
import math
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from manara.networks.engine.edges import SetAside, Ties, costs_of, parts_of_file, protected_of
from manara.networks.engine.script import SCRIPT

SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara dismantle` takes."""
    parser.add_argument(
        "edges", type=Path, metavar="EDGES.csv", help="source,target[,weight][,probability], one tie a line"
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PLAN.csv", help="step,node,largest_component,…"
    )
    parser.add_argument(
        "--until", type=float, default=0.1, help="share below which the largest component shall be (0.1)"
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
        help="how long it may search (10 up to 2,000 nodes, from there one more for each 200, at most 120)",
    )  # fmt: skip
    parser.add_argument(
        "--proof-seconds",
        type=float,
        default=20.0,
        help="how long it may then try to prove the plan; up to 128 people (20)",
    )
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same plan (0)")


def run(given: argparse.Namespace) -> int:
    """Plans and writes; Ctrl-C or a request to end keeps the best plan so far."""
    before = _end_like_ctrl_c()
    try:
        return _planned(given)
    except KeyboardInterrupt:
        print("\nstopped before there was a plan: nothing was written", file=sys.stderr)
        return 130
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _end_like_ctrl_c() -> Any:
    """Let SIGTERM end a search as Ctrl-C does; what was to happen before, or None where that can't be set."""
    if threading.current_thread() is not threading.main_thread():
        return None
    return signal.signal(signal.SIGTERM, signal.default_int_handler)


def _planned(given: argparse.Namespace) -> int:
    from manara.networks.engine.dismantling import dismantle, network, usual_seconds

    ties = Ties(given.edges)
    costs = costs_of(given.costs) if given.costs else {}
    protected = protected_of(given.protect) if given.protect else []
    if given.objective == "capacity":
        return _broken(given, ties, costs, protected)
    try:
        graph = network(ties, costs=costs, protected=protected, ignore_unknown=given.ignore_unknown)
        seconds = usual_seconds(len(graph)) if given.seconds is None else given.seconds
        plan = dismantle(
            graph, until=given.until, objective=given.objective, budget=given.budget, seconds=seconds, seed=given.seed,
            proof_seconds=given.proof_seconds, tell=_progress(len(graph), given.objective),
        )  # fmt: skip
    except ValueError as wrong:
        print(f"\n{wrong}", file=sys.stderr)
        return 2
    header = ("step", "node", "largest_component", "explanation", "cost", "ties")
    rows = [
        (number, step.name, step.largest, step.explanation, f"{step.cost:g}", step.ties)
        for number, step in enumerate(plan.steps, 1)
    ]
    _write(given.output, header, rows)
    _tell_set_aside(given.output, ties.set_aside, ties.own)
    print(f"nodes {len(graph)}")
    print(f"ties {graph.ties}")
    print(f"area {plan.area:.5f}")
    print(f"removals {len(plan.steps)}")
    print(f"bound of the area {plan.area_bound:.5f}")
    print(f"bound of the removals {plan.removals_bound}")
    print(f"proved optimal {'yes' if plan.proved else 'no'}")
    if not plan.reached:
        print(f"the largest component stays at {plan.steps[-1].largest if plan.steps else 'what it is'}: "
              "the budget, or those who may be removed, do not suffice", file=sys.stderr)  # fmt: skip
    if plan.stopped:
        print("it was stopped: this is the best plan so far", file=sys.stderr)
    elif not plan.finished and not plan.proved:
        print("the time was up before all planned work was done: this is the best plan so far, and another run with the "
              "same seed may find another", file=sys.stderr)  # fmt: skip
    return 0


def _broken(given: argparse.Namespace, ties: Ties, costs: Mapping[str, float], protected: Collection[str]) -> int:
    """Plans for a route: the cheapest removals without which no complete chain is left, and what is left after each."""
    import numpy as np

    from manara.networks.engine.capacity import breaking
    from manara.networks.engine.dismantling import network, steps_of
    from manara.networks.engine.eligible import order_of

    if given.roles is None:
        print("--objective capacity needs --roles ROLES.csv", file=sys.stderr)
        return 2
    parts = parts_of_file(given.roles)
    stages = tuple(stage for stage in SCRIPT if any(stage in own for own in parts.values()))
    try:
        graph = network(ties, costs=costs, protected=protected, ignore_unknown=given.ignore_unknown)
        if given.ignore_unknown:
            parts = {name: own for name, own in parts.items() if name in set(graph.names)}
        seconds = 30.0 if given.seconds is None else given.seconds
        plan = breaking(graph, parts, stages=stages, anybody=not given.directly, budget=given.budget, seconds=seconds)
    except (ValueError, TimeoutError) as wrong:
        print(f"\n{wrong}", file=sys.stderr)
        return 2
    chosen = order_of(graph, [step.name for step in plan.steps])
    rest = np.setdiff1d(np.arange(len(graph), dtype=np.int32), chosen)
    told = steps_of(graph, np.concatenate([chosen, rest]).astype(np.int32), len(chosen))
    header = ("step", "node", "largest_component", "explanation", "cost", "chains", "breaks_at")
    rows = [
        (number, step.name, step.largest, step.explanation, f"{step.cost:g}", f"{own.left.chains:g}", own.left.breaks)
        for number, (step, own) in enumerate(zip(told, plan.steps, strict=True), 1)
    ]
    _write(given.output, header, rows)
    _tell_set_aside(given.output, ties.set_aside, ties.own)
    left = plan.steps[-1].left if plan.steps else plan.before
    print(f"nodes {len(graph)}")
    print(f"ties {graph.ties}")
    print(f"stages {' '.join(stages)}")
    print(f"chains {plan.before.chains:g}")
    print(f"chains left {left.chains:g}")
    print(f"removals {len(plan.steps)}")
    print(f"cost {plan.cost:g}")
    print(f"proved optimal {'yes' if plan.proved else 'no'}")
    if not plan.before.chains:
        print(f"no chain is complete: it breaks at {plan.before.breaks or 'its first stage'}", file=sys.stderr)
    elif left.chains:
        print("chains are left: the budget, or those who may be removed, do not suffice", file=sys.stderr)
    return 0


def _write(target: Path, header: Collection[str], rows: Iterable[Iterable[object]]) -> None:
    """Write all or nothing."""
    part = target.with_name(target.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    part.replace(target)


def _tell_set_aside(target: Path, rows: Collection[SetAside], own: int) -> None:
    if own:
        print(f"{own} ties of one with itself were passed over", file=sys.stderr)
    if not rows:
        return
    beside = target.with_name(target.stem + ".set-aside.csv")
    _write(beside, ("line", "reason", "row"), ((row.line, row.reason, ",".join(row.cells)) for row in rows))
    for row in list(rows)[:SHOWN]:
        print(f"line {row.line}: {row.reason}", file=sys.stderr)
    print(f"{len(rows)} rows could not be used; they stand in {beside.name}", file=sys.stderr)


def _progress(size: int, objective: str) -> Callable[[float, float], None]:
    shown = sys.stderr.isatty()

    def tell(done: float, value: float) -> None:
        if shown:
            area = f"area {value / max(size, 1):.4f} " if objective == "area" else ""
            print(f"\r{done:4.0%}  {area}", end="", file=sys.stderr, flush=True)

    return tell
