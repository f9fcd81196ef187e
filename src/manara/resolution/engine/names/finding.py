"""Finds, for each word of a query, the words of a vocabulary that may stand for it, with the evidence that they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel, walking
from manara.resolution.engine.names.comparing import constants
from manara.resolution.engine.names.costs import BASE, TABLES, Costs
from manara.resolution.engine.names.shelves import OF_TWO, OF_TWO_LONG, Shelf
from manara.resolution.engine.names.spelling import LONGEST_TOKEN
from manara.resolution.engine.names.words import Words

_TO_LATIN, _LATIN, _ARABIC = range(3)


@dataclass(frozen=True)
class Found:
    """Words by their numbers on shelves of one kind, with how much likelier they are as one with the query's than as two."""

    numbers: NDArray[np.int32]
    quality: NDArray[np.float32]

    @classmethod
    def none(cls) -> Found:
        """No word."""
        return cls(np.empty(0, np.int32), np.empty(0, np.float32))


class Finder:
    """Walks the shelves for the words that may be spelt for one word, the word being the first of `asked`.

    `least`: evidence (nats) from which on a word counts; with `surely` it must be as much as two whole words read as one need.
    `glued`: the word is two that are read as one.
    """

    def __init__(self, asked: Words, learned: Costs, least: float, surely: bool = False, glued: bool = False) -> None:
        self._tables, self._bases, _judge = constants(learned)
        self._units, self._learned = units_of(learned), learned
        self._n = int(asked.lengths[0])
        self._letters = np.ascontiguousarray(asked.letters[0, : self._n])
        self._arabic = bool(asked.flags[0] & kernel.ARABIC)
        self._alone, self._spelt = asked.alone[0], float(asked.spelt[0])
        self._least, self._surely, self._glued = least, surely, glued
        self._reckoned: dict[tuple[int, bool], tuple[Any, ...]] = {}
        self._first_letters: dict[tuple[bool, bool], NDArray[np.bool_]] = {}

    def on(self, shelves: list[Shelf], room: tuple[NDArray[np.int32], NDArray[np.float32]]) -> Found:
        """What is found on these shelves; `room` is where the walk may write."""
        numbers, qualities = [], []
        for shelf in shelves:
            for lengths, words, as_x in self._parts(shelf):
                count = self._walk(shelf, lengths, words, as_x, room)
                numbers.append(shelf.numbers[room[0][:count]])
                qualities.append(room[1][:count].copy())
        if not numbers:
            return Found.none()
        return Found(np.concatenate(numbers), np.concatenate(qualities))

    def _parts(self, shelf: Shelf) -> Iterator[tuple[slice, tuple[int, int], bool]]:
        """Which lengths, and which words, are walked, and whether the query is read as X there, as the kernel has it."""
        every, kind = (0, len(shelf.numbers)), (self._n, self._arabic, self._glued)
        if kind not in shelf.fitting:
            shelf.fitting[kind] = self._fitting(shelf)
        if shelf.arabic != self._arabic:
            yield shelf.fitting[kind][0], every, self._arabic
            return
        shorter, longer, same = shelf.fitting[kind]
        yield shorter, every, False
        yield longer, every, True
        first, last = shelf.of_length(self._n)
        if first < last:
            cut = first + int(np.searchsorted(shelf.spelt(self._n), self._letters.tobytes()))
            yield same, (first, cut), False
            yield same, (cut, last), True

    def _fitting(self, shelf: Shelf) -> tuple[slice, ...]:
        """Which lengths of words on this shelf come near enough: shorter, longer and the same; of the other script, all."""
        m, n, glued = shelf.lengths, np.int64(self._n), self._of_two(shelf)
        near: NDArray[np.bool_]
        if shelf.arabic != self._arabic:
            wide, narrow = (m, n) if self._arabic else (n, m)
            near = (wide <= 3 * narrow + 2) & (9 * narrow <= 20 * wide)
            if glued:
                two_arabic = self._arabic if self._glued else shelf.arabic
                times = kernel.LATIN_WORD if two_arabic else kernel.LATIN_PAIR
                near &= (wide <= times * narrow + 1) & (narrow <= wide)
            return (_within(near),)
        near = (n <= m + m // 2 + 2) & (m <= n + n // 2 + 2)
        if glued:
            near &= (n <= m + 3) & (m <= n + 3)
        return _within(near & (m < n)), _within(near & (m > n)), _within(m == n)

    def _of_two(self, shelf: Shelf) -> bool:
        """Whether two words stand for one here: then the kernel asks for more likeness of lengths and first letters."""
        return self._glued or shelf.kind in OF_TWO

    def _begins(self, shelf: Shelf) -> NDArray[np.bool_]:
        """Which letters a word on this shelf may begin with."""
        kind = shelf.arabic, self._of_two(shelf)
        if kind not in self._first_letters:
            begins = np.ones(BASE["ar" if shelf.arabic else "la"], np.bool_)
            if self._of_two(shelf):
                scripts = np.int32(kernel.ARABIC * self._arabic), np.int32(kernel.ARABIC * shelf.arabic)
                walking.beginnings(self._letters[0], *scripts, self._tables, begins)  # type: ignore[call-arg]
            self._first_letters[kind] = begins
        return self._first_letters[kind]

    def _sure(self, shelf: Shelf) -> float:
        """How much evidence each letter must bring where two long words stand for one, as the kernel has it (nats)."""
        if not self._surely and shelf.kind not in OF_TWO_LONG:
            return 0.0
        two_arabic, one_arabic = (self._arabic, shelf.arabic) if self._glued else (shelf.arabic, self._arabic)
        return kernel.ONE_IN_LATIN if two_arabic and not one_arabic else kernel.SURELY_ONE

    def _walk(
        self, shelf: Shelf, lengths: slice, words: tuple[int, int], as_x: bool,
        room: tuple[NDArray[np.int32], NDArray[np.float32]],
    ) -> int:  # fmt: skip
        if lengths.start == lengths.stop or words[0] == words[1]:
            return 0
        number = _TO_LATIN if shelf.arabic != self._arabic else _ARABIC if self._arabic else _LATIN
        own, reading = (float(self._alone[int(shelf.arabic)]), 0) if as_x else (self._spelt, 2 if self._arabic else 1)
        tree, sure = shelf.tree, self._sure(shelf)
        many = slice(lengths.start, lengths.stop + 1)
        costs, numbers, base, aside, likely, widest = self._costs(number, as_x, shelf.each[reading])
        count = walking.walk(
            shelf.lengths[lengths], shelf.nodes[many], tree.letters, tree.depths, tree.behind, tree.first,
            tree.low[reading], shelf.apart[reading], *words, costs, numbers, base, aside, likely, self._n, widest,
            self._begins(shelf), np.float32(self._least), np.float32(sure), np.float32(own), *room, 0,
        )  # fmt: skip
        room[1][:count] -= np.float32(own)
        return int(count)

    def _costs(self, number: int, as_x: bool, each: NDArray[np.float32]) -> tuple[Any, ...]:
        """What the words' units cost beyond what their letters weigh by `each`, and what follows from it."""
        if (number, as_x) not in self._reckoned:
            side = 1 if as_x else 0
            logp, x_rows, y_columns = self._tables[number]
            x_base, y_base = self._bases[number, :2]
            if as_x:
                made = walking.as_x(self._letters, self._n, logp, x_rows, y_columns, x_base)
            else:
                widest = 3 if number == _TO_LATIN else 2
                made = walking.as_y(self._letters, self._n, logp, x_rows, y_columns, y_base, widest)
            units, base = (y_columns, y_base) if as_x else (x_rows, x_base)
            able = walking.possible(made)
            # A rare letter is hardly written, and still it is written for itself.
            letters = units[: int(base)]
            able[letters[letters >= 0]] = True
            able = np.flatnonzero(able)
            walking.without(made, units, each, int(base))  # type: ignore[call-arg]
            renumbered = np.full(made.shape[1] + 1, -1, np.int16)  # the last is for units without a number, -1
            renumbered[able] = np.arange(len(able))
            self._reckoned[number, as_x] = (
                made[:, able].ravel(), renumbered[units], int(base), walking.beside(made, units[0], self._n),
                walking.likeliest(made, self._units[number][1 - side], self._n, LONGEST_TOKEN).ravel(),
                3 if len(units) > base * base else 2,
            )  # fmt: skip
        return self._reckoned[number, as_x]


@lru_cache(maxsize=4)
def units_of(learned: Costs) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]:
    """How many letters each unit has: for each table those of its columns and those of its rows."""
    return tuple(
        (
            _sizes(table.y_columns, BASE[TABLES[number][1]], table.logp.shape[2]),
            _sizes(table.x_rows, BASE[TABLES[number][0]], table.logp.shape[1]),
        )
        for number, table in enumerate(learned.tables)
    )


def _within(fit: NDArray[np.bool_]) -> slice:
    """From which to which of the lengths, which go up, fit: it is always one stretch of them."""
    which = np.flatnonzero(fit)
    return slice(int(which[0]), int(which[-1]) + 1) if len(which) else slice(0, 0)


def _sizes(places: NDArray[Any], base: int, size: int) -> NDArray[np.int64]:
    found = np.zeros(size, np.int64)
    units = np.flatnonzero(places >= 0)
    found[places[units]] = (units > 0).astype(np.int64) + (units >= base) + (units >= base**2)
    return found
