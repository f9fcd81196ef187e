"""What the lab reckons and draws without a database: questions kept and read back, days of work, orders, curves."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from manara.networks.engine import doubt
from manara.networks.engine.dismantling import network
from manara.networks.engine.lab import growing, working
from manara.networks.engine.lab import route as breaking
from manara.networks.engine.lab.curve import HEIGHT, WIDTH, Curve, Words, drawn
from manara.networks.engine.lab.feasibility import price
from manara.networks.engine.lab.question import Question, question_of
from manara.networks.engine.sampling import pairs_of
from manara.networks.engine.ties.graph import Narrowing
from manara.networks.engine.ties.kinds import TieKind

GROUPS = [(f"{group}{one}", f"{group}{other}") for group in "ab" for one in range(4) for other in range(one)]
TIES = [*GROUPS, ("m", "a0"), ("m", "b0")]
SURE = network([(one, other, 1.0) for one, other in TIES])
DOUBTFUL = network([(one, other, 0.6) for one, other in TIES], protected=["a0"])
WORDS = Words("Drawn <&>", "steps", "people")


def test_a_question_is_read_back_as_it_was_written() -> None:
    asked = Question(
        chart="c", narrowing=Narrowing(frozenset({TieKind.CALL, TieKind.FAMILY}), 0.4, True, "2025", "2026-03"),
        objective="removals", until=0.25, budget=12.5, at_once=3, missing=0.1, seed=4, fixed=True, script="tip",
        stages=("sea",), anybody=False, neighbours=(("Islands", 2.0),), moving=0.3,
    )  # fmt: skip
    for question in (asked, Question(circle="x", places=("1", "2"))):
        assert question_of(json.loads(json.dumps(question.written()))) == question
    assert math.isinf(question_of(Question().written()).budget)
    before = Question(until=0.2).written()
    for later in ("fixed", "script", "stages", "anybody", "neighbours", "moving"):
        del before[later]
    assert question_of(before) == Question(until=0.2), "a question that was kept before these were asked"
    with pytest.raises(ValueError, match="objective"):
        question_of({**asked.written(), "objective": "harm"})
    with pytest.raises(ValueError):
        question_of({**asked.written(), "kinds": ["hate"]})


def test_days_grow_as_evidence_and_reach_fall() -> None:
    assert price("strong", "here", 4) == 4.0 and price("weak", "partner", 4) == 20.0
    assert price("weak", "nowhere", 4) is None
    with pytest.raises(KeyError):
        price("none", "here", 4)


def test_an_order_is_told_by_numbers_and_its_share_is_of_the_people_at_first() -> None:
    question = Question(until=0.5)
    found = working.ordered(SURE, question, len(SURE), seconds=0.2)
    assert found.names and len(found.told["steps"]) == len(found.names)
    written = json.dumps(found.told)
    assert not any(f'"{name}"' in written for name in SURE.names)
    assert working.share(question, SURE, 18) == 1.0 and working.share(question, SURE, 9) == 0.5
    assert working.largest_share(SURE, 9) == 1.0 and working.largest_share(network([]), 9) == 0.0


def test_what_is_proved_of_an_area_is_so_of_each_order_that_has_it() -> None:
    """Five pairs, of each of which one has to go: each order has the same area on the chart, not under doubt."""
    pairs = network([(f"a{number}", f"b{number}", 0.1 + 0.2 * number) for number in range(5)])
    question = Question(until=0.1)
    told = working.ordered(pairs, question, 10, seconds=0.2).told
    unlikely_first = tuple(f"a{number}" for number in range(5))
    drawn = working.Found(unlikely_first, {**told, "proved": True})
    other = doubt.robust(pairs, until=working.share(question, pairs, 10), moves=500)
    found = working.under_doubt(pairs, question, 10, drawn, other)
    assert found.told["way"] == "doubt" and found.names != unlikely_first
    assert found.told["area"] == pytest.approx(told["area"]) and found.told["proved"]
    worse = working.Found(unlikely_first, {**told, "proved": True, "area": told["area"] - 0.1})
    assert not working.under_doubt(pairs, question, 10, worse, other).told["proved"]


def test_an_order_that_ends_before_the_aim_is_neither_proved_nor_said_to_reach_it() -> None:
    ring = network([(f"p{one}", f"p{(one + 1) % 8}", 0.5) for one in range(8)])
    question = Question(until=0.75)
    drawn_order = working.ordered(ring, question, 8, seconds=0.2, proof=2.0)
    assert drawn_order.told["proved"] and drawn_order.told["reached"]
    other = doubt.robust(ring, until=working.share(question, ring, 8), moves=500)
    found = working.under_doubt(ring, question, 8, drawn_order, other)
    ends = found.told["steps"][-1]["largest"]
    assert found.told["reached"] is (ends <= 6)
    assert not found.told["proved"] or ends <= 6


def test_an_order_is_not_taken_for_ending_before_the_other_does() -> None:
    """What one leaves while the other still goes on counts: a shorter order looks better than it is by its own length."""
    draw = random.Random(12)
    pairs = sorted({tuple(sorted(draw.sample(range(16), 2))) for _ in range(25)})
    chart = network([(f"p{one}", f"p{other}", draw.choice((0.4, 0.6, 0.8))) for one, other in pairs])
    question = Question(until=0.2, missing=0.3)
    until = working.share(question, chart, 16)
    drawn_order = working.ordered(chart, question, 16, seconds=0.2)
    longer, shorter = drawn_order.names, drawn_order.names[:-1]
    networks = doubt.ensemble(chart, missing=0.3, seed=2 * question.seed + 1)
    alone = [doubt.effect(chart, names, networks, until=until).area.mean for names in (longer, shorter)]
    assert alone[1] < alone[0]
    as_far = doubt.mean_areas(chart, [longer, shorter], networks, until=until)
    assert as_far == pytest.approx([alone[0], alone[0]])
    other = doubt.robust(chart, until=until, missing=0.3, moves=500)
    cut = replace(other, names=shorter)
    assert working.under_doubt(chart, question, 16, drawn_order, cut).names == longer


def test_nobody_alone_is_a_group_and_at_most_means_at_most() -> None:
    pairs = network([(f"a{number}", f"b{number}", 1.0) for number in range(5)])
    for at_once in (1, 0):
        found = working.ordered(pairs, Question(until=0.1, at_once=at_once), 10, seconds=0.2)
        assert len(found.names) == 5 and found.told["reached"], "one of each pair, and nobody who is alone by then"
    assert working.ordered(pairs, Question(until=0.2), 10, seconds=0.2).names == (), "two of ten are at most 20 %"
    assert working.in_turn(network([("a", "b", 1.0), ("b", "c", 1.0)], costs=dict.fromkeys("abc", 0.1)), Question(budget=0.3),
                           ["a", "b", "c"])[0] == ["a", "b", "c"]  # fmt: skip


def test_an_order_taken_among_equals_says_so_as_long_as_it_is_the_one() -> None:
    """At once there is the first order found; with the time for a proof there is time to choose among those as good."""
    draw = random.Random(5)
    pairs = {(one, other) for one in range(24) for other in (draw.randrange(24), draw.randrange(24)) if one < other}
    drawn_once = network([(f"p{one}", f"p{other}", 1.0) for one, other in sorted(pairs)])
    question = Question(until=0.1)
    quick, proved = (working.ordered(drawn_once, question, 24, seconds=1.0, proof=proof) for proof in (0.0, 5.0))
    assert not quick.told["sturdiest"] and proved.told["sturdiest"] and proved.names != quick.names
    assert proved.told["area"] == pytest.approx(quick.told["area"]) and len(proved.names) <= len(quick.names)
    sure = working.under_doubt(drawn_once, question, 24, proved)
    assert sure.names == proved.names and sure.told["sturdiest"]
    unseen = working.under_doubt(drawn_once, replace(question, missing=0.3), 24, proved)
    assert unseen.told["sturdiest"] == (unseen.names == proved.names)


def test_nobody_protected_is_in_any_part_of_the_work() -> None:
    question = Question(until=0.4)
    main = working.under_doubt(DOUBTFUL, question, len(DOUBTFUL), working.ordered(DOUBTFUL, question, 9, seconds=0.2))
    without = working.without_each(DOUBTFUL, question, 9, main)
    worth = working.worth(DOUBTFUL, question, 9, main.names)
    assert worth.told["judged"] == worth.told["in_doubt"] == sum(0 < each < 1 for each in pairs_of(DOUBTFUL).probability)
    assert main.names and without
    for found in (main, worth, *(each for _place, each in without)):
        assert "a0" not in found.names
    for place, found in without:
        assert main.names[place] not in found.names
    assert len(main.told["effect"]["largest"]) == len(main.names) + 1 and main.told["doubtful"]
    measured = working.expected_share(DOUBTFUL, question, len(DOUBTFUL))
    assert measured == main.told["effect"]["largest"][0][0] < working.largest_share(DOUBTFUL, len(DOUBTFUL)), "as a forecast is"
    assert working.expected_share(SURE, question, 9) == 1.0 and working.expected_share(network([]), question, 9) == 0.0


def test_turns_are_kept_as_far_as_the_budget_goes_and_a_fixed_order_holds_nobody_else() -> None:
    first = ("b3", "a3")
    free = working.ordered(SURE, Question(until=0.3), len(SURE), seconds=0.2, first=first)
    assert free.names[:2] == first and len(free.names) > 2 and free.told["given"] == 2
    fixed = working.ordered(SURE, Question(until=0.3, fixed=True), len(SURE), seconds=0.2, first=first)
    assert fixed.names == first and not fixed.told["reached"]
    poor = working.ordered(SURE, Question(until=0.3, budget=1.0), len(SURE), seconds=0.2, first=first)
    assert poor.names == first[:1]
    assert working.ordered(SURE, Question(fixed=True), len(SURE), seconds=0.2).names == ()
    assert working.ordered(network([]), Question(fixed=True), 0, seconds=0.2).names == ()
    doubt = working.under_doubt(DOUBTFUL, Question(until=0.3), 9, working.ordered(
        DOUBTFUL, Question(until=0.3), 9, seconds=0.2, first=("b3",)
    ))  # fmt: skip
    assert doubt.names[0] == "b3" and len(doubt.told["effect"]["largest"]) == len(doubt.names) + 1


def test_all_at_once_takes_as_few_as_it_can_and_waves_leave_no_more_than_the_order_cut_in_pieces() -> None:
    once = working.under_doubt(SURE, Question(until=0.5, at_once=0), 9, working.ordered(
        SURE, Question(until=0.5, at_once=0), 9, seconds=0.2
    ))  # fmt: skip
    assert len(once.names) == 1 and [wave["people"] for wave in once.told["waves"]] == [1] and once.told["between"] == 0
    pairs = Question(until=0.2, at_once=2)
    found = working.under_doubt(DOUBTFUL, pairs, 9, working.ordered(DOUBTFUL, pairs, 9, seconds=0.2))
    assert found.told["between"] <= found.told["between_cut"] and "a0" not in found.names
    assert [wave["people"] for wave in found.told["waves"]][:-1] == [2] * (len(found.told["waves"]) - 1)


@pytest.mark.parametrize("at_once", [0, 1, 2])
def test_whoever_waits_for_his_wave_is_in_no_order_before_it(at_once: int) -> None:
    question = Question(until=0.3, at_once=at_once)
    first = working.ordered(SURE, question, 9, seconds=0.2).names[0]
    waits = Question(until=0.3, at_once=at_once, waiting=((first, 3),))
    drawn_order = working.ordered(SURE, waits, 9, seconds=0.2)
    doubtful = working.under_doubt(DOUBTFUL, waits, 9, working.ordered(DOUBTFUL, waits, 9, seconds=0.2))
    sure = working.under_doubt(SURE, waits, 9, drawn_order)
    turned = working.ordered(SURE, waits, 9, seconds=0.2, first=(first, "b3"))
    assert first in sure.names, "he is in the order, only later"
    for found in (drawn_order, doubtful, sure, turned):
        if first in found.names:
            behind = max(1, at_once) * 2 if at_once else len(found.names) - 1
            assert found.names.index(first) >= min(behind, len(found.names) - 1) and not found.told["proved"]
        assert len(found.told["steps"]) == len(found.names)
    waves = sure.told["waves"]
    ends = [sum(wave["people"] for wave in waves[: number + 1]) for number in range(len(waves))]
    assert next(number for number, end in enumerate(ends, 1) if end > sure.names.index(first)) >= 3
    assert len(sure.told["effect"]["largest"]) == len(sure.names) + 1
    assert "waiting" not in waits.written(), "of the estimate, and never kept with the question"
    on = breaking.route(question, {"a1": {"recruiter"}, "m": {"transporter"}, "b1": {"captain"}}, SURE.names)
    chains = Question(objective="capacity", at_once=at_once, waiting=(("m", 2),))
    broken = breaking.broken(SURE, chains, on, seconds=2.0, first=("m", "a3"))
    assert broken.names == ("a3", "m") and len(broken.told["route"]["left"]) == 3


def test_a_route_keeps_its_stages_when_the_last_who_did_one_is_gone() -> None:
    roles = {"a1": {"recruiter"}, "m": {"transporter"}, "b1": {"captain"}, "gone": {"forger"}, "b2": {"financier"}}
    question = Question(objective="capacity")
    on = breaking.route(question, roles, SURE.names)
    assert on.stages == ("recruiting", "documents", "transport", "sea") and "gone" not in on.parts and "b2" not in on.parts
    found = breaking.broken(SURE, question, on, seconds=2.0)
    assert found.names == () and found.told["route"]["left"][0]["breaks"] == "documents"
    on = breaking.route(question, {name: own for name, own in roles.items() if name != "gone"}, SURE.names)
    found = breaking.under_doubt(SURE, question, on, 9, breaking.broken(SURE, question, on, seconds=2.0))
    assert len(found.names) == 1 and found.told["reached"] and found.told["route"]["survives"] == [1.0, 0.0]
    assert not any(f'"{name}"' in json.dumps(found.told) for name in SURE.names)
    given = breaking.broken(SURE, Question(objective="capacity", fixed=True), on, seconds=2.0, first=("a3",))
    assert given.names == ("a3",) and not given.told["reached"] and len(given.told["route"]["left"]) == 2
    assert breaking.broken(SURE, question, breaking.route(question, {}, SURE.names), seconds=1.0).told["steps"] == []
    late = breaking.broken(SURE, question, on, seconds=0.0)
    assert late.names and late.told["reached"] and not late.told["proved"], "out of time it has what is there at once"


def test_a_break_that_is_not_proved_in_time_is_said_to_be_late_and_not_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = network([("r", "d", 0.5), ("d", "s", 1.0)])
    roles = {"r": {"recruiter"}, "d": {"transporter"}, "s": {"captain"}}
    on = breaking.route(Question(objective="capacity"), roles, graph.names)
    monkeypatch.setattr(breaking, "EACH", 0.0)
    assert breaking.worth(graph, on).told == {"pairs": [], "late": True}
    monkeypatch.setattr(working, "MOST_PEOPLE_WORTH", 2)
    assert breaking.worth(graph, on).told == {"pairs": [], "beyond": True}


def test_what_grows_back_is_told_by_numbers_and_names_nobody_protected_or_gone() -> None:
    found = growing.growth(DOUBTFUL, Question(), ("m", "b0"), {"m": "guide", "a1": "guide"})
    assert set(found.told["scenarios"]) == {"ties", "share", "role"} and not {"a0", "m", "b0"} & set(found.names)
    assert found.names and len(found.told["scenarios"]["role"]["months"]) == 13
    assert growing.growth(DOUBTFUL, Question(), ("m", "b0"), {"m": "guide", "a1": "guide"}).told == found.told
    assert not any(f'"{name}"' in json.dumps(found.told) for name in DOUBTFUL.names)
    assert growing.growth(DOUBTFUL, Question(), (), {}).told["scenarios"] == {}
    assert set(growing.growth(DOUBTFUL, Question(), ("m",), {}).told["scenarios"]) == {"ties", "share"}


def test_without_people_or_ties_there_is_no_order() -> None:
    empty = network([])
    found = working.ordered(empty, Question(), 0, seconds=0.1)
    assert found.names == () and working.under_doubt(empty, Question(), 0, found).names == ()
    assert working.worth(empty, Question(), 0).told["pairs"] == []


@pytest.mark.parametrize("rtl", [False, True])
def test_a_curve_is_well_formed_inside_its_frame_and_runs_as_its_reader_does(rtl: bool) -> None:
    curves = [Curve("One", (1.0, 0.5, 0.2), (0.9, 0.4, 0.1), (1.0, 0.6, 0.3)), Curve("Two", (1.0, 0.8)), Curve("None", ())]
    root = ET.fromstring(drawn(curves, WORDS, until=0.1, rtl=rtl))
    names = "{http://www.w3.org/2000/svg}"
    assert root.get("aria-label") == "Drawn <&>"
    lines = [each.get("points", "").split() for each in root.iter(f"{names}polyline")]
    first = [tuple(map(float, point.split(","))) for point in lines[0]]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in first)
    assert (first[0][0] > first[-1][0]) is rtl and first[0][1] < first[-1][1]
    assert len(list(root.iter(f"{names}polygon"))) == 1
    assert not any(each.get("style") for each in root.iter())
    assert ET.fromstring(drawn([], WORDS)) is not None


def test_who_was_signed_stays_where_another_would_do_no_better() -> None:
    """Of the two ends of a tie one is as good as the other: a new signature is asked for no reason else."""
    ties = [(f"{pair}1", f"{pair}2", probability) for pair, probability in (("a", 0.9), ("b", 0.7), ("c", 0.5))]
    graph, question = network(ties), Question(until=0.2)
    drawn = working.ordered(graph, question, len(graph), seconds=0.2)
    found = working.under_doubt(graph, question, len(graph), drawn)
    assert len(found.names) == 3
    other_ends = tuple(name[0] + ("2" if name[1] == "1" else "1") for name in found.names)
    kept = working.as_before(graph, question, len(graph), found, other_ends)
    assert kept.names == other_ends and kept.told["reached"] and kept.told["kept"]
    assert (kept.told["area"], kept.told["effect"]) == (found.told["area"], found.told["effect"])
    # Worse ones, too few, and more than are needed: what was found stays, or nobody is named for nothing.
    for worse in (other_ends[::-1], other_ends[:1]):
        assert working.as_before(graph, question, len(graph), found, worse) is found
    left = working.without(graph, [found.names[0]])
    fewer = working.under_doubt(left, question, len(graph), working.ordered(left, question, len(graph), seconds=0.2))
    assert working.as_before(left, question, len(graph), fewer, other_ends[1:]).names == other_ends[1:]
    assert len(working.as_before(left, question, len(graph), fewer, (*other_ends[1:], other_ends[0])).names) == 2


def test_an_order_is_called_the_best_only_where_all_orders_were_weighed() -> None:
    pairs = network([(f"a{number}", f"b{number}", 0.1 + 0.2 * number) for number in range(5)])
    question = Question(until=0.1)
    told = working.ordered(pairs, question, 10, seconds=0.2).told
    drawn_order = working.Found(tuple(f"a{number}" for number in range(5)), told)
    until = working.share(question, pairs, 10)
    other = doubt.robust(pairs, until=until, moves=500)
    found = working.under_doubt(pairs, question, 10, drawn_order, other)
    assert found.told["way"] == "doubt" and found.told["best"]
    weaker = working.under_doubt(pairs, question, 10, drawn_order, replace(other, exact=False))
    assert weaker.told["way"] == "doubt" and not weaker.told["best"]
    worth = working.worth(pairs, question, 10, found.names).told
    assert worth["exact"] and all(pair["error"] == 0.0 for pair in worth["pairs"]) and worth["pairs"]


def test_an_order_without_somebody_is_compared_in_what_the_plan_aims_at() -> None:
    # Two groups of four behind a bridge of one: without him the next best leaves more, on the chart as in the mean.
    pairs = [(f"{side}{i}", f"{side}{j}", 1.0) for side in "ab" for i in range(4) for j in range(i)]
    sure = network([*pairs, ("a0", "x", 1.0), ("b0", "x", 1.0)])
    question = Question(until=0.5)
    main = working.under_doubt(sure, question, 9, working.ordered(sure, question, 9, seconds=0.3))
    assert main.names[0] == "x"
    (_place, other), *_rest = working.without_each(sure, question, 9, main)
    assert "x" not in other.names and other.told["reached"]
    assert other.told["beside"]["area"] == pytest.approx(other.told["area"] / main.told["area"] - 1.0) and (
        other.told["beside"]["area"] > 0.1
    )
    fewest = replace(question, objective="removals")
    main = working.ordered(sure, fewest, 9, seconds=0.3)
    for _place, other in working.without_each(sure, fewest, 9, main):
        took = sum(step["cost"] for step in other.told["steps"])
        assert other.told["beside"] == {"days": took - sum(step["cost"] for step in main.told["steps"])}


def test_under_doubt_the_best_order_of_all_is_not_as_good_without_its_first() -> None:
    # The chart's area of an order that is best in the mean says nothing of it: it ends elsewhere, and leaves more there.
    ties = [
        ("a", "d", 0.2), ("a", "f", 0.5), ("a", "h", 0.2), ("b", "c", 0.2), ("b", "d", 0.2), ("c", "e", 0.9),
        ("c", "h", 0.9), ("d", "e", 0.2), ("d", "g", 0.5), ("d", "h", 0.9), ("g", "h", 0.2),
    ]  # fmt: skip
    chart, question = network(ties), Question(until=0.3)
    main = working.under_doubt(chart, question, 8, working.ordered(chart, question, 8, seconds=0.3))
    assert main.told["best"]
    networks = doubt.ensemble(chart, seed=2 * question.seed + 1)
    least = working.share(question, chart, 8)
    for place, other in working.without_each(chart, question, 8, main):
        assert main.names[place] not in other.names
        behind = [name for name in main.names if name not in other.names and name != main.names[place]]
        before = [name for name in other.names if name not in main.names]
        mean = [
            doubt.effect(chart, names, networks, until=least).area.mean
            for names in ((*main.names, *before), (*other.names, *behind))
        ]
        assert other.told["beside"]["area"] == pytest.approx(mean[1] / mean[0] - 1.0)
        assert other.told["beside"]["area"] > -0.02  # the drawn networks err by so much
    assert working.without_each(chart, question, 8, main)[0][1].told["beside"]["area"] > 0.05


def test_in_waves_an_order_without_somebody_is_compared_by_what_is_left_between_them() -> None:
    question = Question(until=0.3, at_once=2)
    main = working.under_doubt(DOUBTFUL, question, 9, working.ordered(DOUBTFUL, question, 9, seconds=0.3))
    others = working.without_each(DOUBTFUL, question, 9, main)
    assert others and all(set(other.told["beside"]) <= {"between"} for _place, other in others)
    assert any(other.told["beside"] for _place, other in others) == (main.told.get("between", 0.0) > 0.0)
