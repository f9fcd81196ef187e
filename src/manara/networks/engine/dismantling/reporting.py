"""Says what a plan is: its figures and how good it is, and in remarks what hinders it or was not taken into account."""

from __future__ import annotations

import numpy as np

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.plan import Plan


def figures(graph: Network, plan: Plan) -> list[str]:
    """The plan's figures, name and value, and whether it is proved to be the best at what was asked.

    Where the wanted share is not reached no bound is told, since all bounds are of plans that reach it; where nobody is removed
    there is no area.
    """
    of_all = plan.cost != len(plan.steps)
    none = "–"
    lines = {
        "nodes": f"{len(graph)}", "ties": f"{graph.ties}", "area": f"{plan.area:.5f}" if plan.steps or plan.reached else none,
        "removals": f"{len(plan.steps)}", **({"cost": f"{plan.cost:g}"} if of_all else {}),
        "bound of the area": f"{plan.area_bound:.5f}" if plan.reached else none,
        "bound of the removals": f"{plan.removals_bound}" if plan.reached else none,
    }  # fmt: skip
    if of_all and plan.reached and plan.objective == "removals":
        lines["bound of the cost"] = f"{plan.cost_bound:g}"
    lines["proved optimal"] = "yes" if plan.proved else "no"
    if plan.reached and not plan.proved:
        lines["gap"] = f"{plan.gap:.1%}"
    return [f"{name} {value}" for name, value in lines.items()]


def remarks(graph: Network, plan: Plan, budget: float = np.inf, doubt_weighed: bool = False) -> list[str]:
    """What the reader has to know besides; `doubt_weighed` is whether the plan is made for ties as probable as they are."""
    said = list(_hindered(graph, plan, budget))
    if not doubt_weighed and bool((graph.probability < 1.0).any()):
        said.append("ties in doubt were taken to be there: `manara network robust` weighs their probability")
    if plan.stopped:
        said.append("it was stopped: this is the best plan so far")
    elif not plan.finished and not plan.proved:
        said.append(
            "the time was up before all planned work was done: this is the best plan so far, and another run with the same "
            "seed may find another"
        )
    return said


def _hindered(graph: Network, plan: Plan, budget: float) -> list[str]:
    if plan.reached:
        return []
    stays = f"the largest component stays at {plan.steps[-1].largest if plan.steps else plan.before} of {len(graph)}"
    open_to = graph.costs[~graph.protected]
    if not len(open_to):
        return [f"nobody may be removed, all are protected: {stays}"]
    if open_to.min() > budget:
        return [f"nobody may be removed, the cheapest costs {open_to.min():g} and the budget is {budget:g}: {stays}"]
    if open_to.sum() <= budget:
        return [f"{stays}: those who may be removed do not suffice"]
    return [f"{stays}: the budget, or those who may be removed, do not suffice"]
