"""Measures sets of removals on every network that the ties in doubt leave open, each weighed by its probability.

A set of people is a number whose bit i says whether number i is in it. Of the ties in doubt whose ends are both left, tie j
of k is there in network w of 2^k if w has its bit j.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled


@compiled
def _root(parents, one):
    while parents[one] != one:
        one = parents[one]
    return one


@compiled
def _joined(parents, sizes, one, other):
    """Join the parts of two, so that it can be taken back; the part that went into the other, or −1."""
    one, other = _root(parents, one), _root(parents, other)
    if one == other:
        return -1
    if sizes[one] > sizes[other]:
        one, other = other, one
    parents[one] = other
    sizes[other] += sizes[one]
    return one


@compiled
def _doubtful(left, one, other, which):
    """Fill `which` with the ties in doubt that are between those `left`; how many."""
    many = 0
    for tie in range(len(one)):
        if left >> one[tie] & 1 and left >> other[tie] & 1:
            which[many] = tie
            many += 1
    return many


@compiled
def _largest(left, size, sure_one, sure_other, one, other, which, many, found):
    """Fill `found` [2^many] with the largest component of those `left` in each network."""
    parents, sizes = np.arange(size), np.ones(size, np.int64)
    joined, largest = np.full(many + 1, -1, np.int64), np.zeros(many + 1, np.int64)
    top = 1 if left else 0
    for tie in range(len(sure_one)):
        if left >> sure_one[tie] & 1 and left >> sure_other[tie] & 1:
            gone = _joined(parents, sizes, sure_one[tie], sure_other[tie])
            if gone >= 0:
                top = max(top, sizes[parents[gone]])
    largest[many] = top
    # Counted upwards, one tie after the other is joined on and taken back: two joins a network on average.
    for number in range(1 << many):
        changed = many - 1
        if number:
            changed = 0
            while not number >> changed & 1:
                changed += 1
            for tie in range(changed + 1):
                gone = joined[tie]
                if gone >= 0:
                    sizes[parents[gone]] -= sizes[gone]
                    parents[gone] = gone
                    joined[tie] = -1
        for tie in range(changed, -1, -1):
            largest[tie] = largest[tie + 1]
            if number >> tie & 1:
                gone = _joined(parents, sizes, one[which[tie]], other[which[tie]])
                joined[tie] = gone
                if gone >= 0:
                    largest[tie] = max(largest[tie], sizes[parents[gone]])
        found[number] = largest[0]


@compiled
def may_follow(gone, who, size, may, surely, costs, spent, budget, least, begins, persons, states):
    """After each set `gone` [s] whoever may come next in a best order: `persons` and the sets then, from `begins` [s + 1] on.

    `who` may be removed; `may` and `surely` [n] are the sets of those with whom each may be, and surely is, tied. Nobody is
    removed who can have no tie left, nor while another costs no more and is surely tied to all to whom he may be: in his place
    that one leaves no more together in any network. Returns how many there are.
    """
    everybody, many = (np.int64(1) << size) - 1, 0
    for state in range(len(gone)):
        begins[state] = many
        left = everybody & ~gone[state]
        rest, largest = left, 0
        while rest:
            part, front = rest & -rest, rest & -rest
            while front:
                more = np.int64(0)
                for one in range(size):
                    if front >> one & 1:
                        more |= may[one]
                front = more & left & ~part
                part |= front
            rest &= ~part
            people = 0
            while part:
                part &= part - 1
                people += 1
            largest = max(largest, people)
        if largest < least:
            continue
        for one in range(size):
            if not (who & left) >> one & 1 or not may[one] & left or spent[state] + costs[one] > budget + 1e-9:
                continue
            follows = True
            for other in range(size):
                if other == one or not (who & left) >> other & 1 or costs[other] > costs[one]:
                    continue
                mine, theirs = may[one] & left & ~(np.int64(1) << other), may[other] & left & ~(np.int64(1) << one)
                if mine & ~surely[other]:
                    continue
                alike = not theirs & ~surely[one] and costs[one] == costs[other]
                if not alike or other < one:
                    follows = False
                    break
            if follows:
                persons[many] = one
                states[many] = gone[state] | np.int64(1) << one
                many += 1
    begins[len(gone)] = many
    return many


@compiled
def _shares(weighed, many, which, probability, sums):
    """Sum `weighed` [2^many] (which is used up) over all networks, those with each tie, and those without: [1 + 2m]."""
    ties = len(probability)
    for level in range(many - 1, -1, -1):
        half, with_it, without = 1 << level, 0.0, 0.0
        for number in range(half):
            without += weighed[number]
            with_it += weighed[number + half]
            weighed[number] += weighed[number + half]
        sums[1 + which[level]] = with_it
        sums[1 + ties + which[level]] = without
    sums[0] = weighed[0]
    at = 0
    for tie in range(ties):
        if at < many and which[at] == tie:
            at += 1
        else:
            sums[1 + tie] = probability[tie] * sums[0]
            sums[1 + ties + tie] = (1.0 - probability[tie]) * sums[0]


@compiled
def least_areas(
    gone, size, sure_one, sure_other, one, other, probability, costs, least, tails, begins, persons, states, then_at, then,
    then_values, at, largest, values, chosen,
):  # fmt: skip
    """Fill `values` [s, 1 + 2m]: the least area from each set `gone` [s] on, over all networks, those with each tie in doubt,
    and those without; each network counts by its probability, so that the last two add up to what knowing the tie leaves.

    Who follows is `persons`, with the set `states` then (a number among the next sets), from `begins` [s + 1] on; the place of
    who is best there is `chosen` [s, 1 + 2m], −1 for nobody. Where nobody follows, the time that passes still is `tails` [s].
    `largest` is filled with the largest component of each network from `at` [s + 1] on; `then_at`, `then` and `then_values` are
    the same of the next sets.
    """
    ties = len(probability)
    which, sums = np.empty(ties + 1, np.int64), np.empty(1 + 2 * ties)
    most = 0
    for state in range(len(gone)):
        most = max(most, at[state + 1] - at[state])
    weights, weighed, to = np.empty(most), np.empty(most), np.empty(most, np.int64)
    for state in range(len(gone)):
        left = ((np.int64(1) << size) - 1) & ~gone[state]
        many = _doubtful(left, one, other, which)
        found = largest[at[state] : at[state + 1]]
        _largest(left, size, sure_one, sure_other, one, other, which, many, found)
        networks = 1 << many
        weights[0] = 1.0
        for tie in range(many):
            for number in range(1 << tie):
                weights[number + (1 << tie)] = weights[number] * probability[which[tie]]
                weights[number] *= 1.0 - probability[which[tie]]
        chosen[state] = -1
        if begins[state] == begins[state + 1]:
            for number in range(networks):
                weighed[number] = tails[state] * weights[number] * found[number] if found[number] >= least else 0.0
            _shares(weighed, many, which, probability, values[state])
            continue
        values[state] = 1e300
        for each in range(begins[state], begins[state + 1]):
            person = persons[each]
            # Of the networks that differ only by his ties one is left.
            kept = 0
            to[0] = 0
            for tie in range(many):
                stays = one[which[tie]] != person and other[which[tie]] != person
                for number in range(1 << tie):
                    to[number + (1 << tie)] = to[number] + ((1 << kept) if stays else 0)
                kept += stays
            behind = then_at[states[each]]
            for number in range(networks):
                weighed[number] = weights[number] * then[behind + to[number]] if found[number] >= least else 0.0
            _shares(weighed, many, which, probability, sums)
            for column in range(1 + 2 * ties):
                value = costs[person] * sums[column] + then_values[states[each], column]
                if value < values[state, column] - 1e-12:
                    values[state, column] = value
                    chosen[state, column] = each
