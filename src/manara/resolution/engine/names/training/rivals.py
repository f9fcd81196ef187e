"""Finds, among many names, those that a first judge takes most easily for another one, so that the next judge learns better.

Names near in spelling are not all that a search must tell apart: in a list of thousands somebody shares a rare word, or
stands first because nobody else has anything in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from manara.resolution.engine.names.comparing import judge
from manara.resolution.engine.names.costs import Costs
from manara.resolution.engine.names.prepared import prepare
from manara.resolution.engine.names.training.pairing import Pair, people_of
from manara.resolution.engine.names.training.reading import Spelt

ASKED: Final = 1_500
AMONG: Final = 1_500
KEPT: Final = 6
_WEIGHT: Final = 1.0


def rival_pairs(names: Sequence[Spelt], costs: Costs, *, seed: int) -> list[Pair]:
    """Each of some names beside its own form in the other script and beside those that `costs` finds nearest to it."""
    chance = np.random.default_rng(seed)
    people = people_of(names)
    chosen = [people[int(row)] for row in chance.permutation(len(people))[: max(ASKED, AMONG)]]
    arabic = [form for form, _latin, _forms in chosen]
    latin = [spellings[0] for _form, spellings, _forms in chosen]
    made: list[Pair] = []
    for left, right in ((arabic, latin), (latin, arabic)):
        asked, among = prepare(left[:ASKED], costs), prepare(right[:AMONG], costs)
        for row in range(len(asked)):
            odds = judge(asked, among, costs, (np.full(len(among), row), np.arange(len(among))))
            made.append((left[row], right[row], True, _WEIGHT))
            made += [(left[row], right[other], False, _WEIGHT) for other in _best(odds, row, arabic)]
    return made


def _best(odds: NDArray[np.float64], row: int, arabic: Sequence[str]) -> list[int]:
    found: list[int] = []
    for other in np.argsort(-odds, kind="stable"):
        # Within one Arabic letter it may be the same person.
        if other != row and Levenshtein.distance(arabic[row], arabic[other], score_cutoff=1) > 1:
            found.append(int(other))
        if len(found) == KEPT:
            break
    return found
