"""What the doubt of the ties leaves open: P10–P90 of everybody's measures, over as many drawn networks as there is time for."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.eligible import Eligible
from manara.networks.engine.measures.brokers import ROLES, Groupings, brokers
from manara.networks.engine.measures.charted import Charted
from manara.networks.engine.measures.columns import MEASURED, Columns, columns_of
from manara.networks.engine.measures.ways import WORK, processors
from manara.networks.engine.sampling import MEASURED_ON, certain, drawn, pairs_of

#: Share of the work that the draws take beside the chart itself.
_DRAWS_WORK: Final = 0.5
_LOW, _HIGH = 0.1, 0.9


class Intervals:
    """Draws `many` networks from the ties' probabilities, a few at a time; none where no tie is in doubt.

    The same seed draws the same networks in the same order, however they are parted. `work` is that of the measures
    (`ways.WORK`): the draws take half of it. Brokers are counted between the groups of the chart (`groupings`), however a draw
    would fall into groups by itself. Raises ValueError for fewer than no networks.
    """

    def __init__(
        self, chart: Charted, who: Eligible, *, many: int = MEASURED_ON, work: int = WORK, seed: int = 0,
        groupings: Groupings | None = None,
    ) -> None:  # fmt: skip
        if many < 0:
            raise ValueError(f"{many} networks can't be drawn; 0 draws none")
        self.many = 0 if certain(chart.graph) else many
        self.drawn = 0
        self._chart, self._who, self._seed, self._groupings = chart, who, seed, groupings or {}
        self._share = int(work * _DRAWS_WORK / max(self.many, 1))
        names = (*MEASURED, *(prefix + role for prefix in self._groupings for role in ROLES))
        self._found = {name: np.empty((self.many, len(who)), np.float32) for name in names}
        self._networks = enumerate(drawn(chart.graph, pairs_of(chart.graph), self.many, seed))

    @property
    def done(self) -> bool:
        """Whether all networks were drawn."""
        return self.drawn >= self.many

    def more(self, seconds: float = math.inf, tell: Callable[[float], None] = lambda done: None) -> None:
        """Draw until all are drawn or the seconds are over, at least as many as there are processors."""
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(processors()) as pool:
            # No more networks at a time than there are processors: each takes as much memory as the whole.
            while batch := list(islice(self._networks, processors())):
                for _done in pool.map(lambda each: self._one(each[0], *each[1]), batch):
                    pass
                self.drawn = batch[-1][0] + 1
                tell(self.drawn / self.many)
                if time.monotonic() >= until:
                    return

    def bounds(self) -> tuple[Columns, Columns]:
        """P10 and P90 of those who may be named, [e] a measure, over the networks drawn so far; nothing where none was."""
        if not self.drawn:
            return {}, {}
        low, high = {}, {}
        for name, rows in self._found.items():
            so_far = np.sort(rows[: self.drawn], axis=0)
            low[name], high[name] = (_quantile(so_far, share) for share in (_LOW, _HIGH))
        return low, high

    def _one(
        self, number: int, starts: NDArray[np.int64], neighbours: NDArray[np.int32], kept: NDArray[np.bool_]
    ) -> None:
        columns, *_rest = columns_of(starts, neighbours, self._chart.weights[kept], self._share, self._seed + number + 1)
        columns |= brokers(starts, neighbours, self._groupings)
        for name, rows in self._found.items():
            rows[number] = self._who.of(columns[name])


def _quantile(rows: NDArray[np.float32], share: float) -> NDArray[np.float64]:
    """The value that `share` of the rows don't exceed; they are sorted from small to large, those without a value last."""
    valid = (~np.isnan(rows)).sum(axis=0)
    at = share * np.maximum(valid - 1, 0)
    under, over = np.floor(at).astype(int), np.ceil(at).astype(int)
    column = np.arange(rows.shape[1])
    lower, upper = rows[under, column].astype(np.float64), rows[over, column].astype(np.float64)
    return np.asarray(lower + (upper - lower) * (at - under), np.float64)
