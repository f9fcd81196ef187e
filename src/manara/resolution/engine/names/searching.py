"""Searches one name among very many: words that can stand for the query's words first, then whole names compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel, scanning
from manara.resolution.engine.names.comparing import columns, constants, judge, probability
from manara.resolution.engine.names.costs import Costs, costs
from manara.resolution.engine.names.prepared import PreparedNames, prepare
from manara.resolution.engine.names.sounding import Sounding
from manara.resolution.engine.names.spelling import tokens

#: How many names are compared whole for one query: those whose words promise most.
LOOKED_AT: Final = 1_000
#: A word stands for a query's word from this evidence on (nats).
_PROMISING: Final = 0.5
_SHORT: Final = 3
_CHUNK: Final = 50_000


@dataclass(frozen=True)
class Ranked:
    """A candidate by its row, with the probability that it is the name that was asked for."""

    row: int
    probability: float


class Index:
    """Candidates ready to be searched; their words are kept once, with the rows that bear them.

    1,000,000 names take about 600 MB and one minute to prepare.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._costs = costs()
        made = [prepare(names[start : start + _CHUNK], self._costs) for start in range(0, len(names), _CHUNK)]
        self._names = joined(made) if made else prepare([], self._costs)
        self._words, self._bearers, self._starts, spelt = _words_of(names, self._costs)
        self._sounding = Sounding(spelt)
        self._rarity = rarity_of(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def search(self, query: str, top: int = 10) -> list[Ranked]:
        """The `top` candidates most probably meant, best first; equal ones in the order of their rows."""
        asked = prepare([query], self._costs)
        if not asked.count[0] or not len(self):
            return []
        promise = self._promises(query)
        rows, scores = np.empty(len(self), np.int64), np.empty(len(self), np.float32)
        found = scanning.expected(promise, self._rarity, rarity_of(asked)[0], rows, scores)  # type: ignore[call-arg]
        rows, scores = rows[:found], scores[:found]
        if found > LOOKED_AT:
            rows = rows[np.argpartition(-scores, LOOKED_AT)[:LOOKED_AT]]
        return self._ranked(asked, np.sort(rows), top)

    def scan(self, query: str, top: int = 10) -> list[Ranked]:
        """The same by comparing every candidate: what `search` is measured against."""
        return self._ranked(prepare([query], self._costs), np.arange(len(self)), top)

    def _ranked(self, asked: PreparedNames, rows: NDArray[np.int64], top: int) -> list[Ranked]:
        odds = judge(asked, self._names, self._costs, (np.zeros(len(rows), np.int64), rows))
        best = [at for at in np.lexsort((rows, -odds))[:top] if odds[at] > kernel.NOTHING]
        return [Ranked(int(rows[at]), probability(float(odds[at]))) for at in best]

    def _promises(self, query: str) -> NDArray[np.float32]:
        """Each candidate's evidence, summed over the query's words as if each found its best partner."""
        tables, bases, _judge = constants(self._costs)
        promise, best = np.zeros(len(self), np.float32), np.zeros(len(self), np.float32)
        for word in forms_of(query):
            asked = prepare([word], self._costs, whole_words=True)
            scanning.promises(
                columns(asked), 0, columns(self._words), self._sounding.near([word]), self._bearers, self._starts,
                tables, bases, np.float32(_PROMISING), best, promise,
            )  # fmt: skip
        return promise


def forms_of(name: str) -> list[str]:
    """The words by which a name is found: each alone, and two that the next spelling may write as one."""
    found = tokens(name)
    alone = [token.text for token in found if not token.joins or len(found) == 1]
    glued = [
        one.text + other.text
        for one, other in pairwise(found)
        if one.script == other.script and (one.joins or len(one.text) <= _SHORT or len(other.text) <= _SHORT)
    ]
    articled = [("ال" if token.script == "ar" else "el") + token.text for token in found if token.articled]
    return list(dict.fromkeys((*alone, *glued, *articled)))


def rarity_of(names: PreparedNames) -> NDArray[np.float32]:
    """How rare the words of each name are, summed (nats); what only joins doesn't count."""
    counts = (names.lengths > 0) & (names.flags & kernel.JOINS == 0)
    summed: NDArray[np.float32] = np.where(counts, -np.log(names.frequency), 0.0).sum(axis=1).astype(np.float32)
    return summed


def joined(parts: Sequence[PreparedNames]) -> PreparedNames:
    """Several sets of names as one, in their order."""
    return PreparedNames(
        *(np.concatenate([getattr(part, field) for part in parts]) for field in PreparedNames.__dataclass_fields__)
    )


def _words_of(
    names: Sequence[str], learned: Costs
) -> tuple[PreparedNames, NDArray[np.int32], NDArray[np.int64], list[str]]:
    """Each word once, ready for comparing; the rows that bear it; where each word's rows begin; the words themselves."""
    numbers: dict[str, int] = {}
    which: list[int] = []
    rows: list[int] = []
    for row, name in enumerate(names):
        for word in forms_of(name):
            which.append(numbers.setdefault(word, len(numbers)))
            rows.append(row)
    placed = np.array(which, np.int64)
    order = np.argsort(placed, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(placed, minlength=len(numbers)))]).astype(np.int64)
    words = list(numbers)
    return prepare(words, learned, whole_words=True), np.array(rows, np.int32)[order], starts, words
