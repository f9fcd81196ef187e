"""Makes persons of pairs: records that are surely one come together, and a household or two namesakes stay apart.

What no pair joins can't touch each other: each connected part of the files goes its own way, and the comparisons that all of
them ask for next are made together.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Generator, Sequence
from itertools import chain, product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.linkage.comparing import Comparer
from manara.resolution.engine.linkage.model import Model

#: A pair within a group that is as improbable as this (in bits of odds) keeps the two sides apart.
APART: Final = -6.0
#: Larger groups than this are not looked at pair by pair: a record joins by the pairs that were compared.
MOST: Final = 400

Asked = list[tuple[int, int]]
#: Asks for pairs to be compared, is sent their bits, and ends with the groups and how sure each record's place in its is.
Part = Generator[Asked, NDArray[np.float64], tuple[dict[int, list[int]], dict[int, float]]]


def clustered(
    records: int, left: NDArray[np.int64], right: NDArray[np.int64], bits: NDArray[np.float64], model: Model,
    comparer: Comparer, judged: Sequence[tuple[int, int, bool]] = (),
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:  # fmt: skip
    """Of each record its person (the first record of it) and how probable it is that it belongs there.

    `left`, `right`, `bits`: the pairs above the threshold, any order. Two groups come together by their surest pair, unless
    the pairs between them, all compared, speak against it: on average, or one of them plainly. Judgements come first.
    """
    order = np.lexsort((right, left, -bits))
    left, right, bits = left[order], right[order], bits[order]
    same = [(one, other) for one, other, are_same in judged if are_same]
    parted = {frozenset((one, other)) for one, other, are_same in judged if not are_same}
    ends = np.array(same, np.int64).reshape(-1, 2)
    part = _connected(records, np.concatenate([left, ends[:, 0]]), np.concatenate([right, ends[:, 1]]))
    several = np.bincount(part[left], minlength=records) > 1
    several[part[np.array([one for pair in judged for one in pair[:2]], np.int64)]] = True
    persons, surest = np.arange(records), np.full(records, -math.inf)
    # Two records that nothing else touches are one person.
    lonely = ~several[part[left]]
    persons[np.maximum(left, right)[lonely]] = np.minimum(left, right)[lonely]
    surest[left[lonely]] = surest[right[lonely]] = bits[lonely]
    pairs: dict[int, list[tuple[int, int, float]]] = {int(part[one]): [] for pair in same for one in pair}
    rest = ~lonely
    for at, *pair in zip(*(each[rest].tolist() for each in (part[left], left, right, bits)), strict=True):
        pairs.setdefault(at, []).append((pair[0], pair[1], pair[2]))
    told: dict[int, list[tuple[int, int]]] = {}
    for one, other in same:
        told.setdefault(int(part[one]), []).append((one, other))
    for groups, sure in _settled([_joined(found, told.get(at, ()), parted) for at, found in pairs.items()], model, comparer):
        for record, group in groups.items():
            persons[record] = group[0]
        for record, weight in sure.items():
            surest[record] = weight
    alone = np.isneginf(surest)
    odds = np.clip(np.where(alone, 0.0, surest), -60, 60)
    return persons, np.where(alone, 1.0, 1 / (1 + 2.0**-odds))


def _connected(records: int, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each record the first record of the part that pairs connect it with."""
    parent = np.arange(records)
    _connect(left, right, parent)
    return parent


@compiled
def _connect(left, right, parent):  # type: ignore[no-untyped-def]
    for at in range(len(left)):
        one, other = left[at], right[at]
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        while parent[other] != other:
            parent[other] = parent[parent[other]]
            other = parent[other]
        parent[max(one, other)] = min(one, other)
    for at in range(len(parent)):  # a record's parent stands before it, and is settled
        parent[at] = parent[parent[at]]


def _joined(
    pairs: Sequence[tuple[int, int, float]], same: Sequence[tuple[int, int]], parted: Collection[frozenset[int]]
) -> Part:
    """The groups of one part, each with its first record in front; `pairs` the surest first."""
    groups: dict[int, list[int]] = {}
    surest: dict[int, float] = {}

    def joined(mine: list[int], theirs: list[int]) -> None:
        group = mine + theirs if mine[0] < theirs[0] else theirs + mine
        groups.update(dict.fromkeys(group, group))

    def assured(one: int, other: int, weight: float) -> None:
        for record in (one, other):
            surest[record] = max(surest.get(record, -math.inf), weight)

    for one, other in same:
        mine, theirs = groups.get(one, [one]), groups.get(other, [other])
        if mine[0] != theirs[0]:
            joined(mine, theirs)
            assured(one, other, math.inf)
    for one, other, weight in pairs:
        mine, theirs = groups.get(one, [one]), groups.get(other, [other])
        if mine[0] == theirs[0]:
            assured(one, other, weight)
            continue
        if len(mine) * len(theirs) > 1:
            bits = yield list(product(mine[:MOST], theirs[:MOST]))
            if not (bits.mean() > 0 and bits.min() > APART):
                continue
        if parted and any(frozenset(pair) in parted for pair in product(mine, theirs)):
            continue
        joined(mine, theirs)
        assured(one, other, weight)
    return groups, surest


def _settled(
    parts: Sequence[Part], model: Model, comparer: Comparer
) -> list[tuple[dict[int, list[int]], dict[int, float]]]:
    """What comes of all parts; what each of them asks for is compared together with what the others ask for."""
    done: list[tuple[dict[int, list[int]], dict[int, float]]] = []
    answers: Sequence[NDArray[np.float64] | None] = [None] * len(parts)
    while parts:
        going: list[Part] = []
        asked: list[Asked] = []
        for part, answer in zip(parts, answers, strict=True):
            try:
                wanted = next(part) if answer is None else part.send(answer)
            except StopIteration as ended:
                done.append(ended.value)
                continue
            going.append(part)
            asked.append(wanted)
        pairs = np.array(list(chain.from_iterable(asked)), np.int64).reshape(-1, 2)
        bits = model.bits(comparer.levels_of_many(pairs[:, 0].copy(), pairs[:, 1].copy()))
        parts, answers = going, np.split(bits, np.cumsum([len(each) for each in asked])[:-1]) if asked else []
    return done
