"""Does a route still work: is there a complete chain of the script, from recruiting to landing, and what is left of each stage.

A chain goes through the stages in their order. One person may do several stages; he hands over to somebody he is tied to who
does the next. With `anybody` it may also pass people of whom no role is known, over any number of ties.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import Ensemble
from manara.networks.engine.editing import with_ties
from manara.networks.engine.eligible import order_of
from manara.networks.engine.patience import Patience, solved
from manara.networks.engine.sampling import Pairs, pairs_of
from manara.networks.engine.script import SCRIPT, STAGES_OF_ROLE, parts_of

__all__ = [
    "SCRIPT", "STAGES_OF_ROLE", "Capacity", "CapacityPlan", "CapacityStep", "Loose", "after_each", "breaking", "capacity",
    "parts_of", "surviving", "worth_finding_out",
]  # fmt: skip

_SECONDS: Final = 30.0
#: Up to so many states times removals squared, who goes next is chosen by the chains that are left; beyond, by who is left.
_ORDERING: Final = 150_000
#: Ties worth finding out: so many moves of all the programmes that are solved for them, but so many ties at least; and so many
#: moves that are walked to see which are promising.
_TRYING: Final = 500_000
_FEWEST: Final = 4
_CHECKING: Final = 40_000_000


@dataclass(frozen=True)
class Capacity:
    """`chains` is how many complete chains can run side by side, nobody having a part in two; 0 if there is none.

    `stages` is for each stage how many people have that part in some complete chain, `able` how many there are at all who do
    it (numbers, nobody's name). `breaks` is the first stage to which no chain comes; empty where one is complete.
    Where there was no time to count them (`counted` is False) there are at least so many chains.
    """

    chains: float
    stages: Mapping[str, int]
    able: Mapping[str, int] = field(default_factory=dict)
    breaks: str = ""
    counted: bool = True


@dataclass(frozen=True)
class CapacityStep:
    """One removal, what it costs, and what is left then."""

    name: str
    cost: float
    left: Capacity


@dataclass(frozen=True)
class CapacityPlan:
    """The cheapest set of removals without which no complete chain is left, in the order in which most falls away first.

    `possible` is False where chains of protected people alone remain, or the budget breaks not all: then the steps are those
    that leave the fewest chains. `proved` is whether nothing cheaper does it, or nothing within the budget leaves fewer.
    """

    before: Capacity
    steps: tuple[CapacityStep, ...]
    cost: float
    possible: bool
    proved: bool
    stopped: bool = False


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

    Stages that nobody does are a gap: no chain is complete. Raises ValueError where `stages` are none or name one twice, for
    a part that is none of them, and for parts of somebody who is not of the network; TimeoutError where the chains can't be
    counted within 30 seconds.
    """
    return _capacity(_states(graph, parts, stages, anybody), np.zeros(len(graph), np.bool_))


def breaking(
    graph: Network, parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT, anybody: bool = False,
    budget: float = np.inf, seconds: float = _SECONDS,
) -> CapacityPlan:  # fmt: skip
    """The cheapest removals that break every complete chain; nobody protected is removed.

    One person may have several parts, so that this is more than a smallest cut: a mixed-integer programme over who goes
    (HiGHS), whose relaxation is the flow of chains through the stages. Where the `budget` or the protected allow no break,
    those who leave the fewest chains for it (an interdiction of the flow). Within `seconds` in all: whoever lies on most chains
    goes first, and what the programme finds until then is taken where it is better (`proved` says whether nothing is). A
    KeyboardInterrupt ends it in the same way. Raises ValueError as `capacity` does, and for a budget below 0.
    """
    if not budget >= 0.0:
        raise ValueError(f"the budget is {budget}; it must not be below 0")
    patience = Patience(seconds)
    states = _states(graph, parts, stages, anybody)
    gone = np.zeros(len(graph), np.bool_)
    before = _left(states, gone)
    if before.chains <= 0.0:
        return CapacityPlan(before, (), 0.0, possible=True, proved=True)
    chosen, proved = _at_once(states, graph, budget), False
    try:
        before = _at_best(states, gone, patience)
        chosen, proved = _chosen(states, graph, chosen, budget, patience)
    except KeyboardInterrupt:
        patience.stopped = True
    order_of(graph, [graph.names[one] for one in chosen])  # refuses whoever is protected, whatever was solved
    steps = _in_order(states, graph, chosen, patience)
    broken = bool(steps) and steps[-1].left.chains <= 0.0
    return CapacityPlan(
        before, tuple(steps), sum(step.cost for step in steps), possible=broken, proved=proved, stopped=patience.stopped
    )


def _at_once(states: _States, graph: Network, budget: float) -> list[int]:
    """A set that is there at once: each time the one on most ways through the script for his cost, as far as the budget goes;
    whoever turned out to be needless stays out."""
    gone, chosen, left = np.zeros(len(graph), np.bool_), list[int](), budget
    while (on_way := _on_way(states, gone)).any():
        weight = np.bincount(states.person[on_way], minlength=len(graph)) / graph.costs
        weight[graph.protected | gone | (graph.costs > left + 1e-9)] = 0.0
        best = int(weight.argmax())
        if weight[best] <= 0.0:
            return chosen
        gone[best] = True
        chosen.append(best)
        left -= float(graph.costs[best])
    for one in sorted(chosen, key=lambda each: -float(graph.costs[each])):
        gone[one] = False
        if _on_way(states, gone).any():
            gone[one] = True
    return [one for one in chosen if gone[one]]


def _chosen(
    states: _States, graph: Network, at_once: list[int], budget: float, patience: Patience
) -> tuple[list[int], bool]:
    """Who goes, and whether that is proved to be the best; the set that was there at once where nothing better was found."""
    people = len(graph)

    def breaks(chosen: list[int]) -> bool:
        return not _on_way(states, _and(np.zeros(people, np.bool_), np.array(chosen, np.int32))).any()

    def cost(chosen: list[int]) -> float:
        return float(graph.costs[chosen].sum())

    cut, proved = _cut(states, graph.costs, graph.protected, whole=True, patience=patience)
    whole = [int(one) for one in np.flatnonzero(cut > 0.5)] if cut is not None else None
    impossible = cut is None and proved
    tried = [each for each in (whole, at_once) if each is not None and breaks(each) and cost(each) <= budget + 1e-9]
    if tried:
        best = min(tried, key=cost)
        return best, proved and best is whole
    if not impossible and not (whole is not None and proved) and budget == np.inf:
        return at_once, False
    # The budget, or those protected, allow no break: then whoever leaves the fewest chains for it.
    cut, proved = _cut(states, graph.costs, graph.protected, whole=True, patience=patience, budget=budget)
    return (at_once, False) if cut is None else ([int(one) for one in np.flatnonzero(cut > 0.5)], proved)


def _in_order(states: _States, graph: Network, chosen: list[int], patience: Patience) -> list[CapacityStep]:
    """Those who go, each time the one next without whom least is left; by chains as long as there is time to count them."""
    gone, left = np.zeros(len(graph), np.bool_), list(chosen)
    by_chains = len(chosen) ** 2 * len(states.person) <= _ORDERING
    steps: list[CapacityStep] = []
    while left:
        counting = by_chains and not patience.over
        after = {
            one: _at_best(states, _and(gone, one), patience) if counting else _left(states, _and(gone, one)) for one in left
        }
        best = min(left, key=lambda one: (after[one].chains, sum(after[one].stages.values()), one))
        gone[best] = True
        left.remove(best)
        then = after[best] if counting else _at_best(states, gone, patience)
        steps.append(CapacityStep(graph.names[best], float(graph.costs[best]), then))
    return steps


def after_each(
    graph: Network, names: Sequence[str], parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT,
    anybody: bool = False,
) -> tuple[Capacity, ...]:  # fmt: skip
    """What is left before any and after each step of a plan.

    Raises `Problem` for a protected or unknown name, ValueError as `capacity` does, and TimeoutError where the chains of any
    step can't be counted within 30 seconds of its own.
    """
    states = _states(graph, parts, stages, anybody)
    gone = np.zeros(len(graph), np.bool_)
    found = [_capacity(states, gone)]
    for one in order_of(graph, names):
        gone[one] = True
        found.append(_capacity(states, gone))
    return tuple(found)


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
        states = _states(own, parts, stages, anybody)

        def broken(many: int, states: _States = states) -> bool:
            return not _on_way(states, _and(np.zeros(len(graph), np.bool_), order[:many])).any()

        # Removals only break: the first number of them that does is sought by halving.
        survives[: bisect_left(range(len(order) + 1), True, key=broken)] += 1
    return tuple((survives / max(len(drawn), 1)).tolist())


@dataclass(frozen=True)
class Loose:
    """A tie in doubt whose absence makes the break cheaper: by how much on average (`value`, in cost, and as a `share` of it),
    and whom the cheaper break begins with in each case."""

    tie: tuple[str, str]
    probability: float
    value: float
    share: float
    first_if_there: str
    first_if_not: str


def worth_finding_out(
    graph: Network, parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT, anybody: bool = False,
    most: int = 24, seconds: float = _SECONDS,
) -> tuple[Loose, ...]:  # fmt: skip
    """Ties in doubt that are worth finding out before the chains are broken, the most useful first; none to a protected person.

    A break has to hold whatever is true. Of a tie known to be absent it needs not: what is saved then, times how probable that
    is, is its value. Only the `most` promising of those on a complete chain are tried, each by itself, and the fewer the larger
    the network is; a tie for which there is no proved answer in `seconds` is passed over. Raises TimeoutError where the break
    itself is not proved in that time, ValueError as `capacity` does.
    """
    main = breaking(graph, parts, stages=stages, anybody=anybody, seconds=seconds)
    if not main.proved:
        raise TimeoutError(f"the cheapest break is not proved within {seconds} s")
    if not main.possible or not main.steps:
        return ()
    pairs, states = pairs_of(graph), _states(graph, parts, stages, anybody)
    states = _only(states, _on_way(states, np.zeros(len(graph), np.bool_)))
    chosen = order_of(graph, [step.name for step in main.steps])
    found = []
    for number in _promising(graph, pairs, states, chosen)[: min(most, max(_FEWEST, _TRYING // (len(states.move) + 1)))]:
        tie = graph.names[pairs.one[number]], graph.names[pairs.other[number]]
        without = with_ties(graph, [(*tie, 0.0)])
        left = {name: own for name, own in parts.items() if name in set(without.names)}
        other = breaking(without, left, stages=stages, anybody=anybody, seconds=seconds)
        if not other.proved:
            continue
        probability = float(pairs.probability[number])
        saved = (main.cost - other.cost) * (1.0 - probability)
        if other.possible and saved > 1e-9:
            first = other.steps[0].name if other.steps else ""
            found.append(Loose(tie, probability, saved, saved / main.cost, main.steps[0].name, first))
    return tuple(sorted(found, key=lambda each: (-each.value, each.tie)))


def _promising(graph: Network, pairs: Pairs, states: _States, chosen: NDArray[np.int32]) -> list[int]:
    """The ties in doubt on a complete chain, the most promising first; none of a protected person.

    First those without which one of the `chosen` need not be reached any more, by what that saves on average; the others by
    how doubtful they are.
    """
    size, number_of = len(graph), pairs.one.astype(np.int64) * len(graph) + pairs.other
    start, end = states.person[states.move[:, 0]], states.person[states.move[:, 1]]
    of_move = np.searchsorted(number_of, np.minimum(start, end) * size + np.maximum(start, end))
    of_move[start == end] = len(pairs)
    open_to = np.flatnonzero((pairs.probability > 0) & (pairs.probability < 1))
    open_to = open_to[~(graph.protected[pairs.one[open_to]] | graph.protected[pairs.other[open_to]])]
    doubtful = np.intersect1d(open_to, of_move)
    saves = dict.fromkeys(doubtful.tolist(), 0.0)
    checks = _CHECKING // (len(states.move) + 1) // max(len(chosen), 1)
    for one in chosen:
        gone = _and(np.zeros(size, np.bool_), chosen[chosen != one])
        still = _on_way(states, gone)
        passed = np.intersect1d(doubtful, of_move[still[states.move[:, 0]] & still[states.move[:, 1]]])
        for number in passed[np.argsort(pairs.probability[passed], kind="stable")][:checks].tolist():
            if not _on_way(replace(states, move=states.move[of_move != number]), gone).any():
                absent = 1.0 - float(pairs.probability[number])
                saves[number] = max(saves[number], float(graph.costs[one]) * absent)
    return sorted(saves, key=lambda each: (-saves[each], abs(float(pairs.probability[each]) - 0.5), each))


def _and(gone: NDArray[np.bool_], more: int | NDArray[np.int32]) -> NDArray[np.bool_]:
    then = gone.copy()
    then[more] = True
    return then


def _states(graph: Network, parts: Mapping[str, Collection[str]], stages: Sequence[str], anybody: bool) -> _States:
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
    return _States(
        np.repeat(np.arange(size), wide), np.tile(np.arange(wide), size), np.concatenate(moves).astype(np.int64), tuple(stages)
    )


def _left(states: _States, gone: NDArray[np.bool_]) -> Capacity:
    """Who is left in each stage, and where the chain breaks; `chains` is 1 where there is any at all."""
    forward, backward = _ways(states, gone)
    on_way = forward & backward
    start, end = states.move[:, 0], states.move[:, 1]
    does = states.person[start] == states.person[end]
    in_chain = does & on_way[start] & on_way[end]
    comes = does & forward[start] & ~gone[states.person[start]]
    on, able, breaks = {}, {}, ""
    for number, stage in enumerate(states.stages):
        at = states.done[start] == number
        on[stage] = len(np.unique(states.person[start[in_chain & at]]))
        able[stage] = len(np.unique(states.person[start[does & at & ~gone[states.person[start]]]]))
        if not breaks and not (comes & at).any():
            breaks = stage
    complete = bool((on_way & states.last).any())
    return Capacity(float(complete), on, able, "" if complete else breaks)


def _capacity(states: _States, gone: NDArray[np.bool_], seconds: float = _SECONDS) -> Capacity:
    found = _at_best(states, gone, Patience(seconds))
    if not found.counted:
        raise TimeoutError(f"the chains could not be counted within {seconds} s")
    return found


def _at_best(states: _States, gone: NDArray[np.bool_], patience: Patience) -> Capacity:
    """What is left; `counted` is whether there was time to count the chains. Who stops it has them uncounted."""
    left = _left(states, gone)
    if left.chains <= 0.0:
        return left
    if patience.over:
        return replace(left, counted=False)
    people = int(states.person.max()) + 1
    there = _only(states, _on_way(states, gone))
    cut, exact = _cut(there, np.ones(people), np.zeros(people, np.bool_), whole=False, patience=patience)
    if cut is None or not exact:
        return replace(left, counted=False)
    # Who stands in one chain twice is counted twice by the flow: where there is a chain at all, it is one.
    return replace(left, chains=max(1.0, round(float(cut.sum()), 6)))


def _on_way(states: _States, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which states lie on some complete chain."""
    forward, backward = _ways(states, gone)
    return np.asarray(forward & backward, np.bool_)


def _ways(states: _States, gone: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which states a chain comes to from its beginning, and from which it comes to its end."""
    there = ~gone[states.person]
    forward, backward = states.first & there, states.last & there
    start, end = states.move[:, 0], states.move[:, 1]
    for reached, source, target in ((forward, start, end), (backward, end, start)):
        before = -1
        while (now := int(reached.sum())) != before:
            before = now
            reached[target[reached[source] & there[target]]] = True
    return forward, backward


def _only(states: _States, kept: NDArray[np.bool_]) -> _States:
    """The states that are kept, and the moves between them; first and last stay what they are."""
    number = np.cumsum(kept) - 1
    inside = kept[states.move[:, 0]] & kept[states.move[:, 1]]
    return _States(states.person[kept], states.done[kept], number[states.move[inside]], states.stages)


def _cut(
    states: _States, costs: NDArray[np.float64], protected: NDArray[np.bool_], *, whole: bool, patience: Patience,
    budget: float | None = None,
) -> tuple[NDArray[np.float64] | None, bool]:  # fmt: skip
    """Who goes [n] (shares where not `whole`) so that no chain is left, at the least cost, and whether that is
    proved; None where it can't be done (proved), or nothing was found in time.

    With a `budget` who goes so that the fewest chains are left, whatever else has to be cut. Columns: who goes, then for each
    state whether a chain still comes there, then, with a budget, what share of each person has to be cut besides.
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
    blocks = [(begin, (1.0, 1.0)), (stay, (1.0, -1.0)), (over, (1.0, -1.0, 1.0))]
    besides = 0 if budget is None else people
    if besides:
        # Whoever may be cut besides stands wherever somebody may go.
        blocks[0] = np.column_stack([begin, people + many + begin[:, 1]]), (1.0, 1.0, 1.0)
        blocks[2] = np.column_stack([over, people + many + over[:, 2]]), (1.0, -1.0, 1.0, 1.0)
    for block, signs in blocks:
        rows.append((block.ravel(), np.tile(signs, len(block))))
    widths = np.concatenate([np.full(len(block), block.shape[1]) for block, _signs in blocks])
    lower = np.concatenate([np.ones(len(begin)), np.zeros(len(stay) + len(over))])
    upper_rows = np.full(len(widths), np.inf)
    weights = costs
    if budget is not None:
        if np.isfinite(budget):
            rows.append((np.arange(people), costs.astype(np.float64)))
            widths, lower = np.append(widths, people), np.append(lower, 0.0)
            upper_rows = np.append(upper_rows, budget)
        # Of those who leave as few chains, the cheapest: all of them together weigh less than a hundredth of a chain.
        weights = costs * (0.01 / max(float(costs.sum()), 1e-9))
    model = highspy.HighsLp()
    columns = people + many + besides
    model.num_col_, model.num_row_ = columns, len(widths)
    model.col_cost_ = np.concatenate([weights, np.zeros(many), np.ones(besides)])
    model.col_lower_ = np.zeros(columns)
    upper = np.concatenate([np.where(protected, 0.0, 1.0), np.ones(many + besides)])
    upper[people + last] = 0.0
    model.col_upper_ = upper
    model.row_lower_, model.row_upper_ = lower, upper_rows
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(widths)])
    model.a_matrix_.index_ = np.concatenate([index for index, _signs in rows])
    model.a_matrix_.value_ = np.concatenate([signs for _index, signs in rows])
    if whole:
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger] * people + [kinds.kContinuous] * (many + besides)
    return solved(model, people, patience)
