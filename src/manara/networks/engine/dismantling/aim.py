"""What a plan aims at: below which size the largest component shall be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from manara.networks.engine.dismantling.search import Objective

#: What sums of shares and of costs may be off by.
ROUNDED: Final = 1e-9


def threshold(until: float, people: int, objective: Objective = "area") -> float:
    """The size that the largest component shall be below: the literature's area ends below the share, its number of removals at
    it."""
    if objective == "area":
        return max(until * people - ROUNDED, 0.5)
    return math.floor(until * people + ROUNDED) + 1.0
