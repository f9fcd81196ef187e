"""Compares two records in every respect, compiled: each respect comes out as a level, from "differs" up to "agrees rarely"."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.linkage.name_levels import ANOTHER_GIVEN, most_alike, name_level, sheet, told_already
from manara.resolution.engine.linkage.value_levels import birth_level, number_level, shared
from manara.resolution.engine.names.kernel import FEATURES, workspace

NAME, BIRTH, PHONE, DOCUMENT, PLATE, BOAT, PLACE, NATIONALITY, SEX, RELATIVE = range(10)
COMPARISONS = 10
UNKNOWN = -1


@compiled
def _leave_out_shared(found, at):
    """Between people of other given names, what a family or a crew shares says nothing; what is one's own still does."""
    for k in (PHONE, PLATE, BOAT, PLACE, RELATIVE):
        if found[at, k] > 0:
            found[at, k] = UNKNOWN


@compiled
def _lists(starts, i, j, column):
    """From where to where both records' values of a column stand."""
    return starts[i, column], starts[i + 1, column], starts[j, column], starts[j + 1, column]


@compiled
def compare_records(
    left, right, starts, values, names, relatives, words, forms, rarity, unrare, crew, common, none, learned, known,
    weights, least, found,
):
    """The levels of many pairs of records into `found` [n, 10]; `UNKNOWN` where one side says nothing.

    Names cost a hundred times what all else does. So they are looked at last, and where a pair can't reach `least` bits
    with the most that the words they share could say, they stand as another name. `weights` [10, 11]: bits of each level,
    of the unknown in the last column. `names` and `relatives`: the words of each by their numbers, and how many; `words`:
    what is known of each word, once however many names have it. `starts` [records + 1, 10]: where in `values` each record's
    begin, side by side, since fetching them from memory is what takes longest.
    """
    tables, bases, judge = learned
    own_names, births, phones, documents, coded, related_names = values
    room = (workspace(), np.empty(FEATURES), np.empty(len(judge[3])), np.empty((8, 3), np.int64), sheet(), sheet())
    best_relative = max(0.0, weights[RELATIVE, 1])
    best_name = np.zeros(8)
    for level in range(8):
        best_name[level] = max(best_name[max(level - 1, 0)], weights[NAME, level])
    for at in range(len(left)):
        i, j = left[at], right[at]
        for k in range(10):
            found[at, k] = UNKNOWN
        for x in range(starts[i, BIRTH], starts[i + 1, BIRTH]):
            for y in range(starts[j, BIRTH], starts[j + 1, BIRTH]):
                found[at, BIRTH] = max(found[at, BIRTH], birth_level(births[x], births[y]))
        a, a_to, b, b_to = _lists(starts, i, j, PHONE)
        if a < a_to and b < b_to:
            found[at, PHONE] = number_level(phones, a, a_to, b, b_to, crew)
        a, a_to, b, b_to = _lists(starts, i, j, DOCUMENT)
        if a < a_to and b < b_to:
            found[at, DOCUMENT] = number_level(documents, a, a_to, b, b_to, none)
        for k in range(5):
            a, a_to, b, b_to = _lists(starts, i, j, PLATE + k)
            if a < a_to and b < b_to:
                found[at, PLATE + k] = shared(coded[k], a, a_to, b, b_to, common if k == 2 else none)
        n, n_to, m, m_to = _lists(starts, i, j, NAME)
        r, r_to, q, q_to = _lists(starts, i, j, RELATIVE)
        named, related = n < n_to and m < m_to, r < r_to and q < q_to
        missing = least
        for k in range(BIRTH, RELATIVE):
            missing -= weights[k, found[at, k]]
        expected = best_relative if related else 0.0
        told = missing - expected > (best_name[7] if named else 0.0)
        most = 7
        if named and not told and missing - expected > best_name[0]:
            most = most_alike(own_names, n, n_to, m, m_to, names, forms, rarity)
            told = missing - expected > best_name[most]
        if told:
            found[at, NAME] = 0 if named else UNKNOWN
            found[at, RELATIVE] = 0 if related else UNKNOWN
            continue
        if related:
            level = name_level(
                related_names, r, r_to, q, q_to, relatives, words, unrare, tables, bases, judge, room, known[1]
            )
            found[at, RELATIVE] = UNKNOWN if level < 0 else 1 if level & 7 >= 3 else 0
        if named:
            if missing - weights[RELATIVE, found[at, RELATIVE]] > best_name[most]:
                found[at, NAME] = 0
                continue
            level = name_level(
                own_names, n, n_to, m, m_to, names, words, rarity, tables, bases, judge, room, known[0]
            )
            found[at, NAME] = level if level < ANOTHER_GIVEN else ANOTHER_GIVEN
            if level >= ANOTHER_GIVEN:
                _leave_out_shared(found, at)
            elif level >= 3 and found[at, RELATIVE] == 1:
                # A name that is the same has counted its patronym.
                mine = told_already(names, n, n_to, own_names, relatives, r, r_to, related_names, words)
                if mine and told_already(names, m, m_to, own_names, relatives, q, q_to, related_names, words):
                    found[at, RELATIVE] = UNKNOWN


@compiled
def reaching(found, weights, least, reached):
    """Whether the weights of each pair's levels [n, 10] come to `least` bits."""
    for at in range(len(found)):
        bits = 0.0
        for k in range(10):
            bits += weights[k, found[at, k]]
        reached[at] = bits >= least
