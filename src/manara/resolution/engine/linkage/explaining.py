"""Explains why two records are or are not one person: a waterfall of steps from what was expected beforehand."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from manara.resolution.engine.linkage.comparing import Comparer
from manara.resolution.engine.linkage.model import COMPARISONS, Model


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `bits` up or down, to `reached` log2 odds; `reason_code` has its sentence in `foundation.engine.problems`."""

    comparison: str
    reason_code: str
    bits: float
    reached: float


def waterfall(left: int, right: int, model: Model, comparer: Comparer) -> tuple[Step, ...]:
    """The steps for two records by their rows: the prior, then each comparison that says something, the heaviest first."""
    levels = comparer.levels(np.array([left]), np.array([right]))[0]
    weights = model.weights()
    found = [
        (comparison, int(level), float(weights[at, level]))
        for at, (comparison, level) in enumerate(zip(COMPARISONS, levels, strict=True)) if level >= 0
    ]  # fmt: skip
    reached = math.log2(model.prior / (1 - model.prior))
    steps = [Step("prior", "link-prior", reached, reached)]
    for comparison, level, bits in sorted(found, key=lambda each: -abs(each[2])):
        reached += bits
        steps.append(Step(comparison, f"link-level-{comparison}-{level}", bits, reached))
    return tuple(steps)
