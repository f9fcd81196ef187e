"""Says what a plan is: its figures and how good it is, and in remarks what hinders it or was not taken into account."""

from __future__ import annotations

import numpy as np

import manara.networks.engine.run_words  # noqa: F401  the sentences
from manara.foundation.engine.problems import Problem
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.plan import Plan


def figures(graph: Network, plan: Plan) -> list[str]:
    """The plan's figures, name and value, and whether it is proved to be the best at what was asked.

    Where the wanted share is not reached no bound is told, since all bounds are of plans that reach it; where nobody is removed
    there is no area. Of a network without anybody nothing is proved.
    """
    of_all, someone = plan.cost != len(plan.steps), len(graph) > 0
    none = "–"
    lines = {
        "nodes": f"{len(graph)}", "ties": f"{graph.ties}",
        "area": f"{plan.area:.5f}" if someone and (plan.steps or plan.reached) else none,
        "removals": f"{len(plan.steps)}", **({"cost": f"{plan.cost:g}"} if of_all else {}),
        "bound of the area": f"{plan.area_bound:.5f}" if someone and plan.reached else none,
        "bound of the removals": f"{plan.removals_bound}" if someone and plan.reached else none,
    }  # fmt: skip
    if of_all and plan.reached and plan.objective == "removals":
        lines["bound of the cost"] = f"{plan.cost_bound:g}"
    lines["proved optimal"] = "yes" if someone and plan.proved else "no"
    if plan.reached and not plan.proved:
        lines["gap"] = f"{plan.gap:.1%}"
    return [f"{name} {value}" for name, value in lines.items()]


def remarks(graph: Network, plan: Plan, budget: float = np.inf, doubt_weighed: bool = False) -> list[Problem]:
    """What the reader has to know besides, each as a sentence that `str` says in English; `doubt_weighed` is whether the plan
    is made for ties as probable as they are."""
    said = list(_hindered(graph, plan, budget))
    if not doubt_weighed and bool((graph.probability < 1.0).any()):
        said.append(Problem("plan-doubt-unweighed"))
    if plan.stopped:
        said.append(Problem("run-stopped"))
    elif not plan.finished and not plan.proved:
        said.append(Problem("run-time-up-undone"))
    return said


def _hindered(graph: Network, plan: Plan, budget: float) -> list[Problem]:
    if not len(graph):
        return [Problem("network-nobody")]
    if plan.reached:
        return []
    stays = {"left": int(plan.steps[-1].largest if plan.steps else plan.before), "all": len(graph)}
    open_to = graph.costs[~graph.protected]
    if not len(open_to):
        return [Problem("plan-all-protected", **stays)]
    if open_to.min() > budget:
        return [Problem("plan-too-dear", cost=f"{open_to.min():g}", budget=f"{budget:g}", **stays)]
    return [Problem("plan-too-few" if open_to.sum() <= budget else "plan-short", **stays)]
