"""Which words of a vocabulary may stand for a word of a query, and for two of its words read as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel, scanning
from manara.resolution.engine.names.comparing import constants
from manara.resolution.engine.names.costs import Costs
from manara.resolution.engine.names.finding import Finder, Found
from manara.resolution.engine.names.kernel import GLUED
from manara.resolution.engine.names.shelves import (
    ARTICLED,
    JOINED,
    JOINED_ARTICLED,
    PLAIN,
    STEM,
    SURELY,
    SURELY_ARTICLED,
)
from manara.resolution.engine.names.spelling import LONGEST_TOKEN, Token
from manara.resolution.engine.names.vocabulary import Vocabulary
from manara.resolution.engine.names.words import ARTICLE, Words, words_of

#: From which evidence of its letters on a word may stand for a query's word (nats), what is known of the two being little more.
LEAST = float(kernel.LIKE) - kernel.AGREED
_ARTICLE_BEGINS: Final = (1, 5, 9, 12)  # a e i l, in Latin letters
_KEPT: Final = 2_000


@dataclass(frozen=True)
class Standing:
    """Words, or pairs of neighbours, by their numbers, with their evidence and what it weighs (nats)."""

    numbers: NDArray[np.int32]
    quality: NDArray[np.float32]
    weight: NDArray[np.float32]

    def above(self, least: float) -> Standing:
        """Those that weigh more than this."""
        kept = self.weight > least
        return self if kept.all() else Standing(self.numbers[kept], self.quality[kept], self.weight[kept])


class Stand:
    """Looks words up, and remembers the last two thousand."""

    def __init__(self, vocabulary: Vocabulary, learned: Costs) -> None:
        self._vocabulary, self._costs = vocabulary, learned
        self._known = learned.known
        most = len(vocabulary) + len(vocabulary.pairs)
        self._room = np.empty(most, np.int32), np.empty(most, np.float32)
        shelves = vocabulary.shelves
        self._plain = [shelf for shelf in shelves if shelf.kind == PLAIN]
        self._latin = [shelf for shelf in self._plain if not shelf.arabic]
        self._articled = [shelf for shelf in shelves if shelf.kind == ARTICLED]
        stems = [shelf for shelf in shelves if shelf.kind == STEM]
        self._stems = {arabic: [shelf for shelf in stems if shelf.arabic == arabic] for arabic in (True, False)}
        self._joined = [shelf for shelf in shelves if shelf.kind in (JOINED, SURELY)]
        self._with_article = [shelf for shelf in shelves if shelf.kind in (JOINED_ARTICLED, SURELY_ARTICLED)]
        numbers = vocabulary.words.flags[:-1] >> kernel.NUMBER
        self._by_number = np.argsort(numbers, kind="stable").astype(np.int32)
        self._numbers = numbers[self._by_number]
        classes = vocabulary.words.flags[:-1] & kernel.CLASS
        joins = vocabulary.words.flags[:-1] & kernel.JOINS != 0
        self._by_class = {
            int(each): np.flatnonzero((classes == each) & joins).astype(np.int32) for each in np.unique(classes[joins]) if each
        }
        self.of_word = lru_cache(maxsize=_KEPT)(self._of_word)
        self.of_two = lru_cache(maxsize=_KEPT)(self._of_two)

    def _of_word(self, token: Token) -> tuple[Standing, Standing]:
        """The words that may stand for this word, and the pairs of neighbours that may be it, written apart."""
        asked = words_of([token], self._costs)
        finder = Finder(asked, self._costs, LEAST)
        found = [
            finder.on(self._plain, self._room), self._articled_as(token, asked, finder), self._by_stem(asked, finder),
            self._met(asked), self._of_class(asked),
        ]  # fmt: skip
        best = best_of(found)
        numbers, quality = best.numbers, best.quality
        weight = np.empty(len(numbers), np.float32)
        tables, bases, _judge = constants(self._costs)
        scanning.weigh(asked.columns(), numbers, quality, weight, self._vocabulary.words.columns(), tables, bases)  # type: ignore[call-arg]
        letters, flags = self._vocabulary.words.lengths[numbers], self._vocabulary.words.flags[numbers]
        faint = (letters == 1) | (asked.lengths[0] == 1) | (flags & asked.flags[0] & kernel.JOINS != 0)
        kept = (quality >= kernel.LIKE) | (faint & (quality > 0))
        apart = [Found.none()]
        if not token.joins and len(token.text) > len(ARTICLE):
            apart.append(finder.on(self._joined, self._room))
            if token.script == "la":
                apart.append(finder.on(self._with_article, self._room))
        return Standing(numbers[kept], quality[kept], weight[kept]), weighed(best_of(apart), asked.frequency[:1])

    def _of_two(self, one: Token, other: Token, surely: bool) -> Standing:
        """The words that may stand for these two read as one; where they surely have to be, only these."""
        first, second = words_of([one], self._costs), words_of([other], self._costs)
        asked = as_one(first, second)
        found = [Finder(asked, self._costs, LEAST, surely, glued=True).on(self._plain, self._room)]
        if other.script == "ar" and other.articled and asked.lengths[0] + len(ARTICLE) <= LONGEST_TOKEN:
            asked = as_one(first, second.articled())
            found.append(Finder(asked, self._costs, LEAST, surely, glued=True).on(self._latin, self._room))
        best = best_of(found)
        return weighed(best, self._vocabulary.words.frequency[best.numbers])

    def _articled_as(self, token: Token, asked: Words, finder: Finder) -> Found:
        """An Arabic word with its article against Latin ones that have it glued on, and the other way round."""
        words = self._vocabulary.words
        if token.script == "ar" and token.articled and len(token.text) + len(ARTICLE) <= LONGEST_TOKEN:
            found = Finder(asked.articled(), self._costs, LEAST).on(self._latin, self._room)
            begins = np.isin(words.letters[found.numbers, 0], _ARTICLE_BEGINS)
            fits = begins & (words.flags[found.numbers] & kernel.ARTICLED == 0) & (words.lengths[found.numbers] > 3)
            return Found(found.numbers[fits], found.quality[fits])
        if token.script == "la" and not token.articled and asked.letters[0, 0] in _ARTICLE_BEGINS and asked.lengths[0] > 3:
            return finder.on(self._articled, self._room)
        return Found.none()

    def _by_stem(self, asked: Words, finder: Finder) -> Found:
        """Words of the other script that are this one but for عبد ال or الدين; their evidence is left to be reckoned."""
        arabic = bool(asked.flags[0] & kernel.ARABIC)
        if not asked.flags[0] & kernel.COMPOUND:
            numbers = finder.on(self._stems[not arabic], self._room).numbers
        else:
            stem = Finder(asked.stems(), self._costs, LEAST)
            numbers = stem.on([shelf for shelf in self._plain if shelf.arabic != arabic], self._room).numbers
            numbers = numbers[self._vocabulary.words.flags[numbers] & kernel.COMPOUND == 0]
        return Found(numbers, np.full(len(numbers), scanning.UNKNOWN, np.float32))

    def _met(self, asked: Words) -> Found:
        """Words that this one is known to have been met with, and those that share a spelling in the other script with it."""
        number = int(asked.flags[0] >> kernel.NUMBER) - 1
        if number < 0:
            return Found.none()
        partners = self._partners(number)
        wanted = np.unique(np.concatenate([[number], partners, *(self._partners(int(each)) for each in partners)])) + 1
        starts, ends = np.searchsorted(self._numbers, wanted, "left"), np.searchsorted(self._numbers, wanted, "right")
        found = [self._by_number[start:end] for start, end in zip(starts, ends, strict=True) if start < end]
        numbers = np.concatenate(found) if found else np.empty(0, np.int32)
        return Found(numbers, np.full(len(numbers), scanning.UNKNOWN, np.float32))

    def _of_class(self, asked: Words) -> Found:
        """Words that make a son, a daughter or a tribe as this one does."""
        numbers = self._by_class.get(int(asked.flags[0] & kernel.CLASS), np.empty(0, np.int32))
        return Found(numbers, np.full(len(numbers), scanning.UNKNOWN, np.float32))

    def _partners(self, number: int) -> NDArray[np.int32]:
        return self._known.partners[self._known.starts[number] : self._known.starts[number + 1]]


def weighed(found: Found, frequency: NDArray[np.float32]) -> Standing:
    """What is found with what it weighs, no more than words so frequent can."""
    weight = -np.log(frequency + np.exp(-found.quality))
    return Standing(found.numbers, found.quality, weight.astype(np.float32))


def best_of(found: Sequence[Found]) -> Found:
    """All that were found; of a word that was found in two ways the better evidence counts."""
    numbers = np.concatenate([each.numbers for each in found])
    quality = np.concatenate([each.quality for each in found])
    order = np.lexsort((-quality, numbers))
    first = np.append(True, numbers[order][1:] != numbers[order][:-1])[: len(order)]
    return Found(numbers[order][first], quality[order][first])


def as_one(one: Words, other: Words) -> Words:
    """The first of these words and the first of those read as one, which costs what the kernel takes for it."""
    letters = np.zeros((1, LONGEST_TOKEN), np.int8)
    both = np.concatenate([each.letters[0, : each.lengths[0]] for each in (one, other)])[:LONGEST_TOKEN]
    letters[0, : len(both)] = both
    return Words(
        letters, np.array([len(both)], np.int8), one.flags[:1] & kernel.ARABIC, one.alone[:1] + other.alone[:1] + GLUED,
        one.spelt[:1] + other.spelt[:1] + GLUED, one.frequency[:1],
    )  # fmt: skip
