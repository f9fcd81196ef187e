"""Lays a chart out in lanes, one for each stage of the route, so that browser, still picture and document show the same.

A lane holds whom a person gave a part there. A thing that nobody can have a part as (a phone, a boat, a house) stands beside
them, in columns of its own, where all that it hangs on is of that one stage; who or what else has no stage stands in a lane
that says so. Within a lane those stand near each other that are tied to the same others (barycentres, Sugiyama 1981).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Place = tuple[float, float]

#: The lanes in the order of the route, and at the end that of whom no stage is known.
LANES: Final = ("origin", "land", "hub", "coast", "sea", "arrival")
UNKNOWN: Final = "unknown"
#: Stage of the vocabulary → its lane: recruiting happens where people set out, and the onward journey begins on arrival.
LANE_OF: Final[Mapping[str, str]] = MappingProxyType(
    {**{lane: lane for lane in LANES}, "recruitment": "origin", "onward": "arrival"}
)
#: Pixels from thing to thing, across and down, and the least width of a lane, in which its head can be read.
COLUMN: Final = 150.0
ROW: Final = 56.0
LEAST: Final = 220.0
#: Between those of a stage and what stands beside them.
_ASIDE: Final = 40.0
#: So much wider than a line a column is, and how its places are spread over that width.
_ASTRAY: Final = 60.0
_GOLDEN: Final = (5**0.5 - 1) / 2
#: Width to height that a chart in lanes aims at, as a screen has it.
_SHAPE: Final = 1.5
_FEWEST_ROWS: Final = 6
_ROUNDS: Final = 12


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the chart: the lane of its own stage or "", whether it is a person, and how high it stood before."""

    lane: str
    person: bool
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane from its `left` to its `right` edge in the chart's own pixels."""

    code: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Laid:
    """A place (x, y; y upwards) for each thing in its order, and the lanes from the origin on."""

    places: tuple[Place, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class _Strip:
    """Columns that are filled together: those of a stage, or what stands beside them. `rows` [r] of things are found later."""

    members: NDArray[np.int64]
    columns: NDArray[np.float64]


def laid(things: Sequence[Thing], ties: Iterable[tuple[int, int]], *, rtl: bool = False) -> Laid:
    """Where each thing stands; lanes run from the left to the right, or with `rtl` from the right to the left.

    `ties` are pairs of places in `things`. The order from top to bottom begins with that in which they stood, so that a chart
    keeps its shape. The same things give the same places. Raises ValueError for a lane or a tie that is none.
    """
    pairs = _pairs(ties, len(things))
    homes = standing(things, ((int(a), int(b)) for a, b in pairs))
    rows, strips, lanes = _built(things, homes)
    x = np.zeros(len(things))
    for strip in strips:
        if len(strip.columns):
            x[strip.members] = strip.columns.mean()
    y = _ordered(things, strips, pairs, rows, x)
    sign = -1.0 if rtl else 1.0
    places = tuple((round(sign * float(across), 1), round(float(down), 1)) for across, down in zip(x, y, strict=True))
    turned = (Lane(each.code, -each.right, -each.left) for each in lanes) if rtl else lanes
    return Laid(places, tuple(turned))


def standing(things: Sequence[Thing], ties: Iterable[tuple[int, int]]) -> list[str]:
    """The lane in which each thing stands. A person without a stage is in none of the route's, whoever he is tied to."""
    unknown = next((each.lane for each in things if each.lane and each.lane not in LANES), "")
    if unknown:
        raise ValueError(f"no lane: {unknown}")
    beside: list[list[int]] = [[] for _each in things]
    for one, other in ties:
        beside[one].append(other)
        beside[other].append(one)
    homes = [each.lane or UNKNOWN for each in things]
    seen = [bool(each.lane) or each.person for each in things]
    for start, _thing in enumerate(things):
        if seen[start]:
            continue
        # Things that hang on each other without a person between them are looked at as one.
        seen[start] = True
        heap, around = [start], set[str]()
        for one in heap:
            for other in beside[one]:
                if things[other].lane or things[other].person:
                    around.add(things[other].lane)
                elif not seen[other]:
                    seen[other] = True
                    heap.append(other)
        if len(around) == 1 and "" not in around:
            (lane,) = around
            for one in heap:
                homes[one] = lane
    return homes


def astray(homes: Iterable[str], places: Iterable[Place], lanes: Sequence[Lane]) -> bool:
    """Whether anything stands in another lane than its own: a role may have been given or taken back since it was laid out."""
    edges = {lane.code: lane for lane in lanes}
    return any(
        (lane := edges.get(home)) is None or not lane.left <= x <= lane.right
        for home, (x, _y) in zip(homes, places, strict=True)
    )


def runs_back(lanes: Sequence[Lane]) -> bool:
    """Whether these lanes run from the right to the left."""
    return len(lanes) > 1 and lanes[0].left > lanes[-1].left


def _pairs(ties: Iterable[tuple[int, int]], count: int) -> NDArray[np.int64]:
    pairs = np.array(sorted({(min(a, b), max(a, b)) for a, b in ties if a != b}), np.int64).reshape(-1, 2)
    if len(pairs) and (pairs.min() < 0 or pairs.max() >= count):
        raise ValueError("a tie of something that is not on the chart")
    return pairs


def _built(things: Sequence[Thing], homes: Sequence[str]) -> tuple[int, list[_Strip], list[Lane]]:
    """How many rows there are, and each lane with the columns of its strips; the route's lanes are there though empty."""
    codes = [*LANES, *([UNKNOWN] if UNKNOWN in homes else [])]
    own = {
        code: [at for at, home in enumerate(homes) if home == code and (things[at].lane or code == UNKNOWN)]
        for code in codes
    }
    aside = {code: [at for at, home in enumerate(homes) if home == code and not things[at].lane] for code in LANES}
    counts = [(len(own[code]), len(aside.get(code, ()))) for code in codes]
    few, rows = _FEWEST_ROWS, max(_FEWEST_ROWS, len(things))
    while few < rows:
        middle = (few + rows) // 2
        if sum(_width(*each, middle) for each in counts) <= _SHAPE * ROW * middle:
            rows = middle
        else:
            few = middle + 1
    strips, lanes, left = [], [], 0.0
    for code, count in zip(codes, counts, strict=True):
        width = _width(*count, rows)
        begin = left + (width - _filled(*count, rows)) / 2
        for members in (own[code], aside.get(code, [])):
            if members:
                columns = -(-len(members) // rows)
                strips.append(_Strip(np.array(members), begin + COLUMN * (np.arange(columns, dtype=np.float64) + 0.5)))
                begin += COLUMN * columns + _ASIDE
        lanes.append(Lane(code, left, left + width))
        left += width
    return rows, strips, lanes


def _width(own: int, aside: int, rows: int) -> float:
    return max(LEAST, _filled(own, aside, rows) + _ASIDE)


def _filled(own: int, aside: int, rows: int) -> float:
    return COLUMN * (-(-own // rows) + -(-aside // rows)) + (_ASIDE if own and aside else 0.0)


def _ordered(
    things: Sequence[Thing], strips: Sequence[_Strip], pairs: NDArray[np.int64], rows: int, x: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How high each thing stands; its column is written into `x`. Of all rounds that with the shortest ties."""
    count, high = len(things), ROW * (rows - 1)
    before = np.array([each.y for each in things], np.float64)
    y: NDArray[np.float64] = np.argsort(np.argsort(before, kind="stable"), kind="stable") * np.float64(
        high / max(1, count - 1)
    )
    one, other = np.concatenate([pairs, pairs[:, ::-1]]).T if len(pairs) else (np.zeros(0, np.int64),) * 2
    degree = np.bincount(one, minlength=count)
    for strip in strips:
        _stacked(strip, y[strip.members], x, y, x[strip.members], high)
    best, kept = np.inf, (x.copy(), y.copy())
    for turn in range(_ROUNDS):
        for strip in strips if turn % 2 == 0 else strips[::-1]:
            own = strip.members
            tied, many = degree[own] > 0, np.maximum(degree[own], 1)
            wish = np.where(tied, np.bincount(one, weights=y[other], minlength=count)[own] / many, y[own])
            across = np.where(tied, np.bincount(one, weights=x[other], minlength=count)[own] / many, x[own])
            _stacked(strip, wish, x, y, across, high)
        length = float(np.hypot(x[one] - x[other], y[one] - y[other]).sum())
        if length < best - 1e-9:
            best, kept = length, (x.copy(), y.copy())
    x[:] = kept[0]
    return kept[1]


def _stacked(
    strip: _Strip, wish: NDArray[np.floating[Any]], x: NDArray[np.float64], y: NDArray[np.float64],
    across: NDArray[np.floating[Any]], high: float,
) -> None:  # fmt: skip
    """Puts a strip's things in rows as near to what they `wish` as their order and the least distance let them."""
    wide = len(strip.columns)
    order = np.lexsort((y[strip.members], wish))
    starts = range(0, len(order), wide)
    rows = [order[start : start + wide] for start in starts]
    heights = _apart(np.array([wish[row].mean() for row in rows]), high)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        # Within a row whoever is tied to the right stands on the right.
        sorted_row = row[np.argsort(across[row], kind="stable")]
        first = (wide - len(row)) // 2
        columns = np.arange(first, first + len(row))
        # None stands straight above the other, and every other column half a row higher: a line from one to the next but one
        # passes beside what is between them.
        x[strip.members[sorted_row]] = strip.columns[columns] + _ASTRAY * (
            (number * _GOLDEN + columns * 0.5) % 1.0 - 0.5
        )
        y[strip.members[sorted_row]] = height + ROW / 2 * (columns % 2)


def _apart(wish: NDArray[np.floating[Any]], high: float) -> NDArray[np.float64]:
    """The heights nearest to those wished for (least squares) that rise by `ROW` at least and lie between 0 and `high`.

    Less one step each they only have to rise: adjacent violators are pooled (Ayer 1955), and the ends cut off.
    """
    steps = ROW * np.arange(len(wish))
    pools: list[tuple[float, int]] = []
    for value in wish - steps:
        mean, many = float(value), 1
        while pools and pools[-1][0] > mean:
            last, so_many = pools.pop()
            mean, many = (mean * many + last * so_many) / (many + so_many), many + so_many
        pools.append((mean, many))
    rising = np.repeat([mean for mean, _many in pools], [many for _mean, many in pools])
    return np.asarray(np.clip(rising, 0.0, high - steps[-1]) + steps, np.float64)
