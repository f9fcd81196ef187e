"""Compares two names in any scripts and orders: how probable it is that they are the same name, and why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.costs import BASE, TABLES, Costs, costs
from manara.resolution.engine.names.prepared import FIELDS, PreparedNames, prepare
from manara.resolution.engine.names.spelling import MOST_TOKENS, Token, tokens

Spelling = Literal["same", "close", "far"]
_BITS: Final = 1 / math.log(2)
_CLOSE_A_LETTER: Final = 1.2


@dataclass(frozen=True)
class Match:
    """A part of one name that stands for a part of the other: `bits` of evidence, and how well the spellings agree."""

    left: str
    right: str
    bits: float
    spelling: Spelling


@dataclass(frozen=True)
class Comparison:
    """The probability that two names are one, with what matched what, and what only one of them has."""

    left: str
    right: str
    probability: float
    matches: tuple[Match, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]

    @property
    def bits(self) -> float:
        """The evidence as log2 odds."""
        p = min(max(self.probability, 1e-12), 1 - 1e-12)
        return math.log2(p / (1 - p))

    @property
    def explanation(self) -> str:
        """One line that can be read beside the names, such as ``محمد = Mohamed (4.1 bits); only right: Ould``."""
        parts = [f"{each.left} = {each.right} ({each.bits:.1f} bits, {each.spelling})" for each in self.matches]
        if self.only_left:
            parts.append("only left: " + " ".join(self.only_left))
        if self.only_right:
            parts.append("only right: " + " ".join(self.only_right))
        return "; ".join(parts) or "nothing to compare"


def compare(left: str, right: str) -> Comparison:
    """Compare two names. A name without a letter is like nothing: probability 0. Symmetric in its probability."""
    return compare_all([left], [right])[0]


def compare_all(left: Sequence[str], right: Sequence[str]) -> list[Comparison]:
    """Compare each of `left` with the one of `right` at its place, with what matched what; one by one that takes longer."""
    learned = costs()
    rows = np.arange(len(left))
    matched = Matched.of(len(left))
    odds = judge(prepare(left, learned), prepare(right, learned), learned, (rows, rows), matched)
    return [
        _told(one, other, probability(float(odds[row])), *matched.pair(row))
        for row, (one, other) in enumerate(zip(left, right, strict=True))
    ]


def _told(
    left: str, right: str, likely: float, places: NDArray[np.int64], weights: NDArray[np.float64], quality: NDArray[np.float64]
) -> Comparison:
    mine, theirs = tokens(left), tokens(right)
    if not mine or not theirs:
        return Comparison(left, right, 0.0, (), _texts(mine), _texts(theirs))
    matches, taken_left, taken_right = [], set(), set()
    for (i, j, way), weight, sure in sorted(zip(places.tolist(), weights.tolist(), quality.tolist(), strict=True)):
        lefts, rights = mine[i : i + (2 if way == 2 else 1)], theirs[j : j + (2 if way == 1 else 1)]
        taken_left |= set(range(i, i + len(lefts)))
        taken_right |= set(range(j, j + len(rights)))
        bits = weight * _BITS
        matches.append(Match(" ".join(_texts(lefts)), " ".join(_texts(rights)), bits, _spelling(lefts, rights, sure)))
    return Comparison(
        left, right, likely, tuple(matches),
        tuple(token.text for at, token in enumerate(mine) if at not in taken_left),
        tuple(token.text for at, token in enumerate(theirs) if at not in taken_right),
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


def _texts(found: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in found)


def _spelling(left: Sequence[Token], right: Sequence[Token], quality: float) -> Spelling:
    if _texts(left) == _texts(right):
        return "same"
    return "close" if quality >= _CLOSE_A_LETTER * sum(len(token.text) for token in left) else "far"
