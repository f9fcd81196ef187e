"""Takes the next step of every set of removals that may still lead to a better plan: what the largest component is then.

Only people of the largest component are worth a step: whoever stands outside can as well go later, as long as the largest
component is the same. Where several are largest, the first of them is broken first, since all of them have to be. And nobody
is worth a step while somebody is there who is tied to all whom he is tied to: to remove that one in his place never leaves
more.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled

_WORD = 64


@compiled
def next_steps(
    starts, neighbours, tied_low, tied_high, protected, low, high, so_far, least, bounds, removed, ceiling,
    out_low, out_high, out_sum, out_from, out_who, begin, behind,
):  # fmt: skip
    """Write the sets one person larger than `low`, `high` (bits of who is gone) that may still end below `ceiling`.

    `so_far` is the sum of the largest components until now, `bounds[k]` what any k removals leave at least; `removed` are gone
    from each of the sets. Takes the sets from number `begin` on and before `behind`; `tied_low`, `tied_high` [n] say in bits
    who is tied to whom. Returns how many were written, and the best complete plan (its sum, its set, its last person).
    """
    size = len(starts) - 1
    gone = np.empty(size, np.bool_)
    part, queue = np.empty(size, np.int64), np.empty(size, np.int64)
    entered, reaches, below, cut, worst = (
        np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64),
        np.empty(size, np.int64),
    )  # fmt: skip
    parent, at = np.empty(size, np.int64), np.empty(size, np.int64)
    degree, ties, left = np.empty(size, np.int64), np.empty(size + 1, np.int64), np.empty(size + 1, np.int64)
    written, best, best_from, best_who = 0, ceiling, -1, -1
    for number in range(begin, behind):
        for one in range(size):
            word = low[number] if one < _WORD else high[number]
            gone[one] = (word >> np.uint64(one % _WORD)) & np.uint64(1) != 0
        root, largest, second = _parts(starts, neighbours, gone, part, queue)
        _cut_off(starts, neighbours, gone, root, entered, reaches, below, cut, worst, parent, at, queue)
        tail, whole = _tail(starts, neighbours, gone, queue[:largest], least, bounds, removed, degree, ties, left)
        there_low, there_high = ~low[number], ~high[number]
        if so_far[number] + whole >= best:
            continue
        for place in range(largest):
            one = queue[place]
            if protected[one]:
                continue
            largest_then = max(worst[one], largest - 1 - cut[one], second)
            total = so_far[number] + largest_then
            if largest_then < least:
                if total < best:
                    best, best_from, best_who = total, number, one
            elif total + tail < best and not _outdone(
                one, queue[:largest], tied_low, tied_high, protected, there_low, there_high
            ):
                bit = np.uint64(1) << np.uint64(one % _WORD)
                out_low[written] = low[number] | bit if one < _WORD else low[number]
                out_high[written] = high[number] if one < _WORD else high[number] | bit
                out_sum[written], out_from[written], out_who[written] = total, number, one
                written += 1
    return written, best, best_from, best_who


@compiled
def _tail(starts, neighbours, gone, members, least, bounds, removed, degree, ties, left):
    """What the steps after the next add at least, and the next with these.

    By the bounds, and by the ties within the component that has to be broken.
    """
    count, within, there = len(members), 0, len(gone) - removed
    for taken in range(count + 1):
        left[taken] = 1 if taken < there else 0
    for one in members:
        degree[one] = 0
        for edge in range(starts[one], starts[one + 1]):
            degree[one] += not gone[neighbours[edge]]
        within += degree[one]
    _least_left(members, degree, within, ties, left)
    total, first = 0, 0
    for taken in range(1, count + 1):
        most = left[taken]
        if removed + taken < len(bounds):
            most = max(most, bounds[removed + taken])
        if taken == 1:
            first = most
        else:
            total += most
        if most < least:
            break
    # One more is needed: what it leaves is nobody only if there are no more than these two.
    return max(total, 1 if there > 2 else 0), first + total


@compiled
def _least_left(members, degree, within, ties, left):
    """Raise `left[j]` to what any j removals among `members`, who have `within` ends of ties to each other, leave at least.

    They take at most the ties of the j who have most. The others need a component that can hold the ties that are left:
    in pieces of at most s of n people there are at most as many ties as in n ÷ s whole ones and one of the rest.
    """
    count = len(members)
    ties[: count + 1] = 0
    for one in members:
        ties[degree[one]] += 1
    most, largest = count, count
    for taken in range(1, count):
        while most > 0 and ties[most] == 0:
            most -= 1
        ties[most] -= 1
        within -= 2 * most
        if within <= 0:
            break
        people = count - taken
        largest = min(largest, people)
        while largest > 1:
            size = largest - 1
            rest = people % size
            if (people // size) * size * (size - 1) + rest * (rest - 1) < within:
                break
            largest = size
        left[taken] = max(left[taken], largest)


@compiled
def _outdone(one, members, tied_low, tied_high, protected, there_low, there_high):
    """Whether another of the component who may be removed is tied to all whom `one` is tied to; of two alike the first is worth
    the step."""
    mine_low, mine_high = tied_low[one] & there_low, tied_high[one] & there_high
    for other in members:
        if other == one or protected[other]:
            continue
        bit = np.uint64(1) << np.uint64(other % _WORD)
        without_low, without_high = (mine_low & ~bit, mine_high) if other < _WORD else (mine_low, mine_high & ~bit)
        if without_low & ~tied_low[other] or without_high & ~tied_high[other]:
            continue
        if other < one:
            return True
        bit = np.uint64(1) << np.uint64(one % _WORD)
        theirs_low, theirs_high = tied_low[other] & there_low, tied_high[other] & there_high
        if one < _WORD:
            theirs_low &= ~bit
        else:
            theirs_high &= ~bit
        if theirs_low & ~tied_low[one] or theirs_high & ~tied_high[one]:
            return True
    return False


@compiled
def _parts(starts, neighbours, gone, part, queue):
    """Somebody of the first largest component, its size, and the size of the next largest."""
    size = len(gone)
    part[:] = -1
    root, largest, second = -1, 0, 0
    for start in range(size):
        if gone[start] or part[start] >= 0:
            continue
        part[start] = start
        queue[0] = start
        read, written = 0, 1
        while read < written:
            one = queue[read]
            read += 1
            for edge in range(starts[one], starts[one + 1]):
                other = neighbours[edge]
                if not gone[other] and part[other] < 0:
                    part[other] = start
                    queue[written] = other
                    written += 1
        if written > largest:
            root, largest, second = start, written, largest
        elif written > second:
            second = written
    return root, largest, second


@compiled
def _cut_off(starts, neighbours, gone, root, entered, reaches, below, cut, worst, parent, at, queue):
    """For each of the component of `root`: how many are `cut` off without him, and the `worst`, largest piece of these.

    One walk in depth with the earliest place that each subtree reaches back to (Hopcroft and Tarjan, 1973). `queue` holds the
    component in the order of the walk.
    """
    entered[:] = -1
    time = 0
    one = root
    parent[root] = -1
    while one >= 0:
        if entered[one] < 0:
            entered[one] = reaches[one] = time
            queue[time] = one
            below[one], cut[one], worst[one] = 1, 0, 0
            at[one] = starts[one]
            time += 1
        deeper = -1
        while at[one] < starts[one + 1]:
            other = neighbours[at[one]]
            at[one] += 1
            if gone[other] or other == parent[one]:
                continue
            if entered[other] < 0:
                deeper = other
                break
            reaches[one] = min(reaches[one], entered[other])
        if deeper >= 0:
            parent[deeper] = one
            one = deeper
            continue
        above = parent[one]
        if above >= 0:
            below[above] += below[one]
            reaches[above] = min(reaches[above], reaches[one])
            if reaches[one] >= entered[above]:
                cut[above] += below[one]
                worst[above] = max(worst[above], below[one])
        one = above
