"""The question of a plan: which network, what is aimed at and with what means; written as plain values and read back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from manara.networks.engine.which import Which, which_of

Objective = Literal["area", "removals"]
OBJECTIVES: Final = ("area", "removals")


@dataclass(frozen=True, slots=True)
class Question(Which):
    """Which network, and what is to come of it.

    `until` is the share (0–1] of the people that the largest group may still have; `budget` what all removals may cost, in
    days; `at_once` how many are reached together (0: all); `missing` the share [0, 1) of ties that nobody has seen yet.
    """

    objective: Objective = "area"
    until: float = 0.1
    budget: float = math.inf
    at_once: int = 1
    missing: float = 0.0
    seed: int = 0

    def written(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            **Which.written(self), "objective": self.objective, "until": self.until,
            "budget": None if math.isinf(self.budget) else self.budget, "at_once": self.at_once, "missing": self.missing,
            "seed": self.seed,
        }  # fmt: skip


def question_of(written: Mapping[str, Any]) -> Question:
    """The question that was written so. Raises KeyError or ValueError for what is none."""
    if written["objective"] not in OBJECTIVES:
        raise ValueError(f"no objective: {written['objective']}")
    which = which_of(written)
    budget = math.inf if written["budget"] is None else float(written["budget"])
    return Question(
        which.circle, which.chart, which.places, which.narrowing, cast(Objective, written["objective"]),
        written["until"], budget, written["at_once"], written["missing"], written["seed"],
    )  # fmt: skip
