"""The question of a plan: which network, what is aimed at and with what means; written as plain values and read back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from manara.networks.engine.which import Which, which_of

Objective = Literal["area", "removals", "capacity"]
OBJECTIVES: Final = ("area", "removals", "capacity")


@dataclass(frozen=True, slots=True)
class Question(Which):
    """Which network, and what is to come of it.

    `until` is the share (0–1] of the people that the largest group may still have; `budget` what all removals may cost, in
    days; `at_once` how many are reached together (0: all); `missing` the share [0, 1) of ties that nobody has seen yet.
    A `fixed` order holds only those who were given a turn. Of a route: the offence (`script`) whose roles count, the `stages`
    that a complete chain needs (none: all that somebody is known to do), and whether it may pass `anybody` between. Where it
    may move: `neighbours` (what a route is called, what it carries beside the others) and the share that is `moving` a month.
    """

    objective: Objective = "area"
    until: float = 0.1
    budget: float = math.inf
    at_once: int = 1
    missing: float = 0.0
    seed: int = 0
    fixed: bool = False
    script: str = "som"
    stages: tuple[str, ...] = ()
    anybody: bool = True
    neighbours: tuple[tuple[str, float], ...] = ()
    moving: float = 0.1
    # Who is reached not before which wave, by name: of the estimate, and so never written with the question.
    waiting: tuple[tuple[str, int], ...] = ()

    def written(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            **Which.written(self), "objective": self.objective, "until": self.until,
            "budget": None if math.isinf(self.budget) else self.budget, "at_once": self.at_once, "missing": self.missing,
            "seed": self.seed, "fixed": self.fixed, "script": self.script, "stages": list(self.stages), "anybody": self.anybody,
            "neighbours": [list(each) for each in self.neighbours], "moving": self.moving,
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
        # What questions of before did not ask yet.
        written.get("fixed", False), written.get("script", "som"), tuple(written.get("stages", ())),
        written.get("anybody", True), tuple((name, weight) for name, weight in written.get("neighbours", ())),
        written.get("moving", 0.1),
    )  # fmt: skip
