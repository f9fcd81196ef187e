"""What two birth dates say, each with its precision: a day, a year, a range, about; day and month swapped; 1 January."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from manara.foundation.engine.partial_date import PartialDate
from manara.foundation.engine.problems import register
from manara.resolution.engine.evidence.found import Evidence, ratio

register("evidence-birth-day", "Born on the same day.")
register("evidence-birth-swapped", "Born on the same day if day and month were swapped in one file.")
register("evidence-birth-digit", "The birth dates differ in one figure.")
register(
    "evidence-birth-first-january",
    "Both are written as born on 1 January of the same year, as registers do when only the year is known.",
)
register("evidence-birth-year", "Born in the same year; the day is not known on both sides.")
register("evidence-birth-overlap", "The birth dates do not exclude each other.")
register("evidence-birth-year-apart", "Born a year apart.")
register("evidence-birth-years-apart", "Born %(years)s years apart.")
register("evidence-birth-other-day", "Born in the same year on different days.")

#: Most persons in such files were born within some forty years of each other.
YEARS: Final = 30.0
#: Of one person, how often a second file has the very day; swapped; one figure off; 1 January for the day; another day.
SAME_DAY, SWAPPED, FIGURE, FIRST_JANUARY, OTHER_DAY, YEAR_OFF, YEARS_OFF = 0.62, 0.08, 0.03, 0.14, 0.03, 0.05, 0.008


def weigh_births(left: Sequence[PartialDate], right: Sequence[PartialDate]) -> Evidence | None:
    """The best agreement between any two of their birth dates; None where one side has none."""
    found = [weigh_birth(one, other) for one in left for other in right]
    return max(found, key=lambda each: each.bits, default=None)


def weigh_birth(left: PartialDate, right: PartialDate) -> Evidence:
    """One date with another."""
    bits, code, years = _weighed(left, right)
    params = {"years": years} if code == "evidence-birth-years-apart" else {}
    return Evidence(bits, "birth", left.original or left.iso(), right.original or right.iso(), code, params)


def _weighed(left: PartialDate, right: PartialDate) -> tuple[float, str, int]:
    years = abs(left.start.year - right.start.year)
    day_left, day_right = _is_day(left), _is_day(right)
    if day_left and day_right:
        if left.start == right.start:
            return ratio(SAME_DAY, 1 / (YEARS * 365)), "evidence-birth-day", 0
        if (left.start.year, left.start.month, left.start.day) == (
            right.start.year,
            right.start.day,
            right.start.month,
        ):
            return ratio(SWAPPED, 1 / (YEARS * 365)), "evidence-birth-swapped", 0
        if _one_figure(left, right):
            return ratio(FIGURE, 45 / (YEARS * 365)), "evidence-birth-digit", years
        if years == 0:
            return ratio(OTHER_DAY, 1 / YEARS), "evidence-birth-other-day", 0
        return _apart(years, exact=True)
    if left.is_first_of_january and right.is_first_of_january and years == 0:
        return ratio(0.9, 1 / YEARS), "evidence-birth-first-january", 0
    if left.overlaps(right):
        span = max(_years(left), _years(right), 1.0)
        if span <= 1.01 and "about" not in (left.precision, right.precision):
            return ratio(0.9, 1 / YEARS), "evidence-birth-year", 0
        return ratio(0.93, min((span + 2) / YEARS, 0.9)), "evidence-birth-overlap", 0
    if years == 0:  # 1 January beside a day of the same year, or two months of one year
        weak = left.is_first_of_january or right.is_first_of_january
        return (ratio(0.9, 1 / YEARS), "evidence-birth-year", 0) if weak else (
            ratio(OTHER_DAY, 1 / YEARS), "evidence-birth-other-day", 0
        )  # fmt: skip
    return _apart(years, exact="about" not in (left.precision, right.precision))


def _apart(years: int, *, exact: bool) -> tuple[float, str, int]:
    if years == 1:
        return ratio(YEAR_OFF, 2 / YEARS), "evidence-birth-year-apart", 1
    if years <= 3:
        return ratio(0.02 if exact else 0.05, 4 / YEARS), "evidence-birth-years-apart", years
    return ratio(YEARS_OFF if exact else 0.02, 0.8), "evidence-birth-years-apart", years


def _is_day(when: PartialDate) -> bool:
    return when.precision == "day" and not when.is_first_of_january


def _years(when: PartialDate) -> float:
    return ((when.end - when.start).days + 1) / 365.25


def _one_figure(left: PartialDate, right: PartialDate) -> bool:
    one, other = left.start.isoformat(), right.start.isoformat()
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1
