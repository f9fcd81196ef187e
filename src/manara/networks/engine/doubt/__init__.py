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
    from manara.networks.engine.doubt.effects import Effect, Spread, effect, mean_areas
    from manara.networks.engine.doubt.equals import sturdiest
    from manara.networks.engine.doubt.exactly import expected_area
    from manara.networks.engine.doubt.planning import RobustPlan, Seeking, robust
    from manara.networks.engine.doubt.reaching import Missed, effect_if_reached, if_missed
    from manara.networks.engine.doubt.worth import JUDGED, Unknown, worth_and_whether_exact, worth_knowing

__all__ = [
    "JUDGED", "Effect", "Ensemble", "Missed", "RobustPlan", "Seeking", "Spread", "Unknown", "effect", "effect_if_reached",
    "ensemble", "expected_area", "if_missed", "mean_areas", "robust", "sturdiest",
    "worth_and_whether_exact", "worth_knowing",
]  # fmt: skip

__getattr__ = on_demand(
    globals(),
    {
        "Ensemble": "drawing", "ensemble": "drawing", "Effect": "effects", "Spread": "effects", "effect": "effects",
        "mean_areas": "effects", "Missed": "reaching", "effect_if_reached": "reaching", "if_missed": "reaching",
        "expected_area": "exactly", "RobustPlan": "planning", "Seeking": "planning", "robust": "planning",
        "sturdiest": "equals", "JUDGED": "worth",
        "Unknown": "worth", "worth_and_whether_exact": "worth", "worth_knowing": "worth",
    },
)  # fmt: skip
