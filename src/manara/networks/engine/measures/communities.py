"""Finds groups whose members are tied more among themselves than chance would have it (Leiden, with modularity)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.kernels.moving import move_all, refine

_ROUNDS: Final = 20

Ties = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]


def communities(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], weights: NDArray[np.float64], *,
    resolution: float = 1.0, seed: int = 0,
) -> NDArray[np.int32]:  # fmt: skip
    """The group of each [n], numbered from 0 by size, the largest first; every group is connected.

    `weights` [2m] are above zero. More `resolution` gives more and smaller groups. The same seed gives the same groups.
    """
    size = len(starts) - 1
    draw = np.random.default_rng(seed)
    group = np.arange(size, dtype=np.int32)
    if not len(neighbours):
        return group
    for _round in range(_ROUNDS):
        before = group
        group = _once(starts, neighbours, weights, group, resolution, draw)
        if np.array_equal(_by_size(before), _by_size(group)):
            break
    return _by_size(group)


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
        move_all(*ties, strength, twice, resolution, order, label, held)
        label = _dense(label)
        if len(np.unique(label)) == len(label):
            return label[of].astype(np.int32)
        held = np.bincount(label, strength, minlength=len(strength))
        part = np.empty(len(strength), np.int32)
        refine(*ties, strength, twice, resolution, draw.permutation(len(strength)).astype(np.int32), label, held, part)
        part = _dense(part)
        if part.max() + 1 == len(part):
            return label[of].astype(np.int32)
        joined = np.empty(int(part.max()) + 1, np.int32)
        joined[part] = label
        ties, of, label = _together(ties, owner, part), part[of], joined


def _together(ties: Ties, owner: NDArray[np.int64], part: NDArray[np.int32]) -> Ties:
    """The network of the parts; ties within a part become one of the part with itself."""
    size = int(part.max()) + 1
    keys, which = np.unique(part[owner].astype(np.int64) * size + part[ties[1]], return_inverse=True)
    weights = np.bincount(which, ties[2]).astype(np.float64)
    starts = np.concatenate([[0], np.cumsum(np.bincount(keys // size, minlength=size))]).astype(np.int64)
    return starts, (keys % size).astype(np.int32), weights


def _dense(label: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.unique(label, return_inverse=True)[1].astype(np.int32)


def _by_size(group: NDArray[np.int32]) -> NDArray[np.int32]:
    """Numbers from 0, the largest group first; those alike by who of theirs comes first."""
    _labels, first, which, counts = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    number = np.empty(len(order), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    return number[which]
