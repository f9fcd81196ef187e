"""Where a network falls apart: the order in which reaching people leaves the least of it.

    from manara.networks.engine.dismantling import dismantle, network

    plan = dismantle(network([("a", "b", 1.0), ("b", "c", 1.0)], protected=["c"]), until=0.5)
    [(step.name, step.explanation) for step in plan.steps]
"""

from __future__ import annotations

from manara.networks.engine.dismantling.network import Network, network
from manara.networks.engine.dismantling.plan import Plan, Step, dismantle, steps_of

__all__ = ["Network", "Plan", "Step", "dismantle", "network", "steps_of"]
