"""What rules several things together is the strictest of each, and nothing is said twice or left away."""

from __future__ import annotations

from itertools import permutations

from manara.foundation.engine.handling import HANDLING, TLP, Ruling, beside, ruling, strictest


def test_the_strictest_does_not_depend_on_the_order() -> None:
    for order in (HANDLING, TLP):
        for one, other in permutations(order, 2):
            assert strictest([one, other], order) == order[max(order.index(one), order.index(other))]
    assert strictest([]) == strictest([], TLP) == ""


def test_a_code_nobody_knows_counts_as_the_strictest() -> None:
    assert strictest(["H3", "H9", "H0"]) == "H9"


def test_code_and_label_may_come_from_two_and_each_condition_is_said_once() -> None:
    told = [("H1", "RED", ("ask first",)), ("H3", "", ("", "no copies")), ("", "AMBER", ["ask first"])]
    assert ruling(told) == Ruling("H3", "RED", ["ask first", "no copies"])
    assert ruling(told).beside == "TLP:RED · ask first · no copies"
    assert ruling([]) == Ruling("", "", []) and ruling([]).beside == beside("", ()) == ""
