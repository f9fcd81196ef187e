"""`manara dismantle --missing`: the plan that is made once where a share of the ties is unseen, by what is to be expected."""

from __future__ import annotations

import argparse
import sys

from manara.foundation.engine.told import told
from manara.networks.commands.verbs.keeping import undisturbed
from manara.networks.commands.verbs.telling import progress, tell_set_aside, write
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.edges import Ties

HEADER = ("step", "node", "largest_component", "explanation", "cost", "ties")


def expected(given: argparse.Namespace, graph: Network, ties: Ties, until: float, seed: int) -> int:
    """Plans over networks to which unseen ties are added; what the plan does on the chart as drawn stands in its rows."""
    from manara.networks.engine.dismantling import Plan, remarks, steps_through, threshold
    from manara.networks.engine.doubt import effect, robust
    from manara.networks.engine.doubt.planning import ensemble_of_one

    tell = progress()
    plan = robust(
        graph, until=until, budget=given.budget, missing=given.missing, seconds=given.seconds, seed=seed,
        tell=lambda done: tell(done, "orders"),
    )  # fmt: skip
    steps = steps_through(graph, plan.names)
    rows = [
        (number, step.name, step.largest, step.because(), f"{step.cost:g}", step.ties)
        for number, step in enumerate(steps, 1)
    ]
    with undisturbed():
        write(given.output, HEADER, rows)
        tell_set_aside(given.output, ties)
    drawn, area = effect(graph, plan.names, ensemble_of_one(graph), until=until), plan.effect.area
    cost = sum(step.cost for step in steps)
    print(f"nodes {len(graph)}")
    print(f"ties {graph.ties}")
    print(f"area {drawn.area.mean:.5f}")
    print(f"expected area {area.mean:.5f}, P10 {area.p10:.5f}, P90 {area.p90:.5f}")
    print(f"expected area of the plan made on the chart as drawn {plan.as_drawn.area.mean:.5f}")
    print(f"removals {len(steps)}")
    if cost != len(steps):
        print(f"cost {cost:g}")
    print(f"below the share in {plan.effect.reached:.0%} of the networks")
    print("proved optimal no")
    left = steps[-1].largest if steps else round(drawn.largest[0].mean * len(graph))
    reached = left < threshold(until, len(graph), "area")
    plan_told = Plan(steps, drawn.area.mean, 0.0, 0, reached, plan.finished, plan.stopped, before=left)
    for remark in remarks(graph, plan_told, given.budget, doubt_weighed=True):
        print(told(remark), file=sys.stderr)
    return 0
