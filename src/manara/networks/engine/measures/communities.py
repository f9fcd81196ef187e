"""Finds groups whose members are tied more among themselves than chance would have it (Leiden, with modularity)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.hearing import heard
from manara.networks.engine.kernels.moving import join, move_all, refine

_ROUNDS: Final = 20
#: Up to so many people and ties, these counted at both ends, rounds go on until no group changes. Beyond, they end once one
#: gains less than `_LEAST_GAIN`: all that would follow gain some .0015 together (100,000 people, 500,000 ties) and take long.
_TO_THE_END: Final = 1_000_000
_LEAST_GAIN: Final = 1e-3

Ties = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]


def communities(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], weights: NDArray[np.float64], *,
    resolution: float = 1.0, seed: int = 0, tell: Callable[[float], None] = lambda done: None,
) -> NDArray[np.int32]:  # fmt: skip
    """The group of each [n], numbered from 0 by size, the largest first; every group is connected.

    `weights` [2m] are above zero. More `resolution` gives more and smaller groups. The same seed gives the same groups.
    `tell` hears the share done, of the most that it may be.
    """
    size = len(starts) - 1
    draw = np.random.default_rng(seed)
    group = np.arange(size, dtype=np.int32)
    if not len(neighbours):
        return group
    small = size + len(neighbours) <= _TO_THE_END
    reached = -1.0
    for number in range(_ROUNDS):
        before = group
        group = _by_size(_once(starts, neighbours, weights, group, resolution, draw))
        if np.array_equal(before, group):
            break
        last, reached = reached, 0.0 if small else modularity(starts, neighbours, weights, group)
        tell((number + 1) / _ROUNDS)
        if not small and reached - last < _LEAST_GAIN:
            break
    return group


def modularity(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], weights: NDArray[np.float64], group: NDArray[np.int32]
) -> float:
    """How much more of the ties' weight lies within groups than chance would have it (Newman, 2004): at most 1."""
    if not len(neighbours):
        return 0.0
    owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    inside = weights[group[owner] == group[neighbours]].sum()
    held = np.bincount(group[owner], weights)
    twice = weights.sum()
    return float(inside / twice - ((held / twice) ** 2).sum())


def inside_and_out(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], group: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Of each group: how many people it has, how many ties among these, and how many to others."""
    many = int(group.max()) + 1 if len(group) else 0
    owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    own, among = group[owner], group[owner] == group[neighbours]
    sizes = np.bincount(group, minlength=many)
    return sizes, np.bincount(own[among], minlength=many) // 2, np.bincount(own[~among], minlength=many)


def _once(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], weights: NDArray[np.float64], group: NDArray[np.int32],
    resolution: float, draw: np.random.Generator,
) -> NDArray[np.int32]:  # fmt: skip
    """One pass: move people, refine, join the refined into one each, and go on with these until nothing moves."""
    twice = float(weights.sum())
    ties: Ties = (starts, neighbours, weights)
    of: NDArray[np.int32] = np.arange(len(starts) - 1, dtype=np.int32)
    label: NDArray[np.int32] = _dense(group)
    while True:
        owner = np.repeat(np.arange(len(ties[0]) - 1), np.diff(ties[0]))
        strength = np.bincount(owner, ties[2], minlength=len(ties[0]) - 1)
        held = np.bincount(label, strength, minlength=len(strength))
        order = draw.permutation(len(strength)).astype(np.int32)
        heard(move_all, *ties, strength, twice, resolution, order, label, held)
        label = _dense(label)
        if len(label) == int(label.max()) + 1:
            return label[of].astype(np.int32)
        held = np.bincount(label, strength, minlength=len(strength))
        part = np.empty(len(strength), np.int32)
        heard(refine, *ties, strength, twice, resolution, draw.permutation(len(strength)).astype(np.int32), label, held, part)
        part = _dense(part)
        if part.max() + 1 == len(part):
            return label[of].astype(np.int32)
        joined = np.empty(int(part.max()) + 1, np.int32)
        joined[part] = label
        ties, of, label = _together(ties, part), part[of], joined


def _together(ties: Ties, part: NDArray[np.int32]) -> Ties:
    """The network of the parts; ties within a part become one of the part with itself."""
    size = int(part.max()) + 1
    members = np.argsort(part, kind="stable").astype(np.int32)
    begins = np.concatenate([[0], np.cumsum(np.bincount(part, minlength=size))]).astype(np.int64)
    starts, neighbours, weights = np.zeros(size + 1, np.int64), np.empty(len(ties[1]), np.int32), np.empty(len(ties[1]))
    heard(join, *ties, part, members, begins, starts, neighbours, weights)
    many = int(starts[-1])
    return starts, neighbours[:many].copy(), weights[:many].copy()


def _dense(label: NDArray[np.int32]) -> NDArray[np.int32]:
    """The same groups without gaps in their numbers; numbers are below the number of people."""
    number = np.cumsum(np.bincount(label) > 0) - 1
    return number[label].astype(np.int32)


def _by_size(group: NDArray[np.int32]) -> NDArray[np.int32]:
    """Numbers from 0, the largest group first; those alike by who of theirs comes first."""
    which = _dense(group)
    counts = np.bincount(which)
    first = np.empty(len(counts), np.int64)
    first[which[::-1]] = np.arange(len(which))[::-1]  # of several written to one place the last stays
    order = np.lexsort((first, -counts))
    number = np.empty(len(order), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    return number[which]
