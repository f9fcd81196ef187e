"""What a route carries: how many chains run side by side, and who is left of each stage, now and after each step of a plan."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.capacity import packing
from manara.networks.engine.capacity.packing import Packing
from manara.networks.engine.capacity.states import States, besides, on_way, states_of, ways
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import Ensemble
from manara.networks.engine.eligible import order_of
from manara.networks.engine.patience import Patience
from manara.networks.engine.script import SCRIPT

SECONDS: Final = 30.0


@dataclass(frozen=True)
class Capacity:
    """`chains` is how many complete chains can run side by side, nobody having a part in two; 0 if there is none.

    `stages` is for each stage how many people have that part in some complete chain, `able` how many there are at all who do
    it (numbers, nobody's name). `breaks` is the first stage to which no chain comes; empty where one is complete.
    Where there was no time to count them (`counted` is False) there are at least so many chains.
    """

    chains: int
    stages: Mapping[str, int]
    able: Mapping[str, int] = field(default_factory=dict)
    breaks: str = ""
    counted: bool = True


def capacity(
    graph: Network, parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT, anybody: bool = False,
    seconds: float = SECONDS,
) -> Capacity:  # fmt: skip
    """What the route can carry. `parts` says which `stages` each one does; who isn't named does none.

    Stages that nobody does are a gap: no chain is complete. Where the chains can't be counted within `seconds` there are at
    least so many (`Capacity.counted`). Raises ValueError where `stages` are none or name one twice, for a part that is none of
    them, and for parts of somebody who is not of the network.
    """
    return along(states_of(graph, parts, stages, anybody), [], Patience(seconds))[0]


def after_each(
    graph: Network, names: Sequence[str], parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT,
    anybody: bool = False, seconds: float = SECONDS,
) -> tuple[Capacity, ...]:  # fmt: skip
    """What is left before any and after each step of a plan, all of it within `seconds`.

    Raises `Problem` for a protected or unknown name, ValueError as `capacity` does.
    """
    return along(states_of(graph, parts, stages, anybody), order_of(graph, names).tolist(), Patience(seconds))


def surviving(
    graph: Network, names: Sequence[str], parts: Mapping[str, Collection[str]], drawn: Ensemble, *,
    stages: Sequence[str] = SCRIPT, anybody: bool = False,
) -> tuple[float, ...]:  # fmt: skip
    """In which share of the drawn networks a complete chain still runs, before any and after each step of a plan.

    Raises `Problem` for a protected or unknown name, ValueError as `capacity` does.
    """
    order = order_of(graph, names)
    survives = np.zeros(len(order) + 1)
    for starts in drawn.starts:
        own = replace(graph, starts=(starts - starts[0]), neighbours=drawn.neighbours[starts[0] : starts[-1]])
        states = states_of(own, parts, stages, anybody)

        def broken(many: int, states: States = states) -> bool:
            return not on_way(states, besides(np.zeros(len(graph), np.bool_), order[:many])).any()

        # Removals only break: the first number of them that does is sought by halving.
        survives[: bisect_left(range(len(order) + 1), True, key=broken)] += 1
    return tuple((survives / max(len(drawn), 1)).tolist())


def along(states: States, order: Sequence[int], patience: Patience) -> tuple[Capacity, ...]:
    """What is left before any and after each of those who go, counted as far as there is patience.

    Somebody is in one chain at most, so that whoever goes takes one with him at most: what is known after a step bounds what
    there was before it.
    """
    gone = np.zeros(states.people, np.bool_)
    found, chains, absent = [left(states, gone)], [packing.at_once(states, gone)], [gone]
    for one in order:
        gone = besides(gone, one)
        absent.append(gone)
        found.append(left(states, gone))
        before = chains[-1]
        chains.append(packing.staying(before, gone) if patience.over else packing.at_once(states, gone, before))
        chains[-1] = replace(chains[-1], most=min(chains[-1].most, *found[-1].stages.values()))
    chains = _bounded(chains, absent)
    # Of all and of the end it is asked first.
    for place in (0, len(order), *range(1, len(order))):
        if not chains[place].proved and not patience.over:
            chains[place] = packing.most(states, absent[place], patience, chains[place], place)
            chains = _bounded(chains, absent)
    return tuple(replace(each, chains=own.many, counted=own.proved) for each, own in zip(found, chains, strict=True))


def _bounded(chains: Sequence[Packing], absent: Sequence[NDArray[np.bool_]]) -> list[Packing]:
    """What is known of each step by the others: no step adds a chain, and none takes more than one away."""
    found = list(chains)
    for place in range(1, len(found)):
        found[place] = replace(found[place], most=min(found[place].most, found[place - 1].most))
    for place in range(len(found) - 2, -1, -1):
        later, own = found[place + 1], found[place]
        if later.many > own.many:
            own = Packing(packing.free(absent[place], later), later.many, own.most)
        found[place] = replace(own, most=min(own.most, later.most + 1))
    return found


def left(states: States, gone: NDArray[np.bool_]) -> Capacity:
    """Who is left in each stage, and where the chain breaks; `chains` is 1, not counted, where there is any at all."""
    forward, backward = ways(states, gone)
    passed = forward & backward
    start, end = states.move[states.does, 0], states.move[states.does, 1]
    many = len(states.stages)

    def people(which: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(states.done[start[which]], minlength=many)

    there = ~gone[states.person[start]]
    comes = people(forward[start] & there)
    complete = bool(passed.any())
    return Capacity(
        int(complete), dict(zip(states.stages, people(passed[start] & passed[end]).tolist(), strict=True)),
        dict(zip(states.stages, people(there).tolist(), strict=True)),
        "" if complete else states.stages[int(np.argmax(comes == 0))], counted=not complete,
    )  # fmt: skip
