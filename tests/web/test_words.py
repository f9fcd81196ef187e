"""How values are written: isolated, as precise as known, with what they weigh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from manara.web.moments import ago


def drawn(source: str, language: str = "en", **context: Any) -> str:
    with translation.override(language):
        return Template(source).render(Context(context)).strip()


def test_a_name_is_isolated_and_escaped() -> None:
    assert drawn("{% bdi name %}", name="<b>محمد</b>") == "<bdi>&lt;b&gt;محمد&lt;/b&gt;</bdi>"
    assert drawn('{% bdi name lang="fr" %}', name="Zoé") == '<bdi lang="fr">Zoé</bdi>'
    assert drawn("{% bdi number ltr=True %}", number="+222 10") == '<bdi dir="ltr" class="num">+222 10</bdi>'
    assert drawn("{% bdi name %}", name="x" * 61).startswith('<bdi class="long">')
    assert drawn("{% bdi nothing %}", nothing=None) == "<bdi></bdi>"


def test_an_attribute_is_isolated_by_marks() -> None:
    assert drawn("{{ number|isolate }}", number="+222 10") == "\u2066+222 10\u2069"


def test_digits_are_western() -> None:
    assert drawn("{{ number|western }}", number="٠١٢۴") == "0124"


@pytest.mark.parametrize(
    ("iso", "language", "text"),
    [
        ("2024-03-12", "en", '<bdi class="num">2024-03-12</bdi>'),
        ("2024-03/2024-05", "en", '<bdi class="num">2024-03 – 2024-05</bdi>'),
        ("~1984", "fr", 'vers <bdi class="num">1984</bdi>'),
        ("~1984", "ar", 'نحو <bdi class="num">1984</bdi>'),
        ("", "en", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(iso: str, language: str, text: str) -> None:
    assert drawn("{% partial_date iso %}", language, iso=iso) == text


def test_the_hijri_date_stands_beside_when_asked() -> None:
    assert "1404-06-10" in drawn('{% partial_date "1984-03-12" hijri=True %}')


def test_a_grade_has_its_colour_and_says_when_it_is_mapped() -> None:
    report = SimpleNamespace(grade_source="B", grade_information="2")
    assert 'class="badge grade b"' in drawn("{% grade report %}", report=report)
    assert "<bdi>B2</bdi>" in drawn("{% grade report %}", report=report)
    assert "mapped" in drawn('{% grade "A" "1" mapped=True %}')
    assert "ungraded" in drawn('{% grade "" "" %}')


def test_a_handling_code_says_what_it_asks() -> None:
    assert "permission" in drawn('{% handling "H1" meaning=True %}')
    assert "autorisation" in drawn('{% handling "h2" meaning=True %}', "fr")


def test_fact_and_assessment_are_told_apart() -> None:
    assert "assessment" in drawn('{% kind "assessment" %}')
    assert 'class="badge fact"' in drawn('{% kind "fact" %}')


def test_icons_that_point_turn_with_the_page() -> None:
    assert "turns" in drawn('{% icon "next" %}')
    assert "turns" not in drawn('{% icon "phone" %}')
    assert 'aria-label="sealed"' in drawn('{% icon "lock" "sealed" %}')


def test_a_query_is_changed_and_the_rest_kept() -> None:
    request = RequestFactory().get("/", {"q": "محمد", "page": "2"})
    assert drawn("{% query page=3 %}", request=request) == "?q=%D9%85%D8%AD%D9%85%D8%AF&amp;page=3"
    assert drawn("{% query page=None %}", request=request) == "?q=%D9%85%D8%AD%D9%85%D8%AF"


NOW = datetime(2026, 2, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "language", "text"),
    [
        (timedelta(seconds=20), "en", "just now"),
        (timedelta(minutes=1), "en", "1 minute ago"),
        (timedelta(minutes=2), "ar", "قبل دقيقتين"),
        (timedelta(minutes=5), "ar", "قبل 5 دقائق"),
        (timedelta(minutes=40), "ar", "قبل 40 دقيقة"),
        (timedelta(hours=3), "fr", "il y a 3 heures"),
        (timedelta(days=2), "es", "2026-02-16 12:00"),
        (-timedelta(minutes=5), "en", "2026-02-18 12:05"),
    ],
)
def test_a_moment_is_said_as_people_say_it(before: timedelta, language: str, text: str) -> None:
    with translation.override(language):
        assert ago(NOW - before, NOW) == text


def test_on_paper_a_moment_has_its_date() -> None:
    moment = timezone.now() - timedelta(hours=3)
    said = drawn("{% ago moment %}", moment=moment)
    assert f'title="{timezone.localtime(moment):%Y-%m-%d %H:%M}"' in said and "3 hours ago" in said


@pytest.mark.parametrize(
    ("many", "shown"),
    [(9999, "9999"), (10000, "10\u202f000"), (1234567, "1\u202f234\u202f567"), ("1,5", "1,5"), (True, "True")],
)
def test_great_numbers_stand_in_groups(many: object, shown: str) -> None:
    assert drawn("{{ many|thousands }}", many=many) == shown
    assert drawn("{% bdi many|thousands %}", "fr", many=many) == f"<bdi>{shown}</bdi>"


def test_a_great_number_is_counted_with_as_it_is() -> None:
    counted = "{% blocktranslate count n=many|thousands %}{{ n }} report{% plural %}{{ n }} reports{% endblocktranslate %}"
    source = f"{{% load i18n %}}{counted}"
    assert drawn(source, many=20500) == "20\u202f500 reports"
    assert drawn(source, many=1) == "1 report"


def test_two_dates_stand_from_left_to_right_in_any_text() -> None:
    both = '<bdi dir="ltr"><bdi class="num">2024-03</bdi> – <bdi class="num">2024-05</bdi></bdi>'
    assert drawn("{% partial_dates since until %}", "ar", since="2024-03", until="2024-05") == both
    assert drawn("{% partial_dates since until %}", since="2024-03", until="2024-03") == '<bdi class="num">2024-03</bdi>'
    assert drawn("{% partial_dates since until %}", since="2024-03", until="") == '<bdi class="num">2024-03</bdi>'
    # The word before a date stands on its own language's side of it.
    assert drawn("{% partial_dates since until %}", "ar", since="~1984", until="1990").startswith(
        '<bdi dir="ltr"><bdi>نحو <bdi class="num">1984</bdi></bdi> – '
    )
