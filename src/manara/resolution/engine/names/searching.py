"""Searches one name among very many: words that can stand for the query's words first, then the names that bear them.

What the judge says of a name follows from the evidence between words, and many names share a word. So the evidence is
reckoned once a word, and of most names only as much as tells that ten others are better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import glancing, kernel, scanning
from manara.resolution.engine.names.comparing import constants, judge, probability
from manara.resolution.engine.names.costs import costs
from manara.resolution.engine.names.prepared import PreparedNames, prepare
from manara.resolution.engine.names.spelling import LONGEST_TOKEN, Token, tokens
from manara.resolution.engine.names.standing import Stand, Standing
from manara.resolution.engine.names.vocabulary import Vocabulary
from manara.resolution.engine.names.words import Words, words_of

#: So many names are compared one by one: that takes no longer than finding words.
FEW_NAMES: Final = 2_000
#: Of so many names it is told at a glance what the judge will about say; of so many of these it is foretold, by the words
#: found; of so many by all their words; and so many are compared whole.
GLANCED: Final = 5_000
FORETOLD: Final = 2_500
NEARER: Final = 800
LOOKED_AT: Final = 50
#: More than two words that only join, such as ولد and Ould, can weigh (nats): half of all names have one.
JOINING: Final = 1.25
#: What weighs no more than this is of one kind with a word that joins, as ben is with ould, and half of all names have one.
ONE_KIND: Final = 0.5
_CHUNK: Final = 50_000


@dataclass(frozen=True)
class Ranked:
    """A candidate by its row, with the probability that it is the name that was asked for."""

    row: int
    probability: float


class Index:
    """Candidates ready to be searched; their words are kept once, with the rows that bear them. Not for several threads.

    `said` is told from time to time how many names were read.
    """

    def __init__(self, names: Sequence[str], said: Callable[[int], None] | None = None) -> None:
        self._costs = costs()
        self._vocabulary = Vocabulary(names, self._costs, said)
        self._stand = Stand(self._vocabulary, self._costs)
        self._rarities = rarities_of(self._vocabulary)
        middle, spread, *net = self._costs.judge
        self._judge = tuple(each.astype(np.float32) for each in (middle, 1 / spread, *net))
        size = len(names)
        self._outline, self._rows = np.zeros(size, np.int64), np.empty(size, np.int32)
        self._chosen = np.full(size, -1, np.int32)
        held = (len(self._vocabulary) + 1, 2 * scanning.PLACES)
        self._held = np.full(held, scanning.UNKNOWN, np.float32), np.full(held, scanning.UNKNOWN, np.float32)

    def __len__(self) -> int:
        return len(self._rarities)

    def search(self, query: str, top: int = 10) -> list[Ranked]:
        """The `top` candidates most probably meant, best first; equal ones in the order of their rows."""
        asked = prepare([query], self._costs)
        if not asked.count[0] or not len(self):
            return []
        if len(self) <= FEW_NAMES:
            return self.scan(query, top)
        rows = np.sort(self._candidates(tokens(query), max(LOOKED_AT, 2 * top)))
        return self._ranked(asked, rows.astype(np.int64), top)

    def scan(self, query: str, top: int = 10) -> list[Ranked]:
        """The same by comparing every candidate: what `search` is measured against."""
        return self._ranked(prepare([query], self._costs), np.arange(len(self)), top)

    def _ranked(self, asked: PreparedNames, rows: NDArray[np.int64], top: int) -> list[Ranked]:
        odds = np.empty(len(rows))
        for start in range(0, len(rows), _CHUNK):
            part = self._vocabulary.names(rows[start : start + _CHUNK])
            pairs = np.zeros(len(part), np.int64), np.arange(len(part))
            odds[start : start + _CHUNK] = judge(asked, part, self._costs, pairs)
        best = [at for at in np.lexsort((rows, -odds))[:top] if odds[at] > kernel.NOTHING]
        return [Ranked(int(rows[at]), probability(float(odds[at]))) for at in best]

    def _candidates(self, found: tuple[Token, ...], most: int) -> NDArray[np.int32]:
        """The `most` names of which the judge will say the most, in no order."""
        asked = words_of(found, self._costs)
        single = [self._stand.of_word(token) for token in found]
        double = [self._two(one, other) for one, other in pairwise(found)]
        rows = self._promising(found, single, double, max(most, FORETOLD), asked)
        self._hold([standing for standing, _apart in single], double)
        apart = [standing for _word, standing in single]
        try:
            rows = self._best_of(rows, max(most, NEARER), asked, apart)
            if len(rows) > most:
                tables, bases, _judge = constants(self._costs)
                given = (rows, self._vocabulary.of, self._vocabulary.blank, self._vocabulary.words.columns(), self._held)
                scanning.complete(asked.columns(), len(found), *given, tables, bases)  # type: ignore[call-arg]
                completed = rows
                rows = self._best_of(rows, most, asked, apart)
                for held in self._held:
                    held[self._vocabulary.of[completed].ravel()] = scanning.UNKNOWN
        finally:
            for standing in (*(standing for standing, _apart in single), *double):
                for held in self._held:
                    held[standing.numbers] = scanning.UNKNOWN
        return rows

    def _two(self, one: Token, other: Token) -> Standing:
        """Words that may stand for two neighbours of the query; two long ones are one only where they surely are."""
        if other.joins or one.script != other.script or len(one.text) + len(other.text) > LONGEST_TOKEN:
            return Standing(np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.float32))
        short = one.joins or min(len(one.text), len(other.text)) <= kernel.PARTICLE
        return self._stand.of_two(one, other, not short)

    def _promising(
        self, found: tuple[Token, ...], single: list[tuple[Standing, Standing]], double: list[Standing], most: int, asked: Words
    ) -> NDArray[np.int32]:
        """The names that bear a word found, at most `most`; what only joins is looked for where nothing else is found."""
        it = self._vocabulary
        sought = [
            *(
                (slot, glancing.ONE, standing.above(ONE_KIND) if token.joins else standing, JOINING * token.joins)
                for slot, (token, (standing, _apart)) in enumerate(zip(found, single, strict=True))
            ),
            *((slot, glancing.TWO_OF_NAME, apart, 0.0) for slot, (_standing, apart) in enumerate(single)),
            *((slot, glancing.TWO_OF_QUERY, standing, 0.0) for slot, standing in enumerate(double)),
        ]
        words, slots, ways, weights, least = _weightiest_first(sought)
        listed = (it.bearers, it.starts, it.joined_bearers, it.joined_starts)
        given = (words, slots, ways, weights)
        count = glancing.outlined(*given, least, *listed, self._outline, self._rows, 0)  # type: ignore[call-arg]
        if count < LOOKED_AT:
            none = np.zeros_like(least)
            count = glancing.outlined(*given, none, *listed, self._outline, self._rows, count)  # type: ignore[call-arg]
        rows, scores = self._rows[:count].copy(), np.empty(count, np.float32)
        told = (asked.flags, rarity_of(asked), len(found), self._rarities)
        glancing.at_most(self._outline, rows, *told, scores)  # type: ignore[call-arg]
        rows, scores = _first(rows, scores, max(most, GLANCED))
        if len(rows) > most:
            glancing.about(self._outline, rows, *told, it.of, it.words.flags, self._judge, scores)  # type: ignore[call-arg]
            rows, scores = _first(rows, scores, most)
        self._outline[self._rows[:count]] = 0
        return rows

    def _hold(self, single: list[Standing], double: list[Standing]) -> None:
        for first, standings in ((0, single), (scanning.PLACES, double)):
            for at, standing in enumerate(standings, first):
                self._held[0][standing.numbers, at] = standing.quality
                self._held[1][standing.numbers, at] = standing.weight

    def _best_of(
        self, rows: NDArray[np.int32], most: int, asked: Words, apart: list[Standing]
    ) -> NDArray[np.int32]:
        """Those of `rows` of which the judge will say the most, as far as the evidence held tells."""
        tables, _bases, judging = constants(self._costs)
        it, odds = self._vocabulary, np.empty(len(rows))
        scanning.foretold(
            asked.columns(), len(apart), rows, it.of, it.blank, it.words.columns(), self._held, it.pairs,
            *self._joined(rows, apart), tables, judging, odds,
        )  # type: ignore[call-arg]  # fmt: skip
        # Of equals the first rows, as `search` promises; what differs by the last digits of a sum is equal.
        return rows if len(rows) <= most else rows[np.lexsort((rows, -np.round(odds, 4)))[:most]]

    def _joined(self, rows: NDArray[np.int32], apart: list[Standing]) -> tuple[Any, ...]:
        """Where each of `rows` begins among the pairs of neighbours found in them, the pairs, and their evidence."""
        it = self._vocabulary
        size = sum(int((it.joined_starts[each.numbers + 1] - it.joined_starts[each.numbers]).sum()) for each in apart)
        found, evidence, count = np.empty((size, 3), np.int64), np.empty(size, np.float32), 0
        self._chosen[rows] = np.arange(len(rows))
        for slot, each in enumerate(apart):
            count = scanning.joinings(
                each.numbers, each.quality, it.joined_bearers, it.joined_starts, self._chosen, slot, found, evidence, count
            )  # type: ignore[call-arg]
        self._chosen[rows] = -1
        order = np.argsort(found[:count, 0], kind="stable")
        first = np.searchsorted(found[order, 0], np.arange(len(rows) + 1))
        return first, found[order], evidence[order]


def _weightiest_first(sought: Sequence[tuple[int, int, Standing, float]]) -> tuple[NDArray[Any], ...]:
    """The words found for each place of the query, in the order of what they weigh: numbers, places, ways, weights, and what
    a name must be entered by at the least."""
    size = [len(standing.numbers) for _slot, _way, standing, _least in sought]
    slots, ways, least = (np.repeat([each[at] for each in sought], size) for at in (0, 1, 3))
    words = np.concatenate([standing.numbers for _slot, _way, standing, _least in sought])
    weights = np.concatenate([standing.weight for _slot, _way, standing, _least in sought])
    order = np.argsort(-weights, kind="stable")
    order = order[: int((weights > 0).sum())]
    return words[order], slots[order], ways[order], weights[order], least[order].astype(np.float32)


def _first(
    rows: NDArray[np.int32], scores: NDArray[np.float32], most: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The `most` rows of the best scores; of equal ones the first rows."""
    if len(rows) <= most:
        return rows, scores
    least = np.partition(scores, len(rows) - most)[len(rows) - most]
    above, equal = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
    equal = equal[np.argsort(rows[equal], kind="stable")]
    chosen = np.concatenate([above, equal[: most - len(above)]])
    return rows[chosen], scores[chosen]


def rarities_of(vocabulary: Vocabulary) -> NDArray[np.int64]:
    """How rare each word of each name is, a byte each as `glancing` has it, 0 where there is none."""
    words = vocabulary.words
    parts = np.clip(np.round(rarity_of(words) * glancing.RARE), 1, glancing.RAREST)
    parts = np.where(words.flags & kernel.JOINS, glancing.JOINS, parts)
    parts = np.where(words.flags & kernel.ASIDE, glancing.ASIDE, parts)
    parts[vocabulary.blank] = 0
    found = np.zeros(len(vocabulary.of), np.int64)
    for place in range(vocabulary.of.shape[1]):
        found |= parts[vocabulary.of[:, place]].astype(np.int64) << 8 * place
    return found


def rarity_of(words: Words) -> NDArray[np.float32]:
    """How rare each word is (nats); what only joins doesn't count."""
    counts = (words.lengths > 0) & (words.flags & kernel.JOINS == 0)
    return np.where(counts, -np.log(words.frequency), 0.0).astype(np.float32)
