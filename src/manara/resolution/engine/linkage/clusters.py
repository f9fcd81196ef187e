"""Makes persons of pairs: records that are surely one come together, and a household or two namesakes stay apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.linkage.comparing import Comparer
from manara.resolution.engine.linkage.model import Model

#: A pair within a group that is as improbable as this (in bits of odds) keeps the two sides apart.
APART: Final = -6.0
#: Larger groups than this are not looked at pair by pair: a record joins by the pairs that were compared.
MOST: Final = 400


def clustered(
    records: int, left: NDArray[np.int64], right: NDArray[np.int64], bits: NDArray[np.float64], model: Model,
    comparer: Comparer, judged: Sequence[tuple[int, int, bool]] = (),
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:  # fmt: skip
    """Of each record its person (the first record of it) and how probable it is that it belongs there.

    `left`, `right`, `bits`: the pairs above the threshold, any order. Two groups come together by their surest pair, unless
    the pairs between them, all compared, speak against it: on average, or one of them plainly. Judgements come first.
    """
    order = np.lexsort((right, left, -bits))
    parent = list(range(records))
    members: dict[int, list[int]] = {}
    parted = {frozenset((one, other)) for one, other, same in judged if not same}
    surest = [-math.inf] * records

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    def joined(one: int, other: int) -> None:
        first, second = min(one, other), max(one, other)
        parent[second] = first
        members[first] = members.get(first, [first]) + members.pop(second, [second])

    def assured(one: int, other: int, weight: float) -> None:
        surest[one], surest[other] = max(surest[one], weight), max(surest[other], weight)

    for one, other, same in judged:
        if same and root(one) != root(other):
            joined(root(one), root(other))
            assured(one, other, math.inf)
    for one, other, weight in zip(left[order].tolist(), right[order].tolist(), bits[order].tolist(), strict=True):
        a, b = root(one), root(other)
        if a == b:
            assured(one, other, weight)
            continue
        mine, theirs = members.get(a, [a]), members.get(b, [b])
        if len(mine) * len(theirs) > 1 and not _agree(mine, theirs, model, comparer):
            continue
        if parted and any(frozenset(pair) in parted for pair in product(mine, theirs)):
            continue
        joined(a, b)
        assured(one, other, weight)
    persons = np.array([root(at) for at in range(records)], np.int64)
    sure = np.array(surest)
    alone = np.isneginf(sure)
    odds = np.clip(np.where(alone, 0.0, sure), -60, 60)
    return persons, np.where(alone, 1.0, 1 / (1 + 2.0**-odds))


def _agree(mine: list[int], theirs: list[int], model: Model, comparer: Comparer) -> bool:
    pairs = np.array(list(product(mine[:MOST], theirs[:MOST])), np.int64)
    bits = model.bits(comparer.levels_of_many(pairs[:, 0].copy(), pairs[:, 1].copy()))
    return bool(bits.mean() > 0 and bits.min() > APART)
