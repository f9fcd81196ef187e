"""Plays the months after a strike: places are taken, lost ties are made anew; the largest component after 6 and 12 months."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.effects import Spread, spread
from manara.networks.engine.eligible import Eligible, Ranked, eligible, order_of
from manara.networks.engine.recovery.fitting import Rates
from manara.networks.engine.sampling import certain, pairs_of

By = Literal["role", "market share", "past ties"]
MONTHS: Final = 12
RUNS: Final = 200
_ONE_OF_HIS: Final = 0.5


@dataclass(frozen=True)
class Recovery:
    """After a strike: the largest component at once (month 0) and after each month, in shares of the people at first.

    `successors` are those who may be named by the share of runs in which they take a place; `somebody_new` is the mean number
    of newcomers after the last month. `restored` is the share of runs in which the largest component is back to nine tenths of
    what it was before.
    """

    before: float
    months: tuple[Spread, ...]
    successors: tuple[Ranked, ...]
    somebody_new: float
    restored: float


def recovery(
    graph: Network, removed: Sequence[str], rates: Rates, *, by: By = "past ties", roles: Mapping[str, str] | None = None,
    months: int = MONTHS, runs: int = RUNS, seed: int = 0,
) -> Recovery:  # fmt: skip
    """Plays `runs` courses of `months` after `removed` are gone; ties in doubt are drawn anew for each.

    Who takes a place is drawn `by` role (those of the same role alike), market share (by number of ties) or past ties (by ties
    to him and to those he was tied to). Nobody protected takes a place or makes ties. The same seed gives the same answer.
    Raises `Problem` for a protected or unknown name.
    """
    gone = order_of(graph, removed).tolist()
    who, pairs = eligible(graph), pairs_of(graph)
    draw = random.Random(seed)  # noqa: S311  courses of events, drawn by a seed
    curves, befores = np.empty((runs, months + 1)), np.empty(runs)
    took: Counter[int] = Counter()
    new = 0
    open_to = set(who.numbers.tolist())
    for run in range(runs):
        there = [True] * len(pairs) if certain(graph) else [draw.random() < each for each in pairs.probability]
        course = _Course(graph, [
            tie for tie, kept in zip(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True), there, strict=True) if kept
        ], open_to, draw)  # fmt: skip
        befores[run] = course.largest()
        course.strike(gone)
        curves[run, 0] = course.largest()
        for month in range(1, months + 1):
            course.month(rates, by, roles or {}, graph.names)
            curves[run, month] = course.largest()
        took.update(course.successors)
        new += course.newcomers
    size = max(len(graph), 1)
    return Recovery(
        float(befores.mean()) / size if runs else 0.0, tuple(spread(curves[:, month] / size) for month in range(months + 1)),
        _ranked(who, took, runs, len(graph)), new / max(runs, 1), float((curves[:, -1] >= 0.9 * befores).mean()),
    )  # fmt: skip


def _ranked(who: Eligible, took: Counter[int], runs: int, size: int) -> tuple[Ranked, ...]:
    shares = np.zeros(size)
    for number, many in took.items():
        shares[number] = many / max(runs, 1)
    return tuple(each for each in who.ranked(shares) if each.value > 0.0)


class _Course:
    """One course of events."""

    def __init__(self, graph: Network, ties: Sequence[tuple[int, int]], open_to: set[int], draw: random.Random) -> None:
        self.beside: dict[int, set[int]] = {number: set() for number in range(len(graph))}
        for one, other in ties:
            self.beside[one].add(other)
            self.beside[other].add(one)
        self.draw, self.open_to = draw, set(open_to)
        self.empty: dict[int, set[int]] = {}
        self.lost: Counter[int] = Counter()
        self.successors: set[int] = set()
        self.first_new = self.next_new = len(graph)

    @property
    def newcomers(self) -> int:
        return self.next_new - self.first_new

    def strike(self, gone: Sequence[int]) -> None:
        for one in gone:
            contacts = self.beside.pop(one)
            self.empty[one] = contacts
            self.open_to.discard(one)
            self.lost.pop(one, None)
            for other in contacts:
                self.beside[other].discard(one)
                self.lost[other] += 1
        for contacts in self.empty.values():
            contacts -= set(gone)

    def month(self, rates: Rates, by: By, roles: Mapping[str, str], names: Sequence[str]) -> None:
        for one in list(self.empty):
            if self.draw.random() < rates.replaced:
                self._take_place(one, self.empty.pop(one), rates, by, roles, names)
        for one in [each for each, many in self.lost.items() for _time in range(many)]:
            if one in self.open_to and self.draw.random() < rates.remade:
                self.lost[one] -= 1
                self._tie_anew(one)

    def _take_place(
        self, one: int, contacts: set[int], rates: Rates, by: By, roles: Mapping[str, str], names: Sequence[str]
    ) -> None:
        candidates = sorted(self.open_to & self.beside.keys())
        weights = [self._fitness(one, each, contacts, by, roles, names) for each in candidates]
        if self.draw.random() < rates.newcomer or not any(weights):
            successor = self.next_new
            self.next_new += 1
            self.beside[successor] = set()
            self.open_to.add(successor)
        else:
            successor = self.draw.choices(candidates, weights)[0]
            if successor < self.first_new:
                self.successors.add(successor)
        for other in sorted(contacts & self.beside.keys()):
            if other != successor and self.draw.random() < rates.taken_over:
                self._tie(successor, other)
                self.lost[other] = max(0, self.lost[other] - 1)

    def _fitness(
        self, one: int, each: int, contacts: set[int], by: By, roles: Mapping[str, str], names: Sequence[str]
    ) -> float:
        if by == "role":
            role = roles.get(names[one], "")
            return float(bool(role) and each < self.first_new and roles.get(names[each], "") == role)
        if by == "market share":
            return float(len(self.beside[each]))
        return float(len(self.beside[each] & contacts)) + (_ONE_OF_HIS if each in contacts else 0.0)

    def _tie_anew(self, one: int) -> None:
        """A tie to somebody over a common contact where there is one, else to the better-tied the likelier."""
        near = self.beside[one]
        over = sorted({far for each in near for far in self.beside[each]} - near - {one})
        everybody = over or sorted(self.beside.keys() - near - {one})
        allowed = [each for each in everybody if each in self.open_to]
        if allowed:
            self._tie(one, self.draw.choices(allowed, [1.0 + len(self.beside[each]) for each in allowed])[0])

    def _tie(self, one: int, other: int) -> None:
        self.beside[one].add(other)
        self.beside[other].add(one)

    def largest(self) -> int:
        seen, most = set[int](), 0
        for start in self.beside:
            if start not in seen:
                waiting, count = [start], 0
                seen.add(start)
                while waiting:
                    count += 1
                    more = self.beside[waiting.pop()] - seen
                    seen |= more
                    waiting.extend(more)
                most = max(most, count)
        return most
