"""Goes through all pairs of records that share a block, part by part on all cores, and keeps those that may be one person."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.linkage.blocking import Blocks
from manara.resolution.engine.linkage.comparing import Comparer, packed
from manara.resolution.engine.linkage.key_counting import in_order
from manara.resolution.engine.linkage.model import Model
from manara.resolution.engine.linkage.pairs import bound_of

#: So many pairs are looked at together: enough to be worth a thread's while, few enough to need no memory to speak of.
PART: Final = 200_000
#: Bits by which a pair may seem to miss the threshold for rounding: the engine decides by itself.
_ROUNDING: Final = 1e-3

Found = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True)
class Candidates:
    """Rows `left` before `right` that may be one person, with the levels of each pair as one number."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    levels: NDArray[np.int64]


@dataclass(frozen=True)
class Shelves:
    """Blocks by key: the records of key k are `members[begins[k]:begins[k + 1]]`; those of a record, in order, are
    `keys[starts[r]:starts[r + 1]]`, as numbers of `begins`."""

    members: NDArray[np.int32]
    begins: NDArray[np.int64]
    keys: NDArray[np.int32]
    starts: NDArray[np.int64]


def shelves(blocks: Blocks, records: int) -> Shelves:
    """Blocks of so many records, which `together` has put in order, by key. Keys keep their order."""
    order, ordered = in_order(blocks.keys)
    first = np.ones(len(order), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    del ordered
    begins = np.append(np.flatnonzero(first), len(order)).astype(np.int64)
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.cumsum(first, dtype=np.int32) - 1
    starts = np.concatenate([[0], np.cumsum(np.bincount(blocks.rows, minlength=records))]).astype(np.int64)
    return Shelves(blocks.rows[order].astype(np.int32), begins, numbers, starts)


def parts(held: Shelves, size: int = PART) -> Iterator[tuple[int, int]]:
    """From which key to which the pairs, doubles counted in, are about `size`; every key in one part."""
    many = np.diff(held.begins)
    reached = np.cumsum(many * (many - 1) // 2)
    at = 0
    while at < len(many):
        before = int(reached[at - 1]) if at else 0
        end = max(at + 1, int(np.searchsorted(reached, before + size, side="right")))
        yield at, end
        at = end


def pairs_of(held: Shelves, begin: int, end: int) -> Found:
    """The pairs of these keys, left before right, each only under the first key that both records have."""
    many = np.diff(held.begins[begin : end + 1])
    most = int((many * (many - 1) // 2).sum())
    left, right = np.empty(most, np.int64), np.empty(most, np.int64)
    count = _pairs(held.members, held.begins, held.keys, held.starts, begin, end, left, right)
    return left[:count], right[:count]


@compiled
def _pairs(members, begins, keys, starts, begin, end, left, right):  # type: ignore[no-untyped-def]
    count = 0
    for key in range(begin, end):
        for one in range(begins[key], begins[key + 1]):
            i = members[one]
            for other in range(one + 1, begins[key + 1]):
                j = members[other]
                x, y = starts[i], starts[j]
                while keys[x] != keys[y]:  # both come to `key` at last
                    if keys[x] < keys[y]:
                        x += 1
                    else:
                        y += 1
                if keys[x] == key:
                    left[count], right[count] = i, j
                    count += 1
    return count


def beside(held: Shelves, rows: NDArray[np.int64]) -> Found:
    """The pairs of these records with all that share a block with them, each once, in their order."""
    left, right = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for row in rows.tolist():
        keys = held.keys[held.starts[row] : held.starts[row + 1]].tolist()
        shelf = [held.members[held.begins[key] : held.begins[key + 1]] for key in keys]
        others = np.unique(np.concatenate(shelf)) if shelf else np.empty(0, np.int32)
        right.append(others[others != row].astype(np.int64))
        left.append(np.full(len(right[-1]), row, np.int64))
    return np.concatenate(left), np.concatenate(right)


def candidates(held: Shelves, comparer: Comparer, model: Model, threshold: float) -> Candidates:
    """The pairs of records that share a block and reach the threshold, for rounding a thousandth of a bit below it too."""
    bound = bound_of(model, threshold)

    def reaching(part: tuple[int, int]) -> Candidates:
        left, right = pairs_of(held, *part)
        levels = comparer.levels(left, right, bound)
        kept = bound.reached(levels, _ROUNDING)
        return Candidates(left[kept], right[kept], packed(levels[kept]))

    none = np.empty(0, np.int64)
    found = [Candidates(none, none, none), *_on_all_cores(reaching, parts(held))]
    return Candidates(*(np.concatenate([getattr(each, side) for each in found]) for side in ("left", "right", "levels")))


def _on_all_cores(
    work: Callable[[tuple[int, int]], Candidates], of: Iterator[tuple[int, int]]
) -> Iterator[Candidates]:
    """What comes of each, in order; few are begun before they are waited for."""
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        waiting: deque[Future[Candidates]] = deque(pool.submit(work, each) for each in islice(of, 2 * cores))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(work, each) for each in islice(of, 1))
