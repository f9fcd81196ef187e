"""The most complete chains that share nobody: found one after the other, and proved to be the most where there is time for it.

It is a packing of disjoint sets, which is hard. What is found is a lower bound; an upper one is the flow of chains through the
stages in which nobody comes to one run of his stages more than once. Where they differ, a programme says for each chain, by
whom it begins, who is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.capacity.states import States, on_way, only
from manara.networks.engine.kernels.chains import packed, reached
from manara.networks.engine.patience import Patience, solved

#: Times that chains are given up so that others may take their place, and moves that are passed for it at most.
_ROUNDS: Final = 200
_PASSED: Final = 20_000_000
#: Moves of a flow, and of a programme over all its chains together, at most.
_FLOW: Final = 300_000
_PROGRAMME: Final = 60_000


@dataclass(frozen=True)
class Packing:
    """`of` [n] says in which chain each one is: -1 in none, -2 if he is gone. There are `many` chains, and `most` at most."""

    of: NDArray[np.int64]
    many: int
    most: int

    @property
    def proved(self) -> bool:
        """Whether there can't be more."""
        return self.many >= self.most

    def chains(self) -> list[NDArray[np.int64]]:
        """Who is in each."""
        return [np.flatnonzero(self.of == number) for number in range(self.many)]


def at_once(states: States, gone: NDArray[np.bool_], kept: Packing | None = None) -> Packing:
    """Chains as they are found one after the other, beside those `kept` that lost nobody."""
    there = only(states, on_way(states, gone))
    tried = [_followed(there, free(gone), 0, 0)]
    if kept is not None:
        tried.append(_followed(there, *_staying(kept, gone), 0))
    return max(tried, key=lambda each: each.many)


def staying(kept: Packing, gone: NDArray[np.bool_]) -> Packing:
    """Those of the chains `kept` that lost nobody, and nothing else sought."""
    return Packing(*_staying(kept, gone), kept.most)


def most(states: States, gone: NDArray[np.bool_], patience: Patience, found: Packing, seed: int = 0) -> Packing:
    """A packing at least as large as the one `found`, proved to be the largest where `patience` suffices."""
    there = only(states, on_way(states, gone))
    if not found.proved:
        found = _repacked(there, found, patience, seed)
    if not found.proved and len(there.move) <= _FLOW and not patience.over:
        found = Packing(found.of, found.many, min(found.most, _flow(there, patience, found.most)))
    if not found.proved and not patience.over:
        found = _programmed(there, gone, found, patience)
    return found


def free(gone: NDArray[np.bool_], kept: Packing | None = None) -> NDArray[np.int64]:
    """Nobody is in a chain but those of the ones `kept`, who are all there."""
    of = np.where(gone, -2, -1).astype(np.int64)
    return of if kept is None else np.where(kept.of >= 0, kept.of, of)


def _staying(kept: Packing, gone: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    """The chains that lost nobody, numbered anew."""
    lost = np.zeros(kept.many, np.bool_)
    lost[kept.of[gone & (kept.of >= 0)]] = True
    of, many = _given_up(kept, lost)
    return np.where(gone, -2, of), many


def _given_up(found: Packing, lost: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    """The chains that are not `lost` [many], numbered anew; whoever was in the others is free."""
    if not found.many:
        return found.of.copy(), 0
    number = np.where(lost, -1, np.cumsum(~lost) - 1)
    return np.where(found.of >= 0, number[np.maximum(found.of, 0)], found.of), int((~lost).sum())


def _followed(there: States, of: NDArray[np.int64], many: int, turn: int) -> Packing:
    begins = np.flatnonzero(there.first)
    many = int(packed(*there.onwards, there.person, there.last, begins, turn, of, many))
    return Packing(of, many, _narrowest(there))


def _narrowest(there: States) -> int:
    """No more chains than people at any stage."""
    stage = there.done[there.move[there.does, 0]]
    return int(np.bincount(stage, minlength=len(there.stages)).min()) if len(there.move) else 0


def _repacked(there: States, found: Packing, patience: Patience, seed: int) -> Packing:
    """Some chains are given up, each time others, and what is free then is packed anew; never fewer than before."""
    draw = np.random.default_rng(seed)
    begins = np.flatnonzero(there.first)
    for _round in range(min(_ROUNDS, _PASSED // (len(there.move) + len(there.person) + 1))):
        if found.proved or patience.over:
            break
        lost = np.zeros(found.many, np.bool_)
        lost[draw.choice(found.many, min(found.many, int(draw.integers(1, 4))), replace=False)] = True
        of, staying = _given_up(found, lost)
        turn = int(draw.integers(0, 1 << 20))
        many = int(packed(*there.onwards, there.person, there.last, draw.permutation(begins), turn, of, staying))
        if many >= found.many:
            found = Packing(of, many, found.most)
    return found


def _flow(there: States, patience: Patience, unproved: int) -> int:
    """More chains than flow can't be: each run of somebody's stages is come to once at most."""
    moves, (run, whose) = len(there.move), there.run
    start, end = there.move[:, 0], there.move[:, 1]
    within = np.flatnonzero(~there.first & ~there.last)
    row = np.full(len(there.person), -1, np.int64)
    row[within] = np.arange(len(within))
    number, begins = np.arange(moves), there.first[start]
    over = ~there.does
    rows = _Rows()
    rows.add(row[end], number, 1.0, row[end] >= 0)
    rows.add(row[start], number, -1.0, row[start] >= 0)
    rows.add(len(within) + run[end], number, 1.0, over)
    rows.add(len(within) + run[start], number, 1.0, begins)
    lower = np.concatenate([np.zeros(len(within)), np.full(len(whose), -np.inf)])
    upper = np.concatenate([np.zeros(len(within)), np.ones(len(whose))])
    weights = np.where(begins, -1.0, 0.0)
    model = rows.model(weights, np.ones(moves), lower, upper)
    solution, best = solved(model, moves, patience)
    return int(np.floor(-float(weights @ solution) + 1e-6)) if solution is not None and best else unproved


def _programmed(there: States, gone: NDArray[np.bool_], found: Packing, patience: Patience) -> Packing:
    """A packing larger than the one `found`, or that one, proved if there is none; as it was where it takes too long.

    Columns: for each chain, by whom it begins, who is in it, then by which moves it goes.
    """
    start, end, (run, whose) = there.move[:, 0], there.move[:, 1], there.run
    first = np.flatnonzero(there.first)
    parts, many = [], 0
    for begin in first.tolist():
        there_too = np.empty(len(there.person), np.bool_)
        reached(*there.onwards, there.person, gone, np.arange(len(there.person)) == begin, there_too)
        moves = np.flatnonzero(there_too[start] & there_too[end])
        many += len(moves)
        if many > _PROGRAMME:
            return found
        parts.append((begin, np.flatnonzero(there_too), moves))
    rows, at, columns = _Rows(), there.people, 0
    lower, upper = [np.full(there.people, -np.inf)], [np.ones(there.people)]
    weights, whole, heads = list[NDArray[np.float64]](), list[NDArray[np.bool_]](), []
    for begin, comes, moves in parts:
        people = np.unique(there.person[comes])
        column = np.full(there.people, -1, np.int64)
        column[people] = columns + np.arange(len(people))
        flow = columns + len(people) + np.arange(len(moves))
        rows.add(people, column[people], 1.0)  # nobody is in two chains
        # Whatever comes to a state goes on from it; from the first as much as there is a chain.
        inner = comes[~there.last[comes]]
        row = np.full(len(there.person), -1, np.int64)
        row[inner] = at + np.arange(len(inner))
        rows.add(row[end[moves]], flow, 1.0, row[end[moves]] >= 0)
        rows.add(row[start[moves]], flow, -1.0, row[start[moves]] >= 0)
        head = int(column[there.person[begin]])
        rows.add(row[[begin]], np.array([head]), 1.0)
        lower.append(np.zeros(len(inner)))
        upper.append(np.zeros(len(inner)))
        at += len(inner)
        # Nobody is come to who is not in the chain.
        runs, of_run = np.unique(run[end[moves]], return_inverse=True)
        rows.add(at + of_run, flow, 1.0, ~there.does[moves])
        rows.add(at + np.arange(len(runs)), column[whose[runs]], -1.0)
        lower.append(np.full(len(runs), -np.inf))
        upper.append(np.zeros(len(runs)))
        at += len(runs)
        heads.append(head)
        weights.append(np.zeros(len(people) + len(moves)))
        whole.append(np.concatenate([np.ones(len(people), np.bool_), np.zeros(len(moves), np.bool_)]))
        columns += len(people) + len(moves)
    cost = np.concatenate(weights)
    cost[heads] = -1.0
    rows.add(np.full(len(heads), at), np.array(heads), 1.0)
    lower.append(np.array([found.many + 1.0]))
    upper.append(np.array([float(found.most)]))
    model = rows.model(cost, np.ones(columns), np.concatenate(lower), np.concatenate(upper))
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger if each else kinds.kContinuous for each in np.concatenate(whole).tolist()]
    solution, best = solved(model, columns, patience)
    if solution is None:
        return Packing(found.of, found.many, found.many) if best else found
    of, number, columns = free(gone), 0, 0
    for begin, comes, moves in parts:
        people = np.unique(there.person[comes])
        chosen = people[solution[columns : columns + len(people)] > 0.5]
        columns += len(people) + len(moves)
        if there.person[begin] in chosen:
            chain = np.full(there.people, -2, np.int64)
            chain[chosen] = -1
            if packed(*there.onwards, there.person, there.last, np.array([begin]), 0, chain, 0):
                of[chain == 0] = number
                number += 1
    return Packing(of, number, number if best else found.most) if number > found.many else found


class _Rows:
    """The rows of a programme, put together from entries in any order."""

    def __init__(self) -> None:
        self._row, self._column = list[NDArray[np.int64]](), list[NDArray[np.int64]]()
        self._value = list[NDArray[np.float64]]()

    def add(
        self, row: NDArray[np.int64], column: NDArray[np.int64], value: float, where: NDArray[np.bool_] | None = None
    ) -> None:  # fmt: skip
        """Put `value` into these rows and columns, only `where` it is true if given."""
        kept = np.ones(len(row), np.bool_) if where is None else where
        self._row.append(row[kept])
        self._column.append(column[kept])
        self._value.append(np.full(len(row[kept]), value))

    def model(
        self, weights: NDArray[np.float64], most_of: NDArray[np.float64], lower: NDArray[np.float64],
        upper: NDArray[np.float64],
    ) -> highspy.HighsLp:  # fmt: skip
        """The programme: `weights` are made small, each column is from 0 to `most_of`, each row from `lower` to `upper`."""
        row, column = np.concatenate(self._row), np.concatenate(self._column)
        order = np.argsort(row, kind="stable")
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(weights), len(lower)
        model.col_cost_, model.col_lower_, model.col_upper_ = weights, np.zeros(len(weights)), most_of
        model.row_lower_, model.row_upper_ = lower, upper
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(lower)))])
        model.a_matrix_.index_ = column[order]
        model.a_matrix_.value_ = np.concatenate(self._value)[order]
        return model
