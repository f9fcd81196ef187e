"""How small the largest component can be after k removals, whoever they are: a bound on what any order leaves at its kth step.

The fewest removals that leave no component above a size is a mixed-integer programme over "these two stay joined"
(Arulselvan et al., Detecting critical nodes in sparse graphs, 2009), solved by HiGHS.
"""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.bounds import least_by_degree, least_removals
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.parts import alone, parts_of
from manara.networks.engine.eligible import whole_order

#: Above this many rows the programme takes longer to write down than it is worth.
_MOST_ROWS: Final = 400_000
_ENOUGH: Final = 1e-6
#: HiGHS' word for a solution that keeps all rows.
_FEASIBLE: Final = 2
_AT_A_TIME: Final = 2
#: No question takes more of the time than this share.
_A_QUESTION: Final = 0.25


def least_largest(graph: Network, planned: NDArray[np.int32], seconds: float) -> NDArray[np.int64]:
    """For each k from 0 to `len(planned) - 1`: no k removals leave a largest component below this.

    `planned[k]` is what a plan leaves: below it is what is asked for, at a few k first, then between these, for `seconds`. Two
    programmes are solved at a time; fewer answers make the bounds lower, never wrong.
    """
    needed: dict[int, int] = {int(planned[0]) - 1: 1}
    if len(graph) * 2 * graph.ties <= _MOST_ROWS:
        until = time.monotonic() + seconds
        turns = _halved(len(planned) - 1)
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            for _each in pool.map(lambda k: _ask(graph, int(planned[k]) - 1, k, until, seconds, needed), turns):
                pass
    bounds = least_by_degree(graph, len(planned))
    for k in range(len(planned)):
        bounds[k] = max(bounds[k], *(size + 1 for size, removals in list(needed.items()) if removals > k), 0)
    bounds[0] = planned[0]
    return bounds


def _ask(graph: Network, size: int, k: int, until: float, seconds: float, needed: dict[int, int]) -> None:
    """Find the largest component that k removals can't avoid: ever smaller ones are asked for until one needs more than k."""
    while size >= 1 and not any(known >= size and removals > k for known, removals in needed.items()):
        left = until - time.monotonic()
        if left <= 0:
            return
        needed[size] = fewest_removals(graph, size, min(left, seconds * _A_QUESTION))
        size -= 1


def _halved(last: int) -> list[int]:
    """1 to `last`, the ends first, then the middles of what lies between."""
    found, waiting = [last, 1], [(1, last)]
    while waiting:
        low, high = waiting.pop(0)
        if high - low > 1:
            middle = (low + high) // 2
            found.append(middle)
            waiting += [(low, middle), (middle, high)]
    return list(dict.fromkeys(k for k in found if k >= 1))


def fewest_removals(graph: Network, size: int, seconds: float) -> int:
    """A number of removals below which some component stays above `size` people; the fewest that do it, if time allows.

    More than everybody where it can't be done without those who are protected.
    """
    bound = cheapest_removals(replace(graph, costs=np.ones(len(graph))), size, seconds).bound
    return math.ceil(bound - _ENOUGH) if math.isfinite(bound) else len(graph) + 1


@dataclass(frozen=True)
class Separation:
    """No removals that leave no component above a size cost less than `bound` (infinite: it can't be done); `who` does it for
    the `cost`, or is None. `whole` is whether nothing cheaper does."""

    bound: float
    cost: float
    who: NDArray[np.int32] | None
    whole: bool


def cheapest_removals(graph: Network, size: int, seconds: float) -> Separation:
    """Whom to remove for the least cost, so that no component is above `size` people; the bound is good whenever it stops.

    Each part that hangs together is a programme of its own, and the small ones come first.
    """
    parts = parts_of(graph, size + 1)[::-1]
    until, found = time.monotonic() + seconds, list[Separation]()
    for number, people in enumerate(parts):
        part = alone(graph, people)
        one = _cheapest(part, size, (until - time.monotonic()) / (len(parts) - number))
        counted = least_removals(part, size + 1) * float(part.costs[~part.protected].min(initial=math.inf))
        bound = max(one.bound, counted) if math.isfinite(counted) else one.bound
        found.append(replace(one, bound=bound, who=None if one.who is None else people[one.who].astype(np.int32)))
    whole = all(each.whole for each in found)
    who = [each.who for each in found if each.who is not None]
    return Separation(
        sum(each.bound for each in found), sum(each.cost for each in found),
        np.concatenate([np.zeros(0, np.int32), *who]) if len(who) == len(found) else None, whole,
    )  # fmt: skip


def _cheapest(graph: Network, size: int, seconds: float) -> Separation:
    if len(graph) * 2 * graph.ties > _MOST_ROWS:
        return Separation(0.0, math.inf, None, whole=False)
    programme = _programme(graph, size)
    programme.setOptionValue("time_limit", max(seconds, 0.05))
    programme.run()
    if programme.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Separation(math.inf, math.inf, None, whole=True)
    told, unit = programme.getInfo(), float(graph.costs.min())
    bound = max(told.mip_dual_bound, 0.0) if math.isfinite(told.mip_dual_bound) else 0.0
    steps = graph.costs / unit
    if bool((steps == np.round(steps)).all()):
        bound = math.ceil(bound - _ENOUGH)
    who = None
    if told.primal_solution_status == _FEASIBLE:
        chosen = np.array(programme.getSolution().col_value[: len(graph)]) > 0.5
        who = np.flatnonzero(chosen).astype(np.int32)
    cost = float(graph.costs[who].sum()) if who is not None else math.inf
    whole = who is not None and cost <= bound * unit * (1 + _ENOUGH)
    return Separation(cost if whole else bound * unit, cost, who, whole)


def put_in_order(graph: Network, who: NDArray[np.int32]) -> NDArray[np.int32]:
    """Everybody [n]: first `who`, so that each time the one is put back last who leaves least when he is; then the others."""
    rest = whole_order(graph, who)[len(who) :]
    behind = np.concatenate([rest[~graph.protected[rest]], rest[graph.protected[rest]]])
    waiting, order = [int(one) for one in who], list(map(int, behind))
    while waiting:
        left = [_with(graph, one, order) for one in waiting]
        order.insert(0, waiting.pop(int(np.argmin(left))))
    return np.array(order, np.int32)


def _with(graph: Network, one: int, there: list[int]) -> int:
    """How many hang together with this one, of those who are there."""
    present = np.zeros(len(graph), np.bool_)
    present[there] = True
    waiting, count = [one], 0
    while waiting:
        count += 1
        here = waiting.pop()
        for other in graph.neighbours[graph.starts[here] : graph.starts[here + 1]]:
            if present[other]:
                present[other] = False
                waiting.append(int(other))
    return count


def _programme(graph: Network, size: int) -> highspy.Highs:
    """Minimise the cost, in units of the smallest: columns 0 to n - 1 say who goes, the others which two stay joined."""
    people = len(graph)
    joined = np.zeros((people, people), np.int32)
    upper = np.triu_indices(people, 1)
    joined[upper] = people + np.arange(len(upper[0]))
    joined += joined.T
    one = np.repeat(np.arange(people), np.diff(graph.starts))
    other = graph.neighbours.astype(np.int64)
    once = one < other
    # Two who are tied stay joined unless one of them goes.
    tied = np.stack([one[once], other[once], joined[one[once], other[once]]], axis=1)
    # Who is joined with one end of a tie is joined with the other, unless that one goes.
    third = np.repeat(np.arange(people), len(one))
    near, far = np.tile(one, people), np.tile(other, people)
    apart = (third != near) & (third != far)
    third, near, far = third[apart], near[apart], far[apart]
    carried = np.stack([joined[third, far], far, joined[third, near]], axis=1)
    most = np.concatenate([joined[np.arange(people)[:, None], _others(people)], np.arange(people)[:, None]], axis=1)
    columns = people + len(upper[0])
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, len(tied) + len(carried) + people
    model.col_cost_ = np.concatenate([graph.costs / graph.costs.min(), np.zeros(columns - people)])
    model.col_lower_ = np.zeros(columns)
    model.col_upper_ = np.concatenate([np.where(graph.protected, 0.0, 1.0), np.ones(columns - people)])
    model.row_lower_ = np.concatenate([np.ones(len(tied)), np.zeros(len(carried)), np.full(people, -np.inf)])
    model.row_upper_ = np.concatenate([np.full(len(tied) + len(carried), np.inf), np.full(people, size - 1.0)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    widths = np.concatenate([np.full(len(tied) + len(carried), 3), np.full(people, most.shape[1])])
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(widths)])
    model.a_matrix_.index_ = np.concatenate([tied.ravel(), carried.ravel(), most.ravel()])
    model.a_matrix_.value_ = np.concatenate([
        np.ones(tied.size), np.tile([1.0, 1.0, -1.0], len(carried)),
        np.tile(np.concatenate([np.ones(people - 1), [size - 1.0]]), people),
    ])  # fmt: skip
    model.integrality_ = [highspy.HighsVarType.kInteger] * people + [highspy.HighsVarType.kContinuous] * (
        columns - people
    )
    programme = highspy.Highs()  # type: ignore[no-untyped-call]
    programme.setOptionValue("output_flag", False)
    programme.setOptionValue("threads", 1)
    programme.setOptionValue("mip_rel_gap", 0.0)
    programme.passModel(model)
    return programme


def _others(people: int) -> NDArray[np.int64]:
    """For each person the numbers of all the others [n, n - 1]."""
    everyone = np.tile(np.arange(people), (people, 1))
    return everyone[~np.eye(people, dtype=bool)].reshape(people, people - 1)
