"""Does a route still work: is there a complete chain of the script, from recruiting to landing, and what is left of each stage.

A chain goes through the stages in their order. One person may do several stages; he hands over to somebody he is tied to who
does the next. With `anybody` it may also pass people of whom no role is known, over any number of ties.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.eligible import order_of

#: The script of smuggling by sea, and in which stage each role has its part. A captain steers; that makes him no organiser.
SCRIPT: Final = ("recruiting", "documents", "transport", "lodging", "supply", "embarkation", "sea", "landing")
STAGES_OF_ROLE: Final[Mapping[str, tuple[str, ...]]] = {
    "recruiter": ("recruiting",), "online advertiser": ("recruiting",), "community head": ("recruiting",),
    "forger": ("documents",), "transporter": ("transport",), "guide": ("transport", "landing"), "host": ("lodging",),
    "boat or engine supplier": ("supply",), "lookout": ("embarkation",), "captain": ("sea",),
}  # fmt: skip
_SECONDS: Final = 30.0


@dataclass(frozen=True)
class Capacity:
    """`chains` is how many complete chains can run side by side, nobody having a part in two; 0 if there is none.

    `stages` is for each stage how many people have that part in some complete chain (a number, nobody's name).
    """

    chains: float
    stages: Mapping[str, int]


@dataclass(frozen=True)
class CapacityStep:
    """One removal, what it costs, and what is left then."""

    name: str
    cost: float
    left: Capacity


@dataclass(frozen=True)
class CapacityPlan:
    """The cheapest set of removals without which no complete chain is left, in the order in which most falls away first.

    `possible` is False where chains of protected people alone remain: then there are no steps. `proved` is whether no cheaper
    set does it.
    """

    before: Capacity
    steps: tuple[CapacityStep, ...]
    cost: float
    possible: bool
    proved: bool


@dataclass(frozen=True)
class _States:
    """Ways through the script: a state is a person with so many stages done. `move` [m, 2] leads from state to state."""

    person: NDArray[np.int64]
    done: NDArray[np.int64]
    move: NDArray[np.int64]
    stages: tuple[str, ...]

    @property
    def first(self) -> NDArray[np.bool_]:
        return np.asarray(self.done == 0, np.bool_)

    @property
    def last(self) -> NDArray[np.bool_]:
        return np.asarray(self.done == len(self.stages), np.bool_)


def capacity(
    graph: Network, parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT, anybody: bool = False
) -> Capacity:
    """What the route can carry. `parts` says which `stages` each one does; who isn't named does none.

    Stages that nobody does are a gap: no chain is complete. Raises ValueError for a stage that is not of the script, or parts
    of somebody who is not of the network.
    """
    return _capacity(_states(graph, parts, stages, anybody), np.zeros(len(graph), np.bool_))


def breaking(
    graph: Network, parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT, anybody: bool = False,
    seconds: float = _SECONDS,
) -> CapacityPlan:  # fmt: skip
    """The cheapest removals that break every complete chain; nobody protected is removed.

    One person may have several parts, so that this is more than a smallest cut: a mixed-integer programme over who goes
    (HiGHS), whose relaxation is the flow of chains through the stages. Raises ValueError as `capacity` does.
    """
    states = _states(graph, parts, stages, anybody)
    gone = np.zeros(len(graph), np.bool_)
    before = _capacity(states, gone)
    if before.chains <= 0.0:
        return CapacityPlan(before, (), 0.0, possible=True, proved=True)
    cut, proved = _cut(states, graph.costs, graph.protected, whole=True, seconds=seconds)
    if cut is None:
        return CapacityPlan(before, (), 0.0, possible=False, proved=True)
    chosen = [int(one) for one in np.flatnonzero(cut > 0.5)]
    order_of(graph, [graph.names[one] for one in chosen])  # refuses whoever is protected, whatever was solved
    steps = []
    while chosen:
        after = {one: _without(states, gone, one) for one in chosen}
        best = min(chosen, key=lambda one: (after[one].chains, sum(after[one].stages.values()), one))
        gone[best] = True
        chosen.remove(best)
        steps.append(CapacityStep(graph.names[best], float(graph.costs[best]), after[best]))
    return CapacityPlan(before, tuple(steps), sum(step.cost for step in steps), possible=True, proved=proved)


def after_each(
    graph: Network, names: Sequence[str], parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT,
    anybody: bool = False,
) -> tuple[Capacity, ...]:  # fmt: skip
    """What is left before any and after each step of a plan. Raises `Problem` for a protected or unknown name."""
    states = _states(graph, parts, stages, anybody)
    gone = np.zeros(len(graph), np.bool_)
    found = [_capacity(states, gone)]
    for one in order_of(graph, names):
        gone[one] = True
        found.append(_capacity(states, gone))
    return tuple(found)


def parts_of(roles: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """The stages that people's roles take part in; roles that are no part of the chain, as a financier's, take part in none."""
    return {name: {stage for role in own for stage in STAGES_OF_ROLE.get(role, ())} for name, own in roles.items()}


def _without(states: _States, gone: NDArray[np.bool_], one: int) -> Capacity:
    then = gone.copy()
    then[one] = True
    return _capacity(states, then)


def _states(graph: Network, parts: Mapping[str, Collection[str]], stages: Sequence[str], anybody: bool) -> _States:
    if not stages or len(set(stages)) != len(stages):
        raise ValueError("the script needs stages, each once")
    unknown = sorted({stage for own in parts.values() for stage in own} - set(stages))
    if unknown:
        raise ValueError(f"no stage of the script: {', '.join(unknown)}")
    numbers = {name: number for number, name in enumerate(graph.names)}
    strangers = sum(name not in numbers for name in parts)
    if strangers:
        raise ValueError(f"parts are given for {strangers} that have no tie")
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
    return _States(
        np.repeat(np.arange(size), wide), np.tile(np.arange(wide), size), np.concatenate(moves).astype(np.int64), tuple(stages)
    )


def _capacity(states: _States, gone: NDArray[np.bool_]) -> Capacity:
    on_way = _on_way(states, gone)
    counts = {}
    start, end = states.move[:, 0], states.move[:, 1]
    same = (states.person[start] == states.person[end]) & on_way[start] & on_way[end]
    for number, stage in enumerate(states.stages):
        counts[stage] = len(np.unique(states.person[start[same & (states.done[start] == number)]]))
    if not (on_way & states.last).any():
        return Capacity(0.0, counts)
    people = int(states.person.max()) + 1
    cut, _proved = _cut(_only(states, on_way), np.ones(people), np.zeros(people, np.bool_), whole=False, seconds=_SECONDS)
    assert cut is not None, "everybody gone breaks every chain"
    return Capacity(round(float(cut.sum()), 6), counts)


def _on_way(states: _States, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which states lie on some complete chain."""
    there = ~gone[states.person]
    forward, backward = states.first & there, states.last & there
    start, end = states.move[:, 0], states.move[:, 1]
    for reached, source, target in ((forward, start, end), (backward, end, start)):
        before = -1
        while (now := int(reached.sum())) != before:
            before = now
            reached[target[reached[source] & there[target]]] = True
    return np.asarray(forward & backward, np.bool_)


def _only(states: _States, kept: NDArray[np.bool_]) -> _States:
    """The states that are kept, and the moves between them; first and last stay what they are."""
    number = np.cumsum(kept) - 1
    inside = kept[states.move[:, 0]] & kept[states.move[:, 1]]
    return _States(states.person[kept], states.done[kept], number[states.move[inside]], states.stages)


def _cut(
    states: _States, costs: NDArray[np.float64], protected: NDArray[np.bool_], *, whole: bool, seconds: float
) -> tuple[NDArray[np.float64] | None, bool]:
    """Who goes [n] (shares where not `whole`) so that no chain is left, at the least cost; None where it can't be done.

    Columns: who goes, then for each state whether a chain still comes there.
    """
    states = _only(states, _on_way(states, np.zeros(len(costs), np.bool_)))
    people, many = len(costs), len(states.person)
    start, end = states.move[:, 0], states.move[:, 1]
    same = states.person[start] == states.person[end]
    first, last = np.flatnonzero(states.first), np.flatnonzero(states.last)
    rows: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
    # A chain begins with everybody who is not gone, and comes on to whoever is not gone.
    begin = np.stack([people + first, states.person[first]], axis=1)
    stay = np.stack([people + end[same], people + start[same]], axis=1)
    over = np.stack([people + end[~same], people + start[~same], states.person[end[~same]]], axis=1)
    for block, signs in ((begin, (1.0, 1.0)), (stay, (1.0, -1.0)), (over, (1.0, -1.0, 1.0))):
        rows.append((block.ravel(), np.tile(signs, len(block))))
    widths = np.concatenate([np.full(len(begin), 2), np.full(len(stay), 2), np.full(len(over), 3)])
    lower = np.concatenate([np.ones(len(begin)), np.zeros(len(stay) + len(over))])
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = people + many, len(widths)
    model.col_cost_ = np.concatenate([costs, np.zeros(many)])
    model.col_lower_ = np.zeros(people + many)
    upper = np.concatenate([np.where(protected, 0.0, 1.0), np.ones(many)])
    upper[people + last] = 0.0
    model.col_upper_ = upper
    model.row_lower_, model.row_upper_ = lower, np.full(len(widths), np.inf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(widths)])
    model.a_matrix_.index_ = np.concatenate([index for index, _signs in rows])
    model.a_matrix_.value_ = np.concatenate([signs for _index, signs in rows])
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * people + [highspy.HighsVarType.kContinuous] * many
    programme = highspy.Highs()  # type: ignore[no-untyped-call]
    programme.setOptionValue("output_flag", False)
    programme.setOptionValue("threads", 1)
    programme.setOptionValue("time_limit", seconds)
    programme.passModel(model)
    programme.run()
    status = programme.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None, True
    solution = np.array(programme.getSolution().col_value[:people], np.float64)
    if not len(solution):
        raise TimeoutError(f"no set of removals was found within {seconds} s")
    return solution, bool(status == highspy.HighsModelStatus.kOptimal)
