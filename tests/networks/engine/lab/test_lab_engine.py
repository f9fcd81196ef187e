"""What the lab reckons and draws without a database: questions kept and read back, days of work, orders, curves."""

from __future__ import annotations

import json
import math
from xml.etree import ElementTree as ET

import pytest

from manara.networks.engine.dismantling import network
from manara.networks.engine.lab import working
from manara.networks.engine.lab.curve import HEIGHT, WIDTH, Curve, Words, drawn
from manara.networks.engine.lab.feasibility import price
from manara.networks.engine.lab.question import Question, question_of
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
        objective="removals", until=0.25, budget=12.5, at_once=3, missing=0.1, seed=4,
    )  # fmt: skip
    for question in (asked, Question(circle="x", places=("1", "2"))):
        assert question_of(json.loads(json.dumps(question.written()))) == question
    assert math.isinf(question_of(Question().written()).budget)
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


def test_nobody_protected_is_in_any_part_of_the_work() -> None:
    question = Question(until=0.4)
    main = working.under_doubt(DOUBTFUL, question, len(DOUBTFUL), working.ordered(DOUBTFUL, question, 9, seconds=0.2))
    without = working.without_each(DOUBTFUL, question, 9, main)
    worth = working.worth(DOUBTFUL, question, 9)
    assert main.names and without
    for found in (main, worth, *(each for _place, each in without)):
        assert "a0" not in found.names
    for place, found in without:
        assert main.names[place] not in found.names
    assert len(main.told["effect"]["largest"]) == len(main.names) + 1 and main.told["doubtful"]


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
