"""Counts how often keys occur and brings equal ones together, compiled: in parts by their first bits that the processor's cache
holds, since keys are digests, as good as drawn, and fetching them here and there from memory is what takes longest.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.compiling import compiled

#: So many keys are counted together, and so few are put in order by looking at each beside the others.
_COUNTED: Final = 4_096
_ORDERED: Final = 8


def counted(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Of each key, how often it occurs."""
    counts = np.empty(len(keys), np.int64)
    _count(*_in_parts(keys, _COUNTED), counts)
    return counts


def in_order(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
    """The places of the keys in the order of these, equal ones in the order of their places; and the keys so ordered."""
    begins, places, ordered = _in_parts(keys, _ORDERED)
    _order(begins, places, ordered)
    return places, ordered


def _in_parts(
    keys: NDArray[np.uint64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint64]]:
    """Where each part of about `size` keys begins, and the places of the keys and these, by parts, in their order in each."""
    bits = max(1, (len(keys) // size).bit_length())
    begins = np.zeros((1 << bits) + 1, np.int64)
    places, parted = np.empty(len(keys), np.int32), np.empty_like(keys)
    _part(keys, np.uint64(64 - bits), begins, begins[:-1].copy(), places, parted)
    return begins, places, parted


@compiled
def _part(keys, shift, begins, free, places, parted):  # type: ignore[no-untyped-def]
    for key in keys:
        begins[(key >> shift) + np.uint64(1)] += 1
    for part in range(1, len(begins)):
        begins[part] += begins[part - 1]
    free[:] = begins[:-1]
    for at in range(len(keys)):
        part = keys[at] >> shift
        places[free[part]] = at
        parted[free[part]] = keys[at]
        free[part] += 1


@compiled
def _count(begins, places, parted, counts):  # type: ignore[no-untyped-def]
    """An open table for each part: each key at its place or the next that is free; first all are counted, then told."""
    for part in range(len(begins) - 1):
        begin, end = begins[part], begins[part + 1]
        size = 16
        while size < 2 * (end - begin):
            size *= 2
        last = np.uint64(size - 1)
        known, many, found = np.zeros(size, np.uint64), np.zeros(size, np.int64), np.empty(end - begin, np.uint64)
        for at in range(begin, end):
            key = parted[at]
            place = (key ^ (key >> np.uint64(32))) & last
            while many[place] > 0 and known[place] != key:
                place = (place + np.uint64(1)) & last
            known[place] = key
            many[place] += 1
            found[at - begin] = place
        for at in range(begin, end):
            counts[places[at]] = many[found[at - begin]]


@compiled
def _order(begins, places, ordered):  # type: ignore[no-untyped-def]
    for part in range(len(begins) - 1):
        for at in range(begins[part] + 1, begins[part + 1]):
            key, place, free = ordered[at], places[at], at
            while free > begins[part] and ordered[free - 1] > key:
                ordered[free], places[free] = ordered[free - 1], places[free - 1]
                free -= 1
            ordered[free], places[free] = key, place
