"""Ways through the script of a route: a state is a person with so many stages done, and a chain a way from the first to the
last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.kernels.chains import reached


@dataclass(frozen=True)
class States:
    """`person` and `done` [s] say who it is, of so many `people`, and how many `stages` are done; `move` [m, 2] leads from one
    state to another."""

    person: NDArray[np.int64]
    done: NDArray[np.int64]
    move: NDArray[np.int64]
    stages: tuple[str, ...]
    people: int

    @property
    def first(self) -> NDArray[np.bool_]:
        return np.asarray(self.done == 0, np.bool_)

    @property
    def last(self) -> NDArray[np.bool_]:
        return np.asarray(self.done == len(self.stages), np.bool_)

    @cached_property
    def does(self) -> NDArray[np.bool_]:
        """Which moves are a stage that somebody does; by the others he hands over."""
        return np.asarray(self.person[self.move[:, 0]] == self.person[self.move[:, 1]], np.bool_)

    @cached_property
    def onwards(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the moves from each state lead: from which place on [s + 1], and the states [m]."""
        return _listed(self.move[:, 0], self.move[:, 1], len(self.person))

    @cached_property
    def backwards(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the moves to each state come from, in the same way."""
        return _listed(self.move[:, 1], self.move[:, 0], len(self.person))

    @cached_property
    def run(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """In which run each state is [s], and whose each run is [r]: stages that somebody does one after the other.

        No chain need come to one run twice: whoever does all between needs nobody else for it.
        """
        ordered = np.lexsort((self.done, self.person))
        goes_on = np.zeros(len(self.person), np.bool_)
        goes_on[self.move[self.does, 1]] = True
        number = np.cumsum(~goes_on[ordered]) - 1
        of_state = np.empty(len(self.person), np.int64)
        of_state[ordered] = number
        whose = np.empty(int(number[-1]) + 1 if len(number) else 0, np.int64)
        whose[number] = self.person[ordered]
        return of_state, whose


def states_of(graph: Network, parts: Mapping[str, Collection[str]], stages: Sequence[str], anybody: bool) -> States:
    """The ways through `stages` of a network; raises ValueError as `capacity` says."""
    if not stages or len(set(stages)) != len(stages):
        raise ValueError("the script needs stages, each once")
    unknown = sorted({stage for own in parts.values() for stage in own} - set(stages))
    if unknown:
        raise ValueError(f"no stage of the script: {', '.join(unknown)}")
    numbers = {name: number for number, name in enumerate(graph.names)}
    strangers = sorted(name for name in parts if name not in numbers)
    if strangers:
        shown = ", ".join(strangers[:5]) + (" …" if len(strangers) > 5 else "")
        raise ValueError(f"parts are given for {len(strangers)} that have no tie: {shown}")
    size, count = len(graph), len(stages)
    does = np.zeros((size, count), np.bool_)
    for name, own in parts.items():
        for stage in own:
            does[numbers[name], list(stages).index(stage)] = True
    # State (person, done) has the number person * (count + 1) + done.
    wide = count + 1
    doer, part = np.nonzero(does)
    moves = [np.stack([doer * wide + part, doer * wide + part + 1], axis=1)]
    owner = np.repeat(np.arange(size), np.diff(graph.starts))
    for done in range(1, count):
        over = np.ones(len(owner), np.bool_) if anybody else does[owner, done - 1] & does[graph.neighbours, done]
        moves.append(np.stack([owner[over] * wide + done, graph.neighbours[over].astype(np.int64) * wide + done], axis=1))
    person, done_of = np.repeat(np.arange(size), wide), np.tile(np.arange(wide), size)
    return States(person, done_of, np.concatenate(moves).astype(np.int64), tuple(stages), size)


def on_way(states: States, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which states lie on some complete chain."""
    forward, backward = ways(states, gone)
    return np.asarray(forward & backward, np.bool_)


def ways(states: States, gone: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which states a chain comes to from its beginning, and from which it comes to its end."""
    forward, backward = np.empty(len(states.person), np.bool_), np.empty(len(states.person), np.bool_)
    reached(*states.onwards, states.person, gone, states.first, forward)
    reached(*states.backwards, states.person, gone, states.last, backward)
    return forward, backward


def only(states: States, kept: NDArray[np.bool_]) -> States:
    """The states that are kept, and the moves between them; first and last stay what they are."""
    number = np.cumsum(kept) - 1
    inside = kept[states.move[:, 0]] & kept[states.move[:, 1]]
    return States(states.person[kept], states.done[kept], number[states.move[inside]], states.stages, states.people)


def besides(gone: NDArray[np.bool_], more: int | NDArray[np.int32]) -> NDArray[np.bool_]:
    """Those who are gone, and more of them."""
    then = gone.copy()
    then[more] = True
    return then


def _listed(
    source: NDArray[np.int64], target: NDArray[np.int64], states: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.argsort(source, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=states))]).astype(np.int64)
    return starts, target[order]
