"""The drawn measures: what is counted is marked by whole numbers, in both directions."""

from __future__ import annotations

import re

import pytest

from manara.networks.engine.measured_picture import Point, Words, plot

WORDS = Words("Who stands between many", "Ties", "Lies between others", ",")


@pytest.mark.parametrize("rtl", [False, True], ids=["ltr", "rtl"])
@pytest.mark.parametrize("most", [0, 1, 3, 7, 10, 37, 45, 99, 101, 2500])
def test_ties_are_marked_by_whole_numbers(most: int, rtl: bool) -> None:
    drawn = plot([Point(most, 0.013, 0.0, 0.02, "1"), Point(0, 0.0, 0.0, 0.0)], WORDS, rtl=rtl)
    marks = re.findall(r'y="352"[^>]*>([^<]*)<', drawn)
    assert len(marks) == 5 and all(mark.isdigit() for mark in marks)
    assert most <= int(marks[-1]) <= max(4, 2 * most)
    assert [int(mark) for mark in marks] == [int(marks[1]) * step for step in range(5)]
