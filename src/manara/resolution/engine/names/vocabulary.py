"""The words of many names, each kept once: which names bear it, and where it stands to be found by its letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.costs import Costs
from manara.resolution.engine.names.kernel import GLUED
from manara.resolution.engine.names.prepared import PreparedNames
from manara.resolution.engine.names.shelves import (
    ARTICLED,
    JOINED,
    JOINED_ARTICLED,
    PLAIN,
    STEM,
    SURELY,
    SURELY_ARTICLED,
    Shelf,
    letters_of,
    shelves,
)
from manara.resolution.engine.names.spelling import LONGEST_TOKEN, MOST_TOKENS, Token, tokens
from manara.resolution.engine.names.words import ARTICLE, Words, words_of

#: A word of at most so many letters is looked for together with its neighbour; longer ones are too unless more stand so.
SHORT: Final = 3
LONG_PAIRS: Final = 3_000_000
#: After so many names it is said how many were read.
TOLD: Final = 20_000


class Vocabulary:
    """The words of `names`. `of` [names, 8] are each name's words in their order, `blank` where there is none.

    `bearers[starts[n]:starts[n + 1]]` are the names with word n, each eight times its row plus the place of the word;
    `joined_bearers` those with the n-th pair of neighbours that may be one word, and the place of the first.
    `said` is told from time to time how many were read.
    """

    def __init__(self, names: Sequence[str], learned: Costs, said: Callable[[int], None] | None = None) -> None:
        numbers: dict[Token, int] = {}
        self.of = np.full((len(names), MOST_TOKENS), -1, np.int32)
        for row, name in enumerate(names):
            if said and row % TOLD == 0:
                said(row)
            for at, token in enumerate(tokens(name)):
                self.of[row, at] = numbers.setdefault(token, len(numbers))
        self.blank = len(numbers)
        self.of[self.of < 0] = self.blank
        self.words = words_of(list(numbers), learned)
        self.bearers, self.starts = _listed(self.of.ravel(), _places(self.of), self.blank + 1)
        self.pairs, self.joined_bearers, self.joined_starts = _neighbours(self.of, self.words)
        self._each = {arabic: letters_of(self.words, arabic) for arabic in (False, True)}
        self.shelves = [*self._plain(), *self._articled(), *self._stems(), *self._joined()]

    def __len__(self) -> int:
        return self.blank

    def names(self, rows: NDArray[np.int64]) -> PreparedNames:
        """These names, ready for comparing."""
        of = self.of[rows]
        told = self.words.chosen(of)
        count = (of != self.blank).sum(axis=1).astype(np.int8)
        return PreparedNames(told.letters, told.lengths, told.flags, count, told.alone, told.spelt, told.frequency)

    def _plain(self) -> Iterator[Shelf]:
        yield from shelves(PLAIN, self.words, np.arange(self.blank), self._each)

    def _articled(self) -> Iterator[Shelf]:
        marked = np.flatnonzero(
            (self.words.flags & kernel.ARTICLED != 0) & (self.words.flags & kernel.ARABIC != 0)
            & (self.words.lengths <= LONGEST_TOKEN - len(ARTICLE))
        )  # fmt: skip
        yield from shelves(ARTICLED, self.words.chosen(marked).articled(), marked, self._each)

    def _stems(self) -> Iterator[Shelf]:
        compound = np.flatnonzero(self.words.flags & kernel.COMPOUND != 0)
        yield from shelves(STEM, self.words.chosen(compound).stems(), compound, self._each)

    def _joined(self) -> Iterator[Shelf]:
        one, other = self.pairs[:, 0], self.pairs[:, 1]
        words = self.words
        loose = np.minimum(words.lengths[one], words.lengths[other]) <= kernel.PARTICLE
        loose |= words.flags[one] & kernel.JOINS != 0
        marked = words.flags[one] & words.flags[other] & kernel.ARABIC != 0
        marked &= words.flags[other] & kernel.ARTICLED != 0
        marked &= words.lengths[one] + words.lengths[other] + len(ARTICLE) <= LONGEST_TOKEN
        for kind, which in (
            (JOINED, loose), (SURELY, ~loose), (JOINED_ARTICLED, loose & marked), (SURELY_ARTICLED, ~loose & marked)
        ):  # fmt: skip
            pairs = words.chosen(one[which]), words.chosen(other[which])
            joined = _as_one(pairs[0], pairs[1].articled() if kind in (JOINED_ARTICLED, SURELY_ARTICLED) else pairs[1])
            yield from shelves(kind, joined, np.flatnonzero(which), self._each)


def _places(of: NDArray[np.int32]) -> NDArray[np.int32]:
    """Each place of each name as one number: eight times the row plus the place."""
    return np.arange(of.size, dtype=np.int32)


def _listed(
    which: NDArray[np.int32], rows: NDArray[np.int32], size: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The rows in the order of what they bear, and where each begins."""
    starts = np.concatenate([[0], np.cumsum(np.bincount(which, minlength=size))]).astype(np.int64)
    return rows[np.argsort(which, kind="stable")], starts


def _neighbours(
    of: NDArray[np.int32], words: Words
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Pairs of neighbouring words [n, 2] that the next spelling may write as one, with the rows that bear them."""
    one, other = of[:, :-1].ravel(), of[:, 1:].ravel()
    lengths, arabic = words.lengths.astype(np.int32), words.flags & kernel.ARABIC
    joins = words.flags & kernel.JOINS != 0
    short = (lengths[one] <= SHORT) | (lengths[other] <= SHORT) | joins[one]
    total = lengths[one] + lengths[other]
    may = (lengths[other] > 0) & ~joins[other] & (arabic[one] == arabic[other]) & (total <= LONGEST_TOKEN)
    if may.sum() > LONG_PAIRS:
        may &= short
    rows = _places(of).reshape(of.shape)[:, :-1].ravel()[may]
    size = len(words.lengths)
    pairs, which = np.unique(one[may].astype(np.int64) * size + other[may], return_inverse=True)
    bearers, starts = _listed(which.astype(np.int32), rows, len(pairs))
    return np.stack([pairs // size, pairs % size], axis=1), bearers, starts


def _as_one(one: Words, other: Words) -> Words:
    """Two words each as one, which costs what the kernel takes for it."""
    letters = one.letters.copy()
    places = np.arange(LONGEST_TOKEN)
    behind = places[None, :] - one.lengths[:, None]
    within = (behind >= 0) & (behind < other.lengths[:, None])
    row, place = np.nonzero(within)
    letters[row, place] = other.letters[row, behind[row, place]]
    return Words(
        letters, one.lengths + other.lengths, one.flags & kernel.ARABIC,
        one.alone + other.alone + GLUED, one.spelt + other.spelt + GLUED, one.frequency,
    )  # fmt: skip
