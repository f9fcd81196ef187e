"""Seeks the order that is best under doubt a while at a time, so that whoever waits sees it go on, and can stop it."""

from __future__ import annotations

import time
from typing import Final

import numpy as np

from manara.networks.engine import doubt
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.lab.question import Question
from manara.networks.engine.lab.working import Found, share

#: Seconds that the work is planned from, of one while of it, and that it takes at most by the clock.
PLANNED: Final = 24.0
A_WHILE: Final = 6.0
AT_MOST: Final = 48.0


class InDoubt:
    """The search beside a `drawn` order of this `network`; `best` is what it has found so far."""

    def __init__(self, network: Network, question: Question, people: int, drawn: Found) -> None:
        self.drawn = drawn
        self._network, self._began = network, time.monotonic()
        self._seeking = doubt.Seeking(
            network, until=share(question, network, people), budget=question.budget, missing=question.missing,
            seconds=PLANNED, seed=question.seed,
        )  # fmt: skip

    def more(self) -> bool:
        """Seek for a while; whether there is more to do."""
        self._seeking.more(A_WHILE)
        return not self._seeking.done and time.monotonic() - self._began < AT_MOST

    @property
    def best(self) -> doubt.RobustPlan:
        """The best order so far with what it does."""
        found: doubt.RobustPlan = self._seeking.plan()
        return found

    def is_of(self, network: Network) -> bool:
        """Whether it is of this network, with the same people, ties, costs and protected persons."""
        own = self._network
        return own.names == network.names and all(
            np.array_equal(getattr(own, each), getattr(network, each))
            for each in ("starts", "neighbours", "probability", "costs", "protected")
        )

