"""What probably grows back: who takes the place of those removed, which ties are made anew, and where the route moves to.

    from manara.networks.engine.recovery import CAVIAR, recovery, shifted

    after = recovery(graph, ["organiser"], CAVIAR, by="past ties", seed=0)
    after.months[6].p10, after.months[12].p90, after.successors[:3]
"""

from __future__ import annotations

from manara.networks.engine.recovery.fitting import CAVIAR, Phase, Rates, fitted
from manara.networks.engine.recovery.growing import Recovery, recovery
from manara.networks.engine.recovery.shifting import Shift, shifted

__all__ = ["CAVIAR", "Phase", "Rates", "Recovery", "Shift", "fitted", "recovery", "shifted"]
