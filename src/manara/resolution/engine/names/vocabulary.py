"""The words of many names, each kept once: which names bear it, and all words of one length in the order of their letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel, walking
from manara.resolution.engine.names.costs import LETTERS, Costs
from manara.resolution.engine.names.kernel import ARTICLE_FOUND, GLUED
from manara.resolution.engine.names.prepared import PreparedNames, weighing_by
from manara.resolution.engine.names.spelling import LONGEST_TOKEN, MOST_TOKENS, Token, tokens

#: A word of at most so many letters is looked for together with its neighbour, and so many pairs of longer ones are too.
SHORT: Final = 3
LONG_PAIRS: Final = 300_000
ARTICLE: Final = np.array([LETTERS["ar"]["ا"], LETTERS["ar"]["ل"]], np.int8)
PLAIN, ARTICLED, JOINED, SURELY, STEM = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Words:
    """Words as columns: letters [n, 20], length, flags, `alone` [n, 3], `spelt` and `frequency`, as in `PreparedNames`."""

    letters: NDArray[np.int8]
    lengths: NDArray[np.int8]
    flags: NDArray[np.int32]
    alone: NDArray[np.float32]
    spelt: NDArray[np.float32]
    frequency: NDArray[np.float32]

    def chosen(self, which: NDArray[Any]) -> Words:
        """The words of these numbers."""
        return Words(*(getattr(self, field)[which] for field in self.__dataclass_fields__))

    def columns(self) -> tuple[Any, ...]:
        """The arrays in the order in which the compiled loops take them."""
        return (self.letters, self.lengths, self.flags, self.alone, self.spelt, self.frequency)

    def articled(self) -> Words:
        """Arabic words with their article, facing Latin ones that have it glued on."""
        letters = np.zeros_like(self.letters)
        letters[:, : len(ARTICLE)] = ARTICLE
        letters[:, len(ARTICLE) :] = self.letters[:, : -len(ARTICLE)]
        lengths = (self.lengths + len(ARTICLE)).astype(np.int8)
        return Words(letters, lengths, self.flags, self.alone - ARTICLE_FOUND, self.spelt, self.frequency)


    def stems(self) -> Words:
        """Words with عبد ال or الدين without it, facing the other script."""
        letters = np.zeros_like(self.letters)
        begins, lengths = (self.flags >> kernel.STEM) & 15, (self.flags >> kernel.STEM_LONG) & 31
        for row, (begin, length) in enumerate(zip(begins, lengths, strict=True)):
            letters[row, :length] = self.letters[row, begin : begin + length]
        alone = np.repeat(self.alone[:, 2:], self.alone.shape[1], axis=1)
        return Words(
            letters, lengths.astype(np.int8), self.flags & kernel.ARABIC, alone, self.alone[:, 2], self.frequency
        )


@dataclass(frozen=True)
class Shelf:
    """Words of one script and length m, sorted by their letters [n, m].

    `numbers` are theirs in the vocabulary; `shared` how many first letters each has in common with the one before;
    `low` the least that a word with the same beginning weighs apart, where it is read as Y, as X facing Latin, and as X
    facing Arabic.
    """

    kind: int
    arabic: bool
    numbers: NDArray[np.int32]
    letters: NDArray[np.int8]
    shared: NDArray[np.int8]
    low: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]

    @cached_property
    def own(self) -> tuple[NDArray[np.float32], ...]:
        """What each word itself weighs apart, in the three readings."""
        return tuple(np.ascontiguousarray(low[:, -1]) for low in self.low)


class Vocabulary:
    """The words of `names`. `of` [names, 8] are each name's words in their order, `blank` where there is none.

    `bearers[starts[n]:starts[n + 1]]` are the names with word n; `joined_bearers` those with the n-th pair of neighbours
    that may be one word.
    """

    def __init__(self, names: Sequence[str], learned: Costs) -> None:
        numbers: dict[Token, int] = {}
        self.of = np.full((len(names), MOST_TOKENS), -1, np.int32)
        for row, name in enumerate(names):
            for at, token in enumerate(tokens(name)):
                self.of[row, at] = numbers.setdefault(token, len(numbers))
        self.blank = len(numbers)
        self.of[self.of < 0] = self.blank
        self.words = words_of(list(numbers), learned)
        rows = np.repeat(np.arange(len(names), dtype=np.int32), MOST_TOKENS)
        self.bearers, self.starts = _listed(self.of.ravel(), rows, self.blank + 1)
        self.pairs, self.joined_bearers, self.joined_starts = _neighbours(self.of, self.words)
        self.joined = _as_one(self.words, self.pairs)
        self.shelves = [*_shelves(PLAIN, self.words, np.arange(self.blank)), *self._articled(), *self._stems(), *self._joined()]

    def __len__(self) -> int:
        return self.blank

    def names(self, rows: NDArray[np.int64]) -> PreparedNames:
        """These names, ready for comparing."""
        of = self.of[rows]
        told = self.words.chosen(of)
        count = (of != self.blank).sum(axis=1).astype(np.int8)
        return PreparedNames(told.letters, told.lengths, told.flags, count, told.alone, told.spelt, told.frequency)

    def _articled(self) -> Iterator[Shelf]:
        marked = np.flatnonzero(
            (self.words.flags & kernel.ARTICLED != 0) & (self.words.flags & kernel.ARABIC != 0)
            & (self.words.lengths <= LONGEST_TOKEN - len(ARTICLE))
        )  # fmt: skip
        yield from _shelves(ARTICLED, self.words.chosen(marked).articled(), marked)

    def _stems(self) -> Iterator[Shelf]:
        compound = np.flatnonzero(self.words.flags & kernel.COMPOUND != 0)
        yield from _shelves(STEM, self.words.chosen(compound).stems(), compound)

    def _joined(self) -> Iterator[Shelf]:
        one, other = self.pairs[:, 0], self.pairs[:, 1]
        words = self.words
        loose = np.minimum(words.lengths[one], words.lengths[other]) <= kernel.PARTICLE
        loose |= words.flags[one] & kernel.JOINS != 0
        for kind, which in ((JOINED, np.flatnonzero(loose)), (SURELY, np.flatnonzero(~loose))):
            yield from _shelves(kind, self.joined.chosen(which), which)


def words_of(found: Sequence[Token], learned: Costs) -> Words:
    """These tokens ready for comparing, and behind them the word without letters."""
    weighing = weighing_by(learned)
    size = len(found) + 1
    made = Words(
        np.zeros((size, LONGEST_TOKEN), np.int8), np.zeros(size, np.int8), np.zeros(size, np.int32),
        np.zeros((size, 3), np.float32), np.zeros(size, np.float32), np.ones(size, np.float32),
    )  # fmt: skip
    for at, token in enumerate(found):
        letters, made.flags[at], made.alone[at], made.spelt[at], made.frequency[at] = weighing.of(token)
        made.letters[at, : len(letters)] = letters
        made.lengths[at] = len(letters)
    return made


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
    rows = np.repeat(np.arange(len(of), dtype=np.int32), of.shape[1] - 1)[may]
    size = len(words.lengths)
    pairs, which = np.unique(one[may].astype(np.int64) * size + other[may], return_inverse=True)
    bearers, starts = _listed(which.astype(np.int32), rows, len(pairs))
    return np.stack([pairs // size, pairs % size], axis=1), bearers, starts


def _as_one(words: Words, pairs: NDArray[np.int64]) -> Words:
    """Two words each as one, which costs what the kernel takes for it."""
    one, other = words.chosen(pairs[:, 0]), words.chosen(pairs[:, 1])
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


def _shelves(kind: int, words: Words, numbers: NDArray[Any]) -> Iterator[Shelf]:
    arabic = words.flags & kernel.ARABIC != 0
    size = len(numbers)
    for script in (False, True):
        for length in range(1, LONGEST_TOKEN + 1):
            here = np.flatnonzero((arabic[:size] == script) & (words.lengths[:size] == length))
            if not len(here):
                continue
            letters = words.letters[here, :length]
            order = np.lexsort(letters.T[::-1])
            here, letters = here[order], np.ascontiguousarray(letters[order])
            shared = np.zeros(len(here), np.int8)
            same = letters[1:] == letters[:-1]
            shared[1:] = np.where(same.all(axis=1), length, same.argmin(axis=1))
            low = tuple(
                _lowest(shared, apart[here], length) for apart in (words.spelt, words.alone[:, 0], words.alone[:, 1])
            )
            yield Shelf(kind, script, numbers[here].astype(np.int32), letters, shared, low)  # type: ignore[arg-type]


def _lowest(shared: NDArray[np.int8], apart: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    low = np.empty((len(apart), length), np.float32)
    walking.lowest(shared, apart, low)  # type: ignore[call-arg]
    return low
