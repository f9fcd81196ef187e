"""Where a network falls apart: the order in which reaching people leaves the least of it.

    from manara.networks.engine.dismantling import dismantle, network

    plan = dismantle(network([("a", "b", 1.0), ("b", "c", 1.0)], protected=["c"]), until=0.5)
    [(step.name, step.explanation) for step in plan.steps]

What planning needs is imported at its first use: rooms import the package (`from …engine import dismantling`), so that a
node starts without the compiler and the solver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manara.foundation.engine.on_demand import on_demand

# At once: a name on demand would be hidden by the module of the same name as soon as that is imported.
from manara.networks.engine.dismantling.network import Network, network

if TYPE_CHECKING:
    from manara.networks.engine.dismantling.aim import threshold
    from manara.networks.engine.dismantling.breaking import largest_components
    from manara.networks.engine.dismantling.plan import Plan, Step, dismantle, steps_through
    from manara.networks.engine.dismantling.reporting import figures, remarks
    from manara.networks.engine.dismantling.search import Objective, usual_seconds

__all__ = [
    "Network", "Objective", "Plan", "Step", "dismantle", "figures", "largest_components", "network", "remarks",
    "steps_through", "threshold", "usual_seconds",
]  # fmt: skip

__getattr__ = on_demand(globals(), {
    **dict.fromkeys(("Plan", "Step", "dismantle", "steps_through", "threshold"), "plan"),
    **dict.fromkeys(("figures", "remarks"), "reporting"), **dict.fromkeys(("Objective", "usual_seconds"), "search"),
    "largest_components": "breaking",
})  # fmt: skip
