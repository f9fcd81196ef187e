"""The still picture: no label covers another or a thing, names are isolated, and nothing in a name acts."""

from __future__ import annotations

import random
import re
from xml.etree import ElementTree

import pytest

from manara.networks.engine.picture import Line, Spot, _fitted, drawn, placed
from manara.networks.engine.rings import rings

NAMES = (
    "محمد ولد أحمد سالم", "+222 36 30 10 10", "Traoré Mamadou", "Yaye Fatou", "شبكة N-3 <b>",
    "سيدي المختار ولد بلال ولد أحمد",
)  # fmt: skip


def chart(count: int, seed: int) -> tuple[list[Spot], list[Line]]:
    chance = random.Random(seed)
    spots = [
        Spot(str(number), chance.uniform(-900, 900), chance.uniform(-500, 500), "person", chance.choice(NAMES))
        for number in range(count)
    ]
    lines = [
        Line(str(chance.randrange(count)), str(number % count), "يستعمل (uses)", chance.random() < 0.5, 0.4, 1)
        for number in range(2 * count)
    ]
    return spots, lines


@pytest.mark.parametrize("count", [1, 2, 40, 300])
def test_no_label_covers_another_or_a_thing(count: int) -> None:
    spots, lines = chart(count, seed=count)
    at, high = _fitted(spots, None)
    labels = placed(spots, lines, at, high)
    assert labels, "some name is always written"
    for place, one in enumerate(labels):
        for other in labels[place + 1 :]:
            beside = one.box[2] <= other.box[0] or other.box[2] <= one.box[0]
            assert beside or one.box[3] <= other.box[1] or other.box[3] <= one.box[1], (one, other)


def test_the_picture_is_xml_whose_names_are_isolated_and_act_on_nothing() -> None:
    spots = [Spot("a", 0, 0, "phone", "+222 36 30 10 10"), Spot("b", 300, 10, "person", '"><script>alert(1)</script>')]
    svg = drawn(spots, [Line("a", "b", "uses", False, 0.5, 1)], title="Chart <of> two")
    root = ElementTree.fromstring(svg)
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "\u2066+222 36 30 10 10\u2069" in texts
    assert "<script" not in svg and "style=" not in svg and "stroke-dasharray" in svg
    assert all(re.match("[\u2066\u2067].*\u2069$", text or "") for text in texts)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("uses", "uses"), ("family (half-brother) of all", "family (half-brother) of…"), ("a" * 30, "a" * 25 + "…"),
        ("يعمل مع (works together with)", "يعمل مع…"), ("(one long remark and no end)", "(one long remark and no e…"),
    ],
)  # fmt: skip
def test_what_a_tie_says_is_cut_without_leaving_a_bracket_open(said: str, shown: str) -> None:
    svg = drawn(
        [Spot("a", 0, 0, "person", "One"), Spot("b", 900, 10, "person", "Two")], [Line("a", "b", said, True, 0.5, 1)],
        title="Chart",
    )  # fmt: skip
    texts = [(each.text or "")[1:-1] for each in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert shown in texts


def test_neighbours_stand_apart_around_what_was_opened_and_the_placed_stay() -> None:
    pairs = [(0, number) for number in range(1, 40)]
    places = rings(range(40), pairs, [0])
    assert places[0] == (0.0, 0.0)
    listed = list(places.values())
    near = min(
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for at, (ax, ay) in enumerate(listed) for bx, by in listed[at + 1 :]
    )
    assert near > 60
    many = rings(range(200), [(at, at + 1) for at in range(0, 200, 2)])
    across, down = (max(axis) - min(axis) for axis in zip(*many.values(), strict=True))
    assert len(set(many.values())) == 200 and down / 2 < across < 4 * down, "a hundred pairs fill a screen, not a line"
    again = rings(range(50), [*pairs, *((3, number) for number in range(40, 50))], [0], placed=places)
    assert all(again[thing] == places[thing] for thing in places) and len(set(again.values())) == 50
