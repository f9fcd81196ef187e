"""Lanes along the route: who stands in which, that nothing overlaps, that the tied stand near, and both directions."""

from __future__ import annotations

import random
import re
import uuid
from dataclasses import replace

import pytest

from manara.networks.engine.laned import Part, in_lanes, straightened, turned
from manara.networks.engine.lanes import LANES, UNKNOWN, Laid, Thing, astray, laid, runs_back, standing
from manara.networks.engine.picture import Band, Line, Spot, drawn
from manara.networks.engine.state import Group, NoChart, State, state_of

HOST, CAPTAIN, STRANGER = Thing("hub", True), Thing("sea", True), Thing("", True)
PHONE = Thing("", False)


def chart(count: int, ties: int, seed: int) -> tuple[list[Thing], list[tuple[int, int]]]:
    """Clusters that each hold together across the stages, as cells of a network do."""
    chance = random.Random(seed)
    things = [
        Thing(chance.choice(("", "", *LANES)), chance.random() < 0.7, chance.uniform(-900, 900))
        for _one in range(count)
    ]
    pairs = []
    while len(pairs) < ties:
        one = chance.randrange(count)
        other = min(count - 1, max(0, one + chance.randint(-9, 9)))
        pairs.append((one, other))
    return things, pairs


def closest(found: Laid) -> float:
    listed = sorted(found.places)
    return min(
        (
            ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
            for at, (ax, ay) in enumerate(listed)
            for bx, by in listed[at + 1 : at + 60]
        ),
        default=1e9,
    )


def test_a_thing_stands_beside_those_of_one_stage_and_a_person_never_does() -> None:
    things = [HOST, CAPTAIN, STRANGER, PHONE, PHONE, PHONE, PHONE, PHONE]
    ties = [(0, 3), (3, 4), (0, 5), (1, 5), (2, 6), (0, 6), (0, 2)]
    homes = standing(things, ties)
    assert homes == ["hub", "sea", UNKNOWN, "hub", "hub", UNKNOWN, UNKNOWN, UNKNOWN]
    found = laid(things, ties)
    edges = {lane.code: lane for lane in found.lanes}
    assert list(edges) == [*LANES, UNKNOWN], "the route's lanes are there though empty"
    host, beside = found.places[0], found.places[3]
    assert edges["hub"].left < host[0] < beside[0] < edges["hub"].right, "beside him: by its place, not by a word"
    with pytest.raises(ValueError, match="no lane"):
        standing([Thing("moon", True)], [])
    with pytest.raises(ValueError, match="not on the chart"):
        laid([HOST], [(0, 3)])


@pytest.mark.parametrize(("count", "ties"), [(0, 0), (1, 0), (14, 20), (400, 900), (5_000, 15_000)])
def test_everything_stands_in_its_lane_and_nothing_overlaps(count: int, ties: int) -> None:
    things, pairs = chart(count, ties, seed=count)
    found = laid(things, pairs)
    homes = standing(things, pairs)
    assert not astray(homes, found.places, found.lanes) and closest(found) > 55
    assert all(one.right == other.left for one, other in zip(found.lanes, found.lanes[1:], strict=False))
    assert laid(things, pairs) == found, "the same each time"
    back = laid(things, pairs, rtl=True)
    assert back.places == tuple((-x, y) for x, y in found.places), "the other direction is its mirror"
    assert runs_back(back.lanes) and not runs_back(found.lanes) and not astray(homes, back.places, back.lanes)
    if count:
        moved = [replace(thing, lane="" if thing.lane else "sea", person=True) for thing in things]
        assert astray(standing(moved, pairs), found.places, found.lanes)


def test_those_who_are_tied_stand_near_each_other() -> None:
    things, pairs = chart(600, 1_500, seed=3)
    found = laid(things, pairs)
    chance = random.Random(4)
    lanes: dict[tuple[str, bool], list[int]] = {}
    for at, home in enumerate(standing(things, pairs)):
        lanes.setdefault((home, bool(things[at].lane)), []).append(at)
    by_chance = list(found.places)
    for members in lanes.values():
        shuffled = chance.sample(members, len(members))
        for one, other in zip(members, shuffled, strict=True):
            by_chance[one] = found.places[other]

    def long(places: list[tuple[float, float]]) -> float:
        return sum(abs(places[a][1] - places[b][1]) for a, b in pairs)

    assert long(list(found.places)) < 0.5 * long(by_chance)


def test_it_keeps_its_shape_when_something_comes_to_it() -> None:
    things, pairs = chart(200, 400, seed=5)
    found = laid(things, pairs)
    again = [replace(thing, y=y) for thing, (_x, y) in zip(things, found.places, strict=True)]
    grown = laid([*again, PHONE], [*pairs, (0, 200)])
    order = [sorted((y, at) for at, (_x, y) in enumerate(each.places[:200])) for each in (found, grown)]
    rank = [{at: place for place, (_y, at) in enumerate(each)} for each in order]
    moved = [abs(rank[0][at] - rank[1][at]) for at in range(200)]
    assert sum(moved) / 200 < 25, "at random it were a third of all, 67"


def ids(count: int) -> list[uuid.UUID]:
    return [uuid.UUID(int=number + 1) for number in range(count)]


def test_a_state_in_lanes_is_kept_turned_and_laid_out_anew_where_a_role_changed() -> None:
    one, other, phone, far = ids(4)
    parts = {one: Part("hub", True), other: Part("sea", True), phone: Part("", False), far: Part("", True)}
    ties = [(one, phone), (one, other)]
    state = State({key: (0.0, float(at)) for at, key in enumerate(parts)}, (), ())
    found = in_lanes(state, parts, ties, rtl=False)
    assert state_of(found.written()) == found and found.camera is None
    assert straightened(found, parts, ties, rtl=False) == found, "nothing to do"
    for_arabic = straightened(found, parts, ties, rtl=True)
    assert for_arabic == turned(found, rtl=True) and for_arabic.places[one][0] == -found.places[one][0]
    assert turned(for_arabic, rtl=False) == found
    given = {**parts, far: Part("coast", True)}
    after = straightened(found, given, ties, rtl=False)
    coast = next(lane for lane in after.lanes if lane.code == "coast")
    assert coast.left <= after.places[far][0] <= coast.right
    assert straightened(state, parts, ties, rtl=True) == state, "what isn't in lanes stays"


def test_a_closed_group_stands_where_all_its_members_have_their_stage() -> None:
    keys = ids(4)
    group = Group("g:0123456789abcdef", "Two", tuple(keys[:2]), 0.0, 0.0)
    state = State(dict.fromkeys(keys, (0.0, 0.0)), (group,), ())
    for lanes, home in ((("hub", "hub"), "hub"), (("hub", "sea"), UNKNOWN)):
        parts = {key: Part(lane, True) for key, lane in zip(keys, (*lanes, "", ""), strict=True)}
        found = in_lanes(state, parts, [], rtl=False)
        lane = next(each for each in found.lanes if each.code == home)
        assert lane.left <= found.groups[0].x <= lane.right


@pytest.mark.parametrize(
    "lanes",
    [
        7,
        [["moon", 0, 1]],
        [["hub", 2, 1]],
        [["hub", 0, 1], ["hub", 1, 2]],
        [["hub", 0]],
        [["hub", 0, 1e300]],
        [["hub", 0, 10**400]],
        [["hub", 0, float("nan")]],
        [["sea", 0, 1]] * 9,
    ],
)
def test_lanes_that_are_none_are_refused(lanes: object) -> None:
    with pytest.raises(NoChart, match="lanes"):
        state_of({"places": [], "lanes": lanes})
    assert state_of({"places": [], "lanes": None}).lanes == ()


@pytest.mark.parametrize("head", ["Plaque tournante et hébergement", "نقطة التجمّع والإيواء"])
def test_the_still_picture_has_the_lanes_with_their_heads_and_no_label_under_them(head: str) -> None:
    things, pairs = chart(60, 90, seed=8)
    found = laid(things, pairs)
    spots = [Spot(str(at), x, y, "person", "محمد ولد أحمد سالم") for at, (x, y) in enumerate(found.places)]
    lines = [Line(str(a), str(b), "", True, 0.5) for a, b in pairs if a != b]
    svg = drawn(spots, lines, title="Lanes", bands=[Band(head, lane.left, lane.right) for lane in found.lanes])
    rects = [tuple(map(float, each)) for each in re.findall(r'<rect x="([\d.-]+)" y="0" width="([\d.]+)"', svg)]
    assert len(rects) == len(found.lanes) and rects[0][0] >= 0 and rects[-1][0] + rects[-1][1] <= 1000.1
    dots = [float(each) for each in re.findall(r"translate\(([\d.]+) ", svg)]
    edges = {lane.code: (left, left + wide) for lane, (left, wide) in zip(found.lanes, rects, strict=True)}
    for home, x in zip(standing(things, pairs), dots, strict=True):
        assert edges[home][0] <= x <= edges[home][1], "things and lanes have one scale"
    assert all(word in svg for word in head.split())
    lowest = max(float(each) for each in re.findall(r'y="([\d.]+)" font-size="12" font-weight="600"', svg))
    papers = [
        float(each)
        for each in re.findall(
            r'<rect x="[\d.-]+" y="([\d.-]+)" width="[\d.]+" height="[\d.]+" fill="#fffdf9" fill-op', svg
        )
    ]
    assert papers and min(papers) > lowest
