"""Compares two names in any scripts and orders: how probable it is that they are the same name, and why."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.as_written import as_written
from manara.resolution.engine.names.costs import Costs, costs
from manara.resolution.engine.names.explaining import (
    Rarity,
    Spelling,
    explained,
    rarity,
    reckon_reach,
    spelling,
    written_alike,
)
from manara.resolution.engine.names.laid_out import laid_out
from manara.resolution.engine.names.prepared import FIELDS, PreparedNames, prepare
from manara.resolution.engine.names.spelling import MOST_TOKENS, Token, tokens

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
    up to .1 where a title is a name by itself in one of them and only joins in the other."""
    return compare_all([left], [right])[0]


def compare_all(left: Sequence[str], right: Sequence[str]) -> list[Comparison]:
    """Compare each of `left` with the one of `right` at its place, with what matched what; one by one that takes longer."""
    learned = costs()
    rows = np.arange(len(left))
    matched = Matched.of(len(left))
    odds = judge(prepare(left, learned), prepare(right, learned), learned, (rows, rows), matched)
    parts = [_parts(one, other, pair) for one, other, pair in zip(left, right, matched.pairs(), strict=True)]
    reckon_reach((side for pair in parts for part in pair for side in part[:2]), learned)
    return [
        _told(one, other, probability(likely), told, learned)
        for one, other, likely, told in zip(left, right, odds.tolist(), parts, strict=True)
    ]


#: Words of one name and the words of the other that they stand for, the place of the first of each, weight and evidence.
_Part = tuple[tuple[Token, ...], tuple[Token, ...], int, int, float, float]


def _parts(left: str, right: str, matched: Sequence[tuple[tuple[int, int, int], float, float]]) -> list[_Part]:
    mine, theirs = tokens(left), tokens(right)
    return [
        (mine[i : i + (2 if way == 2 else 1)], theirs[j : j + (2 if way == 1 else 1)], i, j, weight, sure)
        for (i, j, way), weight, sure in matched
    ]


def _told(left: str, right: str, likely: float, parts: Sequence[_Part], learned: Costs) -> Comparison:
    (my_words, my_rest), (their_words, their_rest) = as_written(left), as_written(right)
    if not my_words or not their_words:
        return Comparison(left, right, 0.0, (), my_words, their_words, my_rest, their_rest)
    matches: list[Match] = []
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for mine, theirs, i, j, weight, sure in parts:
        here, there = range(i, i + len(mine)), range(j, j + len(theirs))
        taken_left.update(here)
        taken_right.update(there)
        written = " ".join(my_words[i : here.stop]), " ".join(their_words[j : there.stop])
        alike = spelling(mine, theirs, sure, learned)
        matches.append(Match(
            *written, weight * _BITS, written_alike(mine, theirs, written) if alike == "same" else alike,
            rarity(mine, theirs, learned),
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

    def pairs(self) -> Iterator[list[tuple[tuple[int, int, int], float, float]]]:
        """Of each pair its parts in the order of the first name: places and which way words were joined, weight, evidence."""
        most = slice(int(self.parts.max(initial=0)))
        told = (each[:, most].tolist() for each in (self.places, self.weights, self.qualities))
        for parts, places, weights, qualities in zip(self.parts.tolist(), *told, strict=True):
            yield sorted(
                ((i, j, way), weight, quality)
                for (i, j, way), weight, quality in zip(places[:parts], weights[:parts], qualities[:parts], strict=True)
            )


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
    model, bases = laid_out(learned)
    tables = [(table.logp, table.x_rows, table.y_columns) for table in learned.tables]
    known = (learned.known.counts, learned.known.starts, learned.known.partners)
    return (*tables, known, model), bases, learned.judge
