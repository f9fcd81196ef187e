"""Who links two who have no tie of their own, by whose group they are of: the brokers of Gould and Fernandez (1989).

Ties have no direction here, so a gatekeeper, who lets others in, and a representative, who speaks for his own, are one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.hearing import heard
from manara.networks.engine.kernels.brokers import between_groups

ROLES: Final = ("coordinator", "itinerant", "gatekeeper", "liaison")

#: By what its columns begin with: the group of each of the network [n], -1 for none.
Groupings = Mapping[str, NDArray[np.int32]]


def numbered(names: Sequence[str], groups: Mapping[str, str]) -> NDArray[np.int32]:
    """The groups of these people [n] as numbers from 0, in the order of the groups' names; -1 for who has none."""
    numbers = {group: number for number, group in enumerate(sorted(set(groups.values())))}
    return np.array([numbers.get(groups.get(name, ""), -1) for name in names], np.int32)


def brokers(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], groupings: Groupings
) -> dict[str, NDArray[np.float64]]:
    """Pairs that each links in each role, [n] a role and grouping; NaN for whoever has no group, who can have no such role."""
    found: dict[str, NDArray[np.float64]] = {}
    for prefix, own in groupings.items():
        roles = np.zeros((len(own), len(ROLES)), np.int64)
        heard(between_groups, starts, neighbours, own, int(own.max(initial=0)) + 1, roles)
        for at, role in enumerate(ROLES):
            found[prefix + role] = np.where(own < 0, np.nan, roles[:, at].astype(np.float64))
    return found
