"""Compares two names in any scripts and orders: how probable it is that they are the same name, and why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.as_written import as_written
from manara.resolution.engine.names.costs import BASE, TABLES, Costs, costs
from manara.resolution.engine.names.explaining import Rarity, Spelling, explained, rarity, spelling
from manara.resolution.engine.names.prepared import FIELDS, PreparedNames, prepare
from manara.resolution.engine.names.spelling import MOST_TOKENS, tokens

_BITS: Final = 1 / math.log(2)


@dataclass(frozen=True)
class Match:
    """A part of one name, as it was written, that stands for a part of the other: `bits` of evidence, how alike the two are
    written, and how rare the part is.
    """

    left: str
    right: str
    bits: float
    spelling: Spelling
    rarity: Rarity


@dataclass(frozen=True)
class Comparison:
    """The probability that two names are one, with what matched what, what only one of them has, and what of a very long
    or strange name was not compared at all.
    """

    left: str
    right: str
    probability: float
    matches: tuple[Match, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    unread_left: tuple[str, ...] = ()
    unread_right: tuple[str, ...] = ()

    @property
    def bits(self) -> float:
        """The evidence as log2 odds."""
        p = min(max(self.probability, 1e-12), 1 - 1e-12)
        return math.log2(p / (1 - p))

    @property
    def explanation(self) -> str:
        """One line to be read beside the names: ``محمد = Mohamed (4.1 bits, a spelling of the same, very common); …``."""
        return explained(self)


def compare(left: str, right: str) -> Comparison:
    """Compare two names. A name without a letter is like nothing: probability 0. Symmetric in its probability, but for
    up to .01 where a title is a name by itself in one of them and only joins in the other."""
    return compare_all([left], [right])[0]


def compare_all(left: Sequence[str], right: Sequence[str]) -> list[Comparison]:
    """Compare each of `left` with the one of `right` at its place, with what matched what; one by one that takes longer."""
    learned = costs()
    rows = np.arange(len(left))
    matched = Matched.of(len(left))
    odds = judge(prepare(left, learned), prepare(right, learned), learned, (rows, rows), matched)
    return [
        _told(one, other, probability(float(odds[row])), *matched.pair(row), learned)
        for row, (one, other) in enumerate(zip(left, right, strict=True))
    ]


def _told(
    left: str, right: str, likely: float, places: NDArray[np.int64], weights: NDArray[np.float64],
    quality: NDArray[np.float64], learned: Costs,
) -> Comparison:  # fmt: skip
    mine, theirs = tokens(left), tokens(right)
    (my_words, my_rest), (their_words, their_rest) = as_written(left), as_written(right)
    if not mine or not theirs:
        return Comparison(left, right, 0.0, (), my_words, their_words, my_rest, their_rest)
    matches, taken_left, taken_right = [], set(), set()
    for (i, j, way), weight, sure in sorted(zip(places.tolist(), weights.tolist(), quality.tolist(), strict=True)):
        here, there = slice(i, i + (2 if way == 2 else 1)), slice(j, j + (2 if way == 1 else 1))
        taken_left |= set(range(here.start, here.stop))
        taken_right |= set(range(there.start, there.stop))
        matches.append(Match(
            " ".join(my_words[here]), " ".join(their_words[there]), weight * _BITS,
            spelling(mine[here], theirs[there], sure, learned), rarity(mine[here], theirs[there], learned),
        ))  # fmt: skip
    return Comparison(
        left, right, likely, tuple(matches),
        tuple(word for at, word in enumerate(my_words) if at not in taken_left),
        tuple(word for at, word in enumerate(their_words) if at not in taken_right), my_rest, their_rest,
    )  # fmt: skip


def compare_many(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
    """The probability of each pair of `left` and `right`, which have the same length."""
    learned = costs()
    odds = judge(prepare(left, learned), prepare(right, learned), learned)
    return 1 / (1 + np.exp(-odds))


def compare_with_each(one: str, others: Sequence[str]) -> NDArray[np.float64]:
    """The probability that each of `others` is the name `one`, which is made ready once for all of them."""
    learned = costs()
    rows = np.zeros(len(others), np.int64), np.arange(len(others))
    odds = judge(prepare([one], learned), prepare(others, learned), learned, rows)
    return 1 / (1 + np.exp(-odds))


@dataclass(frozen=True)
class Matched:
    """Of n pairs, how many parts of the names were matched [n], which with which [n, 8, 3], and with what evidence [n, 8]."""

    parts: NDArray[np.int64]
    places: NDArray[np.int64]
    weights: NDArray[np.float64]
    qualities: NDArray[np.float64]

    @classmethod
    def of(cls, pairs: int) -> Matched:
        """Room for what will be matched; of no pairs, nothing is written down."""
        return cls(
            np.zeros(pairs, np.int64), np.zeros((pairs, MOST_TOKENS, 3), np.int64),
            np.zeros((pairs, MOST_TOKENS)), np.zeros((pairs, MOST_TOKENS)),
        )  # fmt: skip

    def pair(self, row: int) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Places, weights and evidence of one pair's parts."""
        parts = slice(int(self.parts[row]))
        return self.places[row, parts], self.weights[row, parts], self.qualities[row, parts]


_NOTHING: Final = Matched.of(0)


def judge(
    left: PreparedNames, right: PreparedNames, learned: Costs,
    rows: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None, matched: Matched = _NOTHING,
) -> NDArray[np.float64]:  # fmt: skip
    """Natural log odds of pairs: each name of `left` with the one of `right` at its place, or those of `rows`."""
    chosen = rows or (np.arange(len(left)), np.arange(len(right)))
    odds = np.empty(len(chosen[0]))
    told = (matched.parts, matched.places, matched.weights, matched.qualities)
    kernel.judge_pairs(columns(left), columns(right), *chosen, *constants(learned), odds, told)  # type: ignore[call-arg]
    return odds


def probability(odds: float) -> float:
    """Odds as a probability."""
    return 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0


def columns(names: PreparedNames) -> tuple[Any, ...]:
    """The arrays in the order in which the compiled loops take them."""
    return tuple(getattr(names, field) for field in FIELDS)


@lru_cache(maxsize=4)
def constants(learned: Costs) -> tuple[Any, ...]:
    """Tables, place values and the judge's weights as the compiled loops take them."""
    tables = tuple((table.logp, table.x_rows, table.y_columns) for table in learned.tables)
    # One more of the same shape, so that the loops take all of them as one.
    tables += ((learned.known.counts, learned.known.starts, learned.known.partners),)
    bases = np.array([[BASE[x], BASE[y]] for x, y in TABLES], np.int64)
    return tables, bases, learned.judge
