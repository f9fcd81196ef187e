"""What a plan does while the ties are in doubt, the plan that is best then, and what is worth finding out first.

    from manara.networks.engine.doubt import effect, ensemble, robust, worth_knowing

    drawn = ensemble(graph, many=60, seed=0)
    plan = robust(graph, until=0.1)
    plan.effect.area.p10, plan.effect.area.p90
    worth_knowing(graph, until=0.1)[0].tie
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manara.foundation.engine.on_demand import on_demand

if TYPE_CHECKING:
    from manara.networks.engine.doubt.drawing import Ensemble, ensemble
    from manara.networks.engine.doubt.effects import Effect, Spread, effect
    from manara.networks.engine.doubt.planning import RobustPlan, robust
    from manara.networks.engine.doubt.worth import Unknown, worth_knowing

__all__ = ["Effect", "Ensemble", "RobustPlan", "Spread", "Unknown", "effect", "ensemble", "robust", "worth_knowing"]

__getattr__ = on_demand(
    globals(),
    {
        "Ensemble": "drawing", "ensemble": "drawing", "Effect": "effects", "Spread": "effects", "effect": "effects",
        "RobustPlan": "planning", "robust": "planning", "Unknown": "worth", "worth_knowing": "worth",
    },
)  # fmt: skip
