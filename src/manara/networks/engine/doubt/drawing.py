"""Networks as they may really be: ties drawn by their probability, and unseen ties drawn where they are likely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.problems import Problem, register
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.missing import MOST_PEOPLE, unseen
from manara.networks.engine.sampling import both_ways, certain, pairs_of

register("unseen-among-too-many", "Unseen ties can be drawn among %(most)s people at most; this network has %(people)s.")
register(
    "networks-too-many",
    "To draw %(many)s networks of %(people)s people and %(ties)s ties is too much: of this size %(most)s can be drawn at most.",
)

#: Networks that a plan is made for.
PLANNED_ON: Final = 60
#: People and ties, these counted at both ends, that all networks drawn together may have: some two gigabytes.
MOST_DRAWN: Final = 300_000_000


@dataclass(frozen=True)
class Ensemble:
    """Networks of the same people: the ties of number i in network k are `neighbours[starts[k, i]:starts[k, i + 1]]`.

    `there` [k, m] says which of the chart's ties (in the order of `pairs_of`) each network has. `missing` is the share of all
    ties that was taken to be unseen.
    """

    starts: NDArray[np.int64]
    neighbours: NDArray[np.int32]
    there: NDArray[np.bool_]
    missing: float

    def __len__(self) -> int:
        return len(self.starts)

    def some(self, first: int, many: int) -> Ensemble:
        """So many of the networks alone, from number `first` on."""
        starts = self.starts[first : first + many]
        begin, end = (starts[0, 0], starts[-1, -1]) if len(starts) else (0, 0)
        return Ensemble(starts - begin, self.neighbours[begin:end], self.there[first : first + many], self.missing)


def ensemble(graph: Network, *, many: int = PLANNED_ON, missing: float = 0.0, seed: int = 0) -> Ensemble:
    """`many` networks drawn from the ties' probabilities; the same seed gives the same.

    With `missing` [0, 1) that share of all ties is taken to be unseen, and ties are added where the network's own ties say
    that they are likely. One network is enough, and is drawn alone, where nothing is in doubt. Raises ValueError for a share
    outside 0–1, `Problem` for unseen ties among more than 3,000 people, and for more networks than there is room for
    (`MOST_DRAWN`).
    """
    if not 0.0 <= missing < 1.0:
        raise ValueError(f"the share of unseen ties is {missing}; it must be from 0 to below 1")
    if missing and len(graph) > MOST_PEOPLE:
        raise Problem("unseen-among-too-many", most=MOST_PEOPLE, people=len(graph))
    pairs = pairs_of(graph)
    draw = np.random.default_rng(seed)
    many = 1 if certain(graph) and not missing else max(many, 1)
    each = max(len(graph) + 2 * len(pairs), 1)
    if many > 1 and many * each > MOST_DRAWN:
        raise Problem(
            "networks-too-many", many=many, people=len(graph), ties=len(pairs), most=max(MOST_DRAWN // each, 1)
        )
    there = np.empty((many, len(pairs)), np.bool_)
    for row in there:  # the draws of all at once would be eight times as large
        row[:] = draw.random(len(pairs)) < pairs.probability
    more = unseen(graph, pairs, missing, many, seed) if missing else [np.empty((0, 2), np.int32)] * many
    starts, neighbours, so_far = [], [], 0
    for kept, added in zip(there, more, strict=True):
        one = np.concatenate([pairs.one[kept], added[:, 0]])
        other = np.concatenate([pairs.other[kept], added[:, 1]])
        begins, ends, _which = both_ways(len(graph), one, other)
        starts.append(begins + so_far)
        neighbours.append(ends)
        so_far += len(ends)
    return Ensemble(np.array(starts, np.int64), np.concatenate(neighbours), there, missing)
