"""Finds, for each word of a query, the words of a vocabulary that may stand for it, with the evidence that they do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel, walking
from manara.resolution.engine.names.comparing import constants
from manara.resolution.engine.names.costs import BASE, TABLES, Costs
from manara.resolution.engine.names.spelling import LONGEST_TOKEN
from manara.resolution.engine.names.vocabulary import SURELY, Shelf, Words

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
    `slack`: how much less than the most is expected of each letter to come.
    """

    def __init__(self, asked: Words, learned: Costs, least: float, slack: float, surely: bool = False) -> None:
        self._tables, self._bases, _judge = constants(learned)
        self._units, self._learned = units_of(learned), learned
        self._n = int(asked.lengths[0])
        self._letters = np.ascontiguousarray(asked.letters[0, : self._n])
        self._arabic = bool(asked.flags[0] & kernel.ARABIC)
        self._alone, self._spelt = asked.alone[0], float(asked.spelt[0])
        self._least, self._slack, self._surely = least, np.float32(slack), surely
        self._reckoned: dict[tuple[int, bool], tuple[Any, ...]] = {}

    def on(self, shelves: list[Shelf], room: tuple[NDArray[np.int32], NDArray[np.float32]]) -> Found:
        """What is found on these shelves; `room` is where the walk may write."""
        numbers, qualities = [], []
        for shelf in shelves:
            for begin, end, as_x in self._parts(shelf):
                least = self._least
                if self._surely or shelf.kind == SURELY:
                    least = max(least, kernel.SURELY_ONE * min(self._n, shelf.letters.shape[1]))
                count = self._walk(shelf, begin, end, as_x, least, room)
                numbers.append(shelf.numbers[room[0][:count]])
                qualities.append(room[1][:count].copy())
        if not numbers:
            return Found.none()
        return Found(np.concatenate(numbers), np.concatenate(qualities))

    def _parts(self, shelf: Shelf) -> list[tuple[int, int, bool]]:
        """From where to where the shelf is walked, and whether the query is read as X there, as the kernel has it."""
        n, m, size = self._n, shelf.letters.shape[1], len(shelf.numbers)
        if shelf.arabic != self._arabic:
            wide, narrow = (m, n) if self._arabic else (n, m)
            return [] if wide > 3 * narrow + 2 or 9 * narrow > 20 * wide else [(0, size, self._arabic)]
        if n > m + m // 2 + 2 or m > n + n // 2 + 2:
            return []
        if n != m:
            return [(0, size, n < m)]
        cut = int(np.searchsorted(shelf.letters.view(f"S{m}").ravel(), self._letters.tobytes()))
        return [(begin, end, as_x) for begin, end, as_x in ((0, cut, False), (cut, size, True)) if begin < end]

    def _walk(
        self, shelf: Shelf, begin: int, end: int, as_x: bool, least: float,
        room: tuple[NDArray[np.int32], NDArray[np.float32]],
    ) -> int:  # fmt: skip
        number = _TO_LATIN if shelf.arabic != self._arabic else _ARABIC if self._arabic else _LATIN
        _logp, x_rows, y_columns = self._tables[number]
        costs, able, rest, strange, memory = self._costs(number, as_x)
        if as_x:
            own, reading = float(self._alone[int(shelf.arabic)]), 0
            units, base = y_columns, self._bases[number, 1]
        else:
            own, reading = self._spelt, 2 if self._arabic else 1
            units, base = x_rows, self._bases[number, 0]
        count = walking.walk(
            shelf.letters, shelf.shared, shelf.low[reading], shelf.own[reading], begin, end,
            costs, able, rest, self._n, units, base, np.float32(least + own), self._slack, strange, memory, *room, 0,
        )  # fmt: skip
        room[1][:count] -= np.float32(own)
        return int(count)

    def _costs(self, number: int, as_x: bool) -> tuple[Any, ...]:
        if (number, as_x) not in self._reckoned:
            side = 1 if as_x else 0
            logp, x_rows, y_columns = self._tables[number]
            x_base, y_base = self._bases[number]
            if as_x:
                made = walking.as_x(self._letters, self._n, logp, x_rows, y_columns, x_base)
            else:
                widest = 3 if number == _TO_LATIN else 2
                made = walking.as_y(self._letters, self._n, logp, x_rows, y_columns, y_base, widest)
            rest = walking.likeliest(made, self._units[number][1 - side], self._n, LONGEST_TOKEN)
            letters = letters_of_units(self._learned)[number][1 - side]
            strange = walking.alien(made, letters, int(self._bases[number, side]))
            beginnings = int(self._bases[number, side]) ** 3
            width = made.shape[3] + walking.BEFORE
            memory = np.zeros(beginnings, np.bool_), np.empty((beginnings, width), np.float32)
            self._reckoned[number, as_x] = made, walking.possible(made), rest, strange, memory
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


@lru_cache(maxsize=4)
def letters_of_units(learned: Costs) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]:
    """The letters of each unit [n, 3], 0 where it has fewer: for each table of its columns and of its rows."""
    return tuple(
        (
            _spelt(table.y_columns, BASE[TABLES[number][1]], table.logp.shape[2]),
            _spelt(table.x_rows, BASE[TABLES[number][0]], table.logp.shape[1]),
        )
        for number, table in enumerate(learned.tables)
    )


def _spelt(places: NDArray[Any], base: int, size: int) -> NDArray[np.int64]:
    found = np.zeros((size, 3), np.int64)
    units = np.flatnonzero(places >= 0)
    found[places[units]] = np.stack([units % base, units // base % base, units // base**2], axis=1)
    return found


def _sizes(places: NDArray[Any], base: int, size: int) -> NDArray[np.int64]:
    found = np.zeros(size, np.int64)
    units = np.flatnonzero(places >= 0)
    found[places[units]] = (units > 0).astype(np.int64) + (units >= base) + (units >= base**2)
    return found
