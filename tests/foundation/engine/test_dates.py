"""Dates are read as people of the region write them; what can be read in two ways is asked about, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hijridate import Hijri
from hypothesis import assume, given
from hypothesis import strategies as st

from manara.foundation.engine.dates import DateProblem, PartialDate, is_ambiguous, looks_hijri, parse_date
from manara.foundation.engine.hijri import of_day
from manara.foundation.engine.month_names import HIJRI_ARABIC, HIJRI_LATIN, MONTHS

days = st.dates(min_value=date(1501, 1, 1), max_value=date(2900, 12, 31))

READ = {
    "2024": "2024",
    "2024-03": "2024-03",
    "2024-03-12": "2024-03-12",
    "2024-03-12 00:00:00": "2024-03-12",
    "2024-03-12T00:00:00": "2024-03-12",
    "2024-03-12T23:30:00.000Z": "2024-03-12",
    "2024/3/2": "2024-03-02",
    "20240312": "2024-03-12",
    "25/03/2024": "2024-03-25",
    "03/25/2024": "2024-03-25",
    "25.03.2024 14:30": "2024-03-25",
    "05/05/2024": "2024-05-05",
    "03/2024": "2024-03",
    "١٢ مارس ٢٠٢٤": "2024-03-12",
    "۲۵/۰۳/۲۰۲۴": "2024-03-25",
    "12 mars 2024": "2024-03-12",
    "1er mars 2024": "2024-03-01",
    "mardi 12 mars 2024 à 14h30": "2024-03-12",
    "mar. 12 avril 2024": "2024-04-12",
    "12 d'août 2024": "2024-08-12",
    "févr. 2024": "2024-02",
    "12 de marzo de 2024": "2024-03-12",
    "el 3 de setiembre de 2021": "2021-09-03",
    "March 12, 2024": "2024-03-12",
    "12th March 2024": "2024-03-12",
    "12-Mar-2024": "2024-03-12",
    "Sat, 9 Mar 2024 10:00:00": "2024-03-09",
    "12 آذار/مارس 2024": "2024-03-12",
    "12 مارس (آذار) 2024": "2024-03-12",
    "12 كانون الثاني 2024": "2024-01-12",
    "3 تشرين الأول 2023": "2023-10-03",
    "الثلاثاء 12 مارس 2024م": "2024-03-12",
    "بتاريخ 2024/03/25": "2024-03-25",
    "غشت 2023": "2023-08",
    "دجنبر 2022": "2022-12",
    "5 جويلية 1962": "1962-07-05",
    "20 أوت 1955": "1955-08-20",
    "ⵎⴰⵕⵚ 2024": "2024-03",
    "yennayer 2024": "2024-01",
    "مواليد 1990": "1990",
    "né le 12 mars 1990": "1990-03-12",
    "00/00/1984": "1984",
    "00/03/1984": "1984-03",
    "1984-00-00": "1984",
    "vers 1984": "~1984",
    "ca. 1984": "~1984",
    "c.1984": "~1984",
    "~1984": "~1984",
    "1984?": "~1984",
    "حوالي 1984": "~1984",
    "1984 تقريبا": "~1984",
    "né présumé 1984": "~1984",
    "né présumé en 1984": "~1984",
    "née vers 1984": "~1984",
    "hacia 1984": "~1984",
    "mi-mars 2024": "~2024-03",
    "vers le 12 mars 2024": "~2024-03-12",
    "2024-03/2024-05": "2024-03/2024-05",
    "entre mars et mai 2024": "2024-03/2024-05",
    "entre marzo y mayo de 2024": "2024-03/2024-05",
    "between March and May 2024": "2024-03/2024-05",
    "بين مارس ومايو 2024": "2024-03/2024-05",
    "من 3 إلى 5 مارس 2024": "2024-03-03/2024-03-05",
    "du 3 au 5 mars 2024": "2024-03-03/2024-03-05",
    "del 3 al 5 de marzo de 2024": "2024-03-03/2024-03-05",
    "3-5 mars 2024": "2024-03-03/2024-03-05",
    "28 février - 2 mars 2024": "2024-02-28/2024-03-02",
    "2019-2021": "2019/2021",
    "2019/2021": "2019/2021",
    "12 رمضان 1445": "2024-03-22",
    "12 رمضان 1445 هـ": "2024-03-22",
    "1445/09/12هـ": "2024-03-22",
    "١٢ رمضان ١٤٤٥ هـ": "2024-03-22",
    "18 Dhou al-Hijja 1444": "2023-07-06",
    "5 Rabi' al-Awwal 1445": "2023-09-20",
    "رمضان 1445": "2024-03-11/2024-04-09",
    "1445 هـ": "2023-07-19/2024-07-06",
    "12 رمضان 1445 هـ الموافق 22 مارس 2024": "2024-03-22",
}


@pytest.mark.parametrize(("text", "iso"), READ.items())
def test_read(text: str, iso: str) -> None:
    when = parse_date(text)
    assert when.iso() == iso
    assert when.original == text
    assert when.start <= when.end


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date-empty"), ("  \u200f ", "date-empty"),
        ("12/03/2024", "date-ambiguous"), ("12/03/24", "date-ambiguous"), ("31/03/24", "date-ambiguous"),
        ("1445", "date-ambiguous"), ("12/13/1445", "date-ambiguous"), ("1445-09-12", "date-ambiguous"),
        ("31/02/2024", "date-impossible"), ("2024-02-31", "date-impossible"), ("29/02/2023", "date-impossible"),
        ("13/13/2024", "date-impossible"), ("2024-13", "date-impossible"), ("32 mars 2024", "date-impossible"),
        ("2024-05/2024-03", "date-impossible"),
        ("1445-13-01 هـ", "date-impossible"), ("30 شعبان 1445", "date-impossible"),
        ("0000-00-00", "date-year-zero"), ("00/00/0000", "date-year-zero"), ("0", "date-year-zero"),
        ("12 mars 0000", "date-year-zero"), ("25/03/0000", "date-year-zero"),
        ("1342 هـ", "date-hijri-range"), ("1 محرم 1501", "date-hijri-range"),
        ("abc", "date-unreadable"), ("12 mars", "date-unreadable"),
        ("-1984", "date-unreadable"), ("45363", "date-unreadable"),
        ("avant 1990", "date-unreadable"), ("=1+1", "date-unreadable"), ("1" * 5000, "date-unreadable"),
    ],
)  # fmt: skip
def test_refused_with_a_reason(text: str, code: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date(text)
    assert caught.value.code == code
    assert "…" not in caught.value.sentence.replace(text[:40] + "…", "")


def test_the_order_of_a_column_settles_figures() -> None:
    assert parse_date("03/04/2024", order="dmy").iso() == "2024-04-03"
    assert parse_date("03/04/2024", order="mdy").iso() == "2024-03-04"
    assert parse_date("24/03/12", order="ymd").iso() == "2024-03-12"
    assert parse_date("12/03/85", order="dmy").iso() == "1985-03-12"
    assert parse_date("2024-03-04", order="mdy").iso() == "2024-03-04"


def test_the_order_of_a_column_is_not_bent_for_a_row() -> None:
    with pytest.raises(DateProblem, match="not a date that exists"):
        parse_date("12/25/2024", order="dmy")


def test_the_calendar_of_a_column_settles_a_year() -> None:
    hijri = parse_date("12/09/1445", order="dmy", calendar="hijri")
    assert (hijri.iso(), hijri.calendar, hijri.original) == ("2024-03-22", "hijri", "12/09/1445")
    assert parse_date("1445", calendar="gregorian").iso() == "1445"
    with pytest.raises(DateProblem) as caught:
        parse_date("2024-03-12", calendar="hijri")
    assert caught.value.code == "date-hijri-range"


def test_two_calendars_that_disagree_are_asked_about() -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date("12 رمضان 1445 الموافق 22 مارس 2023")
    assert caught.value.code == "date-ambiguous"


@pytest.mark.parametrize(
    ("text", "ambiguous", "hijri"),
    [
        ("03/04/2024", True, False), ("04/04/2024", False, False), ("25/04/2024", False, False), ("1445", True, True),
        ("1299", False, False), ("1501", False, False), ("12 رمضان 1445", False, True), ("2024-03-04", False, False),
        ("abc", False, False), ("12/09/1445", True, True),
        ("5 هـ", False, True), ("mars 1445", False, False), ("", False, False),
    ],
)  # fmt: skip
def test_what_has_to_be_asked(text: str, ambiguous: bool, hijri: bool) -> None:
    assert is_ambiguous(text) is ambiguous
    assert looks_hijri(text) is hijri


@given(days)
def test_a_day_in_figures_and_in_words_is_one_day(day: date) -> None:
    month = next(name for name, found in MONTHS.items() if found == ("gregorian", day.month) and name.isascii())
    assert parse_date(day.isoformat()).start == day
    assert parse_date(f"{day.day:02}/{day.month:02}/{day.year}", order="dmy").start == day
    assert parse_date(f"{day.month}/{day.day}/{day.year}", order="mdy").start == day
    assert parse_date(f"{day.day} {month} {day.year}").start == day


@pytest.mark.parametrize("name", sorted(name for name in MONTHS if not name[-1].isdigit()))
def test_every_month_name_is_read(name: str) -> None:
    calendar, number = MONTHS[name]
    when = parse_date(f"7 {name} {1445 if calendar == 'hijri' else 2024}")
    assert when.calendar == calendar
    assert (of_day(when.start) or (0, 0, 0))[1] == number if calendar == "hijri" else when.start.month == number


@given(st.integers(1343, 1499), st.integers(1, 12), st.integers(1, 29))
def test_a_hijri_day_comes_back_as_it_was(year: int, month: int, day: int) -> None:
    # The Umm al-Qura tables were corrected in the 1340s to 1360s by months of 28 and 31 days.
    assume(day <= Hijri(year, month, 1).month_length())
    when = parse_date(f"{day} {HIJRI_ARABIC[month - 1]} {year}")
    assert when.hijri() == f"{year}-{month:02}-{day:02}"
    assert parse_date(f"{day} {HIJRI_LATIN[month - 1]} {year}").start == when.start
    assert parse_date(f"{HIJRI_ARABIC[month - 1]} {year}").hijri() == f"{year}-{month:02}"
    assert parse_date(f"{year} هـ").hijri() == f"{year}"


@given(days, st.integers(0, 900), st.booleans(), st.sampled_from(["gregorian", "hijri"]))
def test_iso_comes_back_as_it_was(start: date, length: int, about: bool, calendar: str) -> None:
    when = PartialDate.between(start, start + timedelta(days=length), about=about, original="x", calendar=calendar)  # type: ignore[arg-type]
    assert PartialDate.from_iso(when.iso(), original="x", calendar=calendar) == when  # type: ignore[arg-type]


@given(st.integers(1, 9999), st.integers(1, 12))
def test_years_and_months_keep_their_precision(year: int, month: int) -> None:
    for iso, precision in ((f"{year:04}", "year"), (f"{year:04}-{month:02}", "month"), (f"~{year:04}", "about")):
        when = PartialDate.from_iso(iso)
        assert (when.iso(), when.precision) == (iso, precision)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_known_reason(text: str) -> None:
    for order in (None, "dmy"):
        try:
            when = parse_date(text, order=order)  # type: ignore[arg-type]
        except DateProblem as problem:
            assert problem.code.startswith("date-") and problem.sentence != problem.code
        else:
            assert PartialDate.from_iso(when.iso()).start == when.start


@given(st.text(alphabet="0123456789/-. همارسmars~?vers entreet", max_size=24))
def test_near_dates_are_read_or_refused_with_a_known_reason(text: str) -> None:
    try:
        parse_date(text)
    except DateProblem as problem:
        assert problem.sentence != problem.code


def test_the_first_of_january_is_suspect() -> None:
    assert parse_date("1984-01-01").is_first_of_january
    assert not parse_date("1984").is_first_of_january


def test_dates_overlap_as_far_as_they_are_known() -> None:
    assert parse_date("1984").overlaps(parse_date("1984-05-03"))
    assert parse_date("vers 1984").overlaps(parse_date("1985-05-03"))
    assert not parse_date("vers 1984").overlaps(parse_date("1987"))
    assert PartialDate.from_iso("~0001").overlaps(PartialDate.from_iso("0001"))
    assert PartialDate.from_iso("~9999").overlaps(PartialDate.from_iso("9999"))


def test_a_date_outside_the_hijri_table_has_no_hijri_text() -> None:
    assert parse_date("1850").hijri() == ""
