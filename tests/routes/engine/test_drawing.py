"""The picture: borders as a profile draws them, names that keep apart, marks that don't lie on each other, safe text."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.routes.engine import borders, months
from manara.routes.engine.asked import AREAS, Asked
from manara.routes.engine.clusters import Cluster, Point, clusters, gathered
from manara.routes.engine.labels import Label, Wanted, placed
from manara.routes.engine.picture import Mark, Way, countries, picture
from manara.routes.engine.points import point_written
from manara.routes.engine.projection import View, around, tidied, view_of
from manara.routes.pages.marks import towns

SAHARA = View(-12.0, 26.0, 5.0)
MARKUP = '</text><script>alert(1)</script>" onload="x'


def test_western_sahara_stands_apart_with_a_dashed_border_in_the_north() -> None:
    drawn = borders.drawn(SAHARA, "un")
    assert drawn.open.count("M") == 1
    assert "Western Sahara" in {name for name, *_ in borders.names(SAHARA, "un", "en")}
    assert "الصحراء الغربية" in {name for name, *_ in borders.names(SAHARA, "un", "ar")}


def test_a_node_may_choose_another_profile() -> None:
    un, disputed, ma = (borders.drawn(SAHARA, profile) for profile in ("un", "disputed", "ma"))
    assert disputed.open.count("M") > un.open.count("M")
    assert ma.open == "" and ma.settled == un.settled
    assert "Sahara occidental" not in {name for name, *_ in borders.names(SAHARA, "ma", "fr")}
    with pytest.raises(KeyError):
        borders.drawn(SAHARA, "mars")


def test_every_country_is_named_in_four_languages_or_in_none() -> None:
    for country in borders.region().countries:
        assert all(country.names) or not any(country.names), country.a3


@pytest.mark.parametrize("language", ["ar", "fr", "es", "en"])
@pytest.mark.parametrize("area", sorted(AREAS))
def test_names_do_not_collide(area: str, language: str) -> None:
    view = AREAS[area]
    labels = placed([*countries(view, "un", language), *towns(view, language)])
    assert len(labels) > 5
    assert not [(a.text, b.text) for a, b in combinations(labels, 2) if _over(a, b)]


@given(
    st.lists(st.tuples(st.text("ابتn o", min_size=1, max_size=20), st.floats(0, 720), st.floats(0, 600)), max_size=40)
)
def test_whatever_the_names_they_keep_apart(given_names: list[tuple[str, float, float]]) -> None:
    labels = placed(Wanted(text, x, y, 13, len(text), "place", 5) for text, x, y in given_names)
    assert not [1 for a, b in combinations(labels, 2) if _over(a, b)]


def test_a_name_at_the_edge_of_a_phones_picture_turns_to_the_inside_or_is_left_out_there() -> None:
    (turned,) = placed([Wanted("Nouadhibou", 590, 300, 13, 1, "place", 6)])
    assert (turned.anchor, turned.cut) == ("end", False)
    (land,) = placed([Wanted("Mauritania", 600, 300, 15, 1, "country")])
    assert land.cut
    drawn = picture(AREAS["region"], "un", "en", towns=[Wanted("Mauritania", 600, 300, 15, 99, "country")])
    assert '<text class="country cut"' in drawn


def test_larger_letters_get_their_room_and_can_be_drawn_smaller() -> None:
    view = View(-30.0, 10.0, 7.0)
    near = [Wanted("Nouadhibou", 300, 300, 13, 2, "town"), Wanted("Nouakchott", 300, 322, 13, 1, "town")]
    small, large = (picture(view, "un", "en", towns=near, letters=letters) for letters in (1, 2))
    assert "Nouadhibou" in small and "Nouakchott" in small
    assert "Nouakchott" not in large and 'font-size="2">' in large and 'font-size="13em"' in large


def _over(one: Label, other: Label) -> bool:
    a, b = one.box, other.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_marks_do_not_lie_on_each_other_and_count_everything() -> None:
    points = [Point(18 + n / 50, -16 + n / 70, n, n, f"g{n}") for n in range(1, 60)]
    found = gathered(points, AREAS["region"])
    assert sum(each.count for each in found) == sum(point.count for point in points)
    held = clusters(points, AREAS["region"])
    assert sum(each.count for each in held) == sum(each.count for each in found)
    assert all(isinstance(each, Cluster) for each in held)


def test_the_picture_is_plain_and_whatever_a_place_is_called() -> None:
    mark = Mark(Cluster(300, 300, 20, -16, 3, 3, 1, "g1"), MARKUP, "?x=" + MARKUP, MARKUP)
    empty = Mark(Cluster(100, 100, 20, -16, 1, 0, 1, "r"), MARKUP)
    drawn = picture(
        SAHARA, "un", "ar", reports=[mark], hubs=[mark], incidents=[empty], legs=[Way(((1, 1), (200, 200)), MARKUP, "/x/")],
        told=MARKUP,
    )  # fmt: skip
    tree = ElementTree.fromstring(drawn)
    shapes = {"svg", "path", "g", "a", "circle", "text", "title", "polyline"}
    assert {each.tag.partition("}")[2] for each in tree.iter()} <= shapes
    assert not [1 for each in tree.iter() for name in each.attrib if name.startswith("on") or name == "style"]
    assert 'stroke-dasharray="2 1.5"' in drawn  # an incident of nobody has a broken line
    assert "<a " not in picture(SAHARA, "un", "ar", reports=[mark], links=False)


def test_views_are_bounded_and_addresses_that_are_none_are_left_out() -> None:
    assert view_of("-16,18.1,6") == View(-16.0, 18.1, 6.0)
    for wrong in ("", "1,2", "a,b,c", "nan,1,1", "inf,1,1", "999,1,1", "1,1,1,1", "1e400,1,1"):
        assert view_of(wrong) is None
    far = tidied(170, -80, 99)
    assert -35 <= far.longitude <= 46 and -8 <= far.latitude <= 58 and far.zoom <= 11
    assert around([]) is None
    view = around([(20.9, -17.0), (18.1, -16.0)])
    assert view is not None and view.shows(20.9, -17.0) and view.shows(18.1, -16.0)
    x, y = SAHARA.point(26.0, -12.0)
    assert (round(x), round(y)) == (360, 300)


def test_dates_before_1900_and_after_today_belong_to_no_period() -> None:
    today = date(2026, 11, 22)
    days = (None, date(1899, 12, 31), date(2026, 11, 23), date(1900, 1, 1), today)
    told = [months.month_of_report(day, today) for day in days]
    assert told == [months.UNDATED, months.DOUBTFUL, months.DOUBTFUL, 1900 * 12, 2026 * 12 + 10]
    period = Asked(since=2026 * 12)
    assert [period.holds(month) for month in told] == [False, False, False, False, True]
    assert all(Asked().holds(month) for month in told)
    assert months.read("2026-02") == 2026 * 12 + 1 and months.text_of(2026 * 12 + 1) == "2026-02"
    for wrong in ("1899", "2026-13", "2026-00", "٢٠٢٦", "26", "2026-2", "", "-1"):
        assert months.read(wrong) is None


def test_coordinates_written_as_text_are_a_point() -> None:
    point = point_written("27.6403, -17.9817")
    assert point is not None and (point.latitude, point.longitude) == (27.6403, -17.9817)
    for wrong in ("Nouadhibou", "91, 0", "1, 181", "1", "1, 2, 3", ""):
        assert point_written(wrong) is None
