"""The timeline's engine: precision drawn as such, nothing dropped, nothing on top of anything, in both directions."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manara.foundation.engine.partial_date import PartialDate
from manara.resolution.engine import timeline_axis as axis
from manara.resolution.engine import timeline_window as windows
from manara.resolution.engine.timeline import LANES, Moment, core, in_order, joined, lane_of, read
from manara.resolution.engine.timeline_drawing import NARROW, WIDE, Drawing, Mark, Sheet, drawing
from manara.resolution.engine.timeline_labels import cut, label_of, width_of
from manara.resolution.engine.timeline_window import Window

TODAY = date(2026, 3, 1)
NAMES = {lane: lane for lane in LANES}


def at(when: str, until: str = "", **more: object) -> Moment:
    given = {"lane": "calls", "label": "Call", "about": "+222 36 30 10 10", **more}
    return Moment(when=read(when), until=read(until), **given)  # type: ignore[arg-type]


def drawn(*moments: Moment, shown: Window | None = None, **more: object) -> Drawing:
    return drawing(moments, shown or windows.whole(moments), NAMES, today=TODAY, **more)  # type: ignore[arg-type]


def marks(picture: Drawing) -> list[Mark]:
    return [mark for lane in picture.lanes for mark in lane.marks]


@pytest.mark.parametrize(
    ("when", "until", "lasts", "forms"),
    [
        ("2025-03-12", "", False, ["tick"]),
        ("2025-03", "", False, ["within"]),
        ("2025", "", False, ["within"]),
        ("2025-03/2025-05", "", False, ["within"]),
        ("~2024", "", False, ["about"]),
        ("2025-03-12", "2025-06-30", True, ["held"]),
        ("2025-03", "2025-08-01", True, ["within", "held"]),
        ("~2024", "2025", True, ["about", "held", "within"]),
        ("2025-03-12", "", True, ["tick", "open"]),
        ("", "2027-01-01", False, ["open", "tick"]),
        ("2025", "2025", True, ["within"]),
    ],
)
def test_a_date_is_drawn_as_precisely_as_it_is_known(when: str, until: str, lasts: bool, forms: list[str]) -> None:
    window = Window(date(2022, 1, 1), date(2028, 1, 1))
    (mark,) = marks(drawn(at(when, until, lasts=lasts), shown=window))
    assert [bar.form for bar in mark.bars] == forms


def test_a_month_is_as_long_as_it_was() -> None:
    window = Window(date(2025, 1, 1), date(2025, 12, 31))
    (mark,) = marks(drawn(at("2025-02"), shown=window))
    a_day = (1120 - WIDE.gutter - 12) / 365
    assert mark.bars[0].width == pytest.approx(28 * a_day, abs=0.2)


def test_time_runs_with_the_page() -> None:
    moments = (at("2025-01-05"), at("2025-11-05"))
    early, late = (mark.bars[0].x for mark in marks(drawn(*moments)))
    assert early < late
    early, late = (mark.bars[0].x for mark in marks(drawn(*moments, mirrored=True)))
    assert early > late


def test_the_mirrored_picture_is_the_other_ones_mirror_image() -> None:
    moments = [at(f"2025-{month:02}-10") for month in range(1, 13)] + [at("2025-03", "2025-07", lasts=True)]
    there, here = drawn(*moments), drawn(*moments, mirrored=True)
    for one, other in zip(marks(there), marks(here), strict=True):
        for bar, image in zip(one.bars, other.bars, strict=True):
            assert image.x == pytest.approx(1120 - bar.x - bar.width, abs=0.2)
        assert {one.anchor, other.anchor} in ({"start", "end"}, {"middle"})


def boxes(picture: Drawing, sheet: Sheet) -> list[tuple[float, float, float, float]]:
    """Each mark with its label as left, right, top, bottom, as wide as the label can be."""
    found = []
    for mark in marks(picture):
        edges = [side for bar in mark.bars for side in (bar.x, bar.end)]
        if mark.label:
            wide = width_of(mark.label)
            start = {"start": mark.x, "end": mark.x - wide, "middle": mark.x - wide / 2}[mark.anchor]
            edges += [start, start + wide]
        found.append((min(edges), max(edges), min(bar.y for bar in mark.bars), max(bar.y + bar.height for bar in mark.bars)))
    return found


days = st.dates(date(2019, 1, 1), date(2026, 2, 1)).map(str)
months = days.map(lambda day: day[:7])
names = st.sampled_from(["+222 36 30 10 10", "محمد ولد أحمد سالم بن عبد الله", "WWWWWWWWWWWW MMMMMMMM", "", "Traoré Mamadou"])
some = st.lists(
    st.builds(
        lambda when, about, lane, kind: at(when, about=about, lane=lane, kind=kind),
        st.one_of(days, months, months.map(lambda month: f"~{month[:4]}")),
        names, st.sampled_from(["calls", "travel", "papers"]), st.sampled_from(["fact", "assessment"]),
    ),
    min_size=1, max_size=60,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(moments=some, sheet=st.sampled_from([WIDE, NARROW]), mirrored=st.booleans())
def test_nothing_is_dropped_and_nothing_lies_on_anything(moments: list[Moment], sheet: Sheet, mirrored: bool) -> None:
    picture = drawn(*moments, sheet=sheet, mirrored=mirrored)
    assert sum(mark.count for mark in marks(picture)) == len(moments)
    for lane in picture.lanes:
        there = boxes(Drawing(*[getattr(picture, name) for name in picture.__slots__[:7]], (lane,), (), (), None, None), sheet)
        for number, (left, right, top, bottom) in enumerate(there):
            assert left >= picture.left - 0.2 and right <= picture.right + 0.2
            assert top >= lane.top and bottom <= lane.top + lane.height
            for other_left, other_right, other_top, other_bottom in there[number + 1 :]:
                assert bottom <= other_top or other_bottom <= top or right <= other_left or other_right <= left


def test_thousands_are_gathered_under_numbers_that_add_up() -> None:
    first = date(2019, 1, 1).toordinal()
    moments = [at(date.fromordinal(first + number * 7919 % 2500).isoformat()) for number in range(4000)]
    picture = drawn(*moments)
    found = marks(picture)
    assert sum(mark.count for mark in found) == 4000
    assert len(found) < 120
    assert any(mark.label == f"{mark.count} ×" for mark in found)
    nearest = max(found, key=lambda mark: mark.count)
    assert sum(nearest.start <= each.first <= nearest.end for each in moments) >= nearest.count


def test_fifty_things_of_one_day_are_one_mark_with_its_number() -> None:
    picture = drawn(*[at("2025-03-12", about=f"{number}") for number in range(50)], at("2024-01-01"))
    assert sorted(mark.count for mark in marks(picture))[-1] == 50


def test_what_is_undated_is_not_on_the_picture_and_not_lost() -> None:
    moments = [at("2025-03-12"), at("", raw="after the rains")]
    assert [each.raw for each in moments if not each.dated] == ["after the rains"]
    assert in_order(moments) == moments[:1]
    assert len(marks(drawn(*moments, shown=windows.whole(moments)))) == 1


@pytest.mark.parametrize(
    ("moment", "flag"),
    [
        (at("1823-05-01"), "before-1900"),
        (at("2031-05-01"), "after-today"),
        (at("2025-05-01", "2024-01-01"), "reversed"),
        (at("2020-01-01", "2031-01-01", lane="papers"), ""),
        (at("", "2031-01-01", lane="papers"), ""),
        (at("2026-04-01", lane="work"), ""),
        (at("2026-04-01", lane="tasks"), ""),
        (at("2026-02-28"), ""),
        (at("2026"), ""),
    ],
)
def test_what_makes_one_look_twice_says_so(moment: Moment, flag: str) -> None:
    assert moment.flag(TODAY) == flag


def test_the_first_view_is_of_what_happened_and_the_whole_one_of_all() -> None:
    moments = [at("1823-05-01"), at("1984", lane="life"), at("2024-05-01"), at("2025-05-01"), at("2088-01-01")]
    first, whole = windows.around(moments, TODAY), windows.whole(moments)
    assert (first.start.year, first.end.year) == (2024, 2025)
    assert whole.start.year < 1823 and whole.end.year > 2088
    assert core([at("1984", lane="life")], TODAY) == [at("1984", lane="life")]


def test_zoom_goes_in_out_and_to_both_sides_and_ends_where_there_is_nothing_more() -> None:
    moments = [at("2020-01-01"), at("2025-12-31")]
    widest = windows.whole(moments)
    assert windows.farther(widest, widest) is None
    assert windows.moved(widest, 1, widest) is None and windows.moved(widest, -1, widest) is None
    inner = windows.nearer(widest)
    assert inner is not None and inner.start > widest.start and inner.end < widest.end
    later = windows.moved(inner, 1, widest)
    assert later is not None and later.days == inner.days and inner.start < later.start <= inner.end
    steps, now = 0, widest
    while (next_one := windows.nearer(now)) is not None:
        now, steps = next_one, steps + 1
        assert now.days >= windows.SHORTEST and steps < 40
    assert now.days <= 2 * windows.SHORTEST


@given(st.dates(), st.dates())
@settings(max_examples=200, deadline=None)
def test_any_two_days_make_a_window_whose_axis_can_be_drawn(one: date, other: date) -> None:
    window = windows.window(one, other)
    assert window.days >= windows.SHORTEST
    for marks_of in (axis.gregorian(window, 976.0), axis.of_hijri(window, 976.0)):
        assert len(marks_of) <= 30
        assert all(window.start <= mark.day <= window.end for mark in marks_of)
        assert marks_of == sorted(marks_of, key=lambda mark: mark.day)


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(7, 9000), st.booleans(), st.sampled_from([WIDE, NARROW]))
@settings(max_examples=100, deadline=None)
def test_no_label_of_the_axis_leaves_the_picture_or_lies_on_another(
    start: date, days: int, mirrored: bool, sheet: Sheet
) -> None:
    shown = windows.window(start, date.fromordinal(start.toordinal() + days))
    picture = drawn(at(start.isoformat()), shown=shown, sheet=sheet, mirrored=mirrored, hijri=True)
    for lines in (picture.axis, picture.hijri):
        ends = []
        for line in lines:
            if line.label:
                wide = width_of(line.label) * 11 / 12
                ends.append((line.x - wide, line.x) if mirrored else (line.x, line.x + wide))
        assert all(left >= -0.5 and right <= picture.width + 0.5 for left, right in ends)
        ordered = sorted(ends)
        assert all(one[1] <= other[0] + 1 for one, other in pairwise(ordered))


def test_hijri_marks_stand_at_their_own_first_days() -> None:
    labels = {mark.label: mark.day for mark in axis.of_hijri(Window(date(2024, 1, 1), date(2024, 12, 31)), 976)}
    assert labels["1445-09"] == date(2024, 3, 11)  # the first of Ramadan
    assert axis.of_hijri(Window(date(1823, 1, 1), date(1850, 1, 1)), 976) == []


def test_what_several_reports_say_alike_is_one_moment_and_a_fact_if_one_says_so() -> None:
    twice = [at("2025-03-12", kind="assessment"), at("2025-03-12", kind="fact"), at("2025-03-13")]
    assert [(each.kind, str(each.first)) for each in joined(twice)] == [("fact", "2025-03-12"), ("fact", "2025-03-13")]


def test_lanes_come_from_the_vocabulary() -> None:
    pairs = {"Call": "calls", "Passport": "papers", "RouteLeg": "travel", "Ownership": "ties", "Nonsense": "ties"}
    assert {schema: lane_of(schema) for schema in pairs} == pairs


@given(st.text(max_size=80), st.floats(0, 300))
def test_a_label_is_never_wider_than_its_place(text: str, most: float) -> None:
    assert width_of(cut(text, most)) <= most or cut(text, most) == ""
    _label, width = label_of(at("2025", label=text or "x", about=text), most, mirrored=True)
    assert width <= max(most, 0) + 0.001


def test_a_date_that_cannot_be_read_is_none() -> None:
    assert read("2025-13-40") is None and read("") is None
    assert read("~1984") == PartialDate.from_iso("~1984")
