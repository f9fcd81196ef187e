"""Reads a date as people of the region write it, in words or figures, Gregorian or Hijri, and asks when it is unsure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from . import date_words as words
from .folding import fold
from .month_names import MONTHS, bare
from .partial_date import Calendar, DateProblem, PartialDate, Precision, gregorian_span, hijri_span
from .scripts import tidy, western_digits

__all__ = [
    "Calendar", "DateProblem", "Order", "PartialDate", "Precision", "is_ambiguous", "looks_hijri", "parse_date",
]  # fmt: skip

Order = Literal["dmy", "mdy", "ymd"]
LONGEST: Final = 160
# A two-digit year up to this one is of this century. Fixed, so that a file reads alike in every year it is read.
_PIVOT: Final = 29
_MAY_BE_HIJRI: Final = range(1300, 1501)

_iso_day = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?")
_year_first = re.compile(r"(\d{4})\s?[-/. ]\s?(\d{1,2})(?:\s?[-/. ]\s?(\d{1,2}))?")
_year_last = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})")
_month_year = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{4})")
_run_together = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ordinal = re.compile(r"(?<=\d)\s?(?:ere|er|st|nd|rd|th|o|º|ª|°)(?![^\W\d_])")
_elision = re.compile(r"(?<![^\W\d_])([dl])['’‘](?=[^\W\d_])")
_apostrophes = re.compile("['’‘ʿʾʼ`´]")
_hijri_year = re.compile(r"(?<!\d)1[345]\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one date says by itself; a part it leaves out is None, a part it gives as 00 is 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: Calendar | None = None


def parse_date(text: str, *, order: Order | None = None, calendar: Calendar | None = None) -> PartialDate:
    """The date ``text`` gives, with its precision and original.

    ``order`` settles ``03/04/2024`` and ``calendar`` a bare year from 1300 to 1500; without them such a text raises
    ``date-ambiguous``. Day or month ``00`` means unknown, as on passports. Raises :class:`DateProblem`, whose codes are
    date-empty, -ambiguous, -impossible, -year-zero, -hijri-range and -unreadable.
    """
    original = tidy(text)
    if not original:
        raise DateProblem("date-empty")
    if len(original) > LONGEST:
        raise DateProblem("date-unreadable", text=original[:40] + "…")
    return _read(original, order, calendar)


def is_ambiguous(text: str) -> bool:
    """True when an order (``03/04/2024``) or a calendar (``1445``) has to be asked for."""
    try:
        parse_date(text)
    except DateProblem as problem:
        return problem.code == "date-ambiguous"
    return False


def looks_hijri(text: str) -> bool:
    """True for a Hijri month name, a mark such as هـ, or a year from 1300 to 1500."""
    plain = _plain(tidy(text[:LONGEST]))
    months = {MONTHS[found][0] for found in words.month.findall(bare(plain).replace("/", " "))}
    if "hijri" in months or words.hijri_behind.search(plain):
        return True
    return "gregorian" not in months and any(int(y) in _MAY_BE_HIJRI for y in _hijri_year.findall(plain))


@lru_cache(maxsize=65_536)
def _read(original: str, order: Order | None, calendar: Calendar | None) -> PartialDate:
    iso = _iso_day.fullmatch(western_digits(original))
    if iso and calendar != "hijri" and int(iso[1]) > 1500 and iso[2] != "00" != iso[3]:
        span = gregorian_span(int(iso[1]), int(iso[2]), int(iso[3]), original)
        return PartialDate.between(*span, original=original)
    plain = _plain(original)
    halves = words.same_day.split(plain)
    if len(halves) == 2 and all(halves):
        return _agreed(original, _whole(halves[0], original, order, None), _whole(halves[1], original, order, None))
    return _whole(plain, original, order, calendar)


def _plain(original: str) -> str:
    """The text with Western digits, folded letters, no time of day and no apostrophes."""
    plain = _elision.sub(r"\1 ", fold(western_digits(original)))
    plain = " ".join(_apostrophes.sub("", plain).split())
    return words.time_behind.sub("", plain).strip(" .,;،")


def _agreed(original: str, one: PartialDate, other: PartialDate) -> PartialDate:
    """Of a date given in both calendars, the Gregorian one; two that are days apart have to be asked about."""
    gregorian = one if one.calendar == "gregorian" else other
    apart = max((one.start - other.end).days, (other.start - one.end).days)
    if apart > 2:  # the new moon is announced by country: a day or two of difference is normal
        raise DateProblem("date-ambiguous", text=original)
    return replace(gregorian, original=original)


def _whole(plain: str, original: str, order: Order | None, calendar: Calendar | None) -> PartialDate:
    plain, about = _without_about(plain)
    try:
        parts = _single(plain, original, order)
        if parts.year is None:
            raise DateProblem("date-unreadable", text=original)
        span, used = _dated(parts, original, calendar)
    except DateProblem as problem:
        if problem.code != "date-unreadable":
            raise
        span, used = _range(plain, original, order, calendar)
    return PartialDate.between(*span, about=about, original=original, calendar=used)


def _without_about(plain: str) -> tuple[str, bool]:
    about = False
    while True:
        if found := words.about_before.match(plain):
            plain, about = plain[found.end() :], True
        elif found := words.noise_before.match(plain):
            plain = plain[found.end() :]
        elif found := words.about_behind.search(plain):
            plain, about = plain[: found.start()].rstrip(), True
        else:
            return plain.strip(" ()[]"), about


def _range(
    plain: str, original: str, order: Order | None, calendar: Calendar | None
) -> tuple[tuple[date, date], Calendar]:
    for pattern in words.ranges:
        found = pattern.fullmatch(plain)
        if not found:
            continue
        try:
            first, last = (_single(side.strip(), original, order) for side in found.groups())
        except DateProblem as problem:
            if problem.code == "date-unreadable":
                continue
            raise
        if last.year is None:
            continue
        first = replace(
            first,
            year=first.year or last.year,
            month=first.month or (last.month if first.year is None else None),
            calendar=first.calendar or last.calendar,
        )
        (start, _), used = _dated(first, original, calendar)
        (_, end), _ = _dated(last, original, calendar)
        return (start, end), used
    raise DateProblem("date-unreadable", text=original)


def _dated(parts: _Parts, original: str, calendar: Calendar | None) -> tuple[tuple[date, date], Calendar]:
    assert parts.year is not None  # both callers have seen to it
    used = parts.calendar or calendar
    if used is None:
        if parts.year in _MAY_BE_HIJRI:
            raise DateProblem("date-ambiguous", text=original)
        used = "gregorian"
    span = hijri_span if used == "hijri" else gregorian_span
    return span(parts.year, parts.month or None, parts.day or None, original), used


def _single(plain: str, original: str, order: Order | None) -> _Parts:
    calendar: Calendar | None = None
    if found := words.hijri_behind.search(plain):
        plain, calendar = plain[: found.start()], "hijri"
    elif found := words.gregorian_behind.search(plain):
        plain, calendar = plain[: found.start()], "gregorian"
    elif found := words.hijri_before.match(plain):
        plain, calendar = plain[found.end() :], "hijri"
    plain = _ordinal.sub("", plain).strip(" .,;،()")
    parts = _in_figures(plain, original, order) or _in_words(plain, original)
    return replace(parts, calendar=calendar or parts.calendar)


def _in_figures(plain: str, original: str, order: Order | None) -> _Parts | None:
    if found := _year_first.fullmatch(plain) or _run_together.fullmatch(plain):
        return _known(int(found[1]), int(found[2]), int(found[3] or 0), original)
    if found := _year_last.fullmatch(plain):
        return _ordered(found[1], found[2], found[3], original, order)
    if found := _month_year.fullmatch(plain):
        return _known(int(found[2]), int(found[1]), 0, original)
    if plain.isdecimal() and (len(plain) == 4 or not plain.strip("0")):
        return _known(int(plain), 0, 0, original)
    if plain.isdecimal() and len(plain) <= 2:
        return _Parts(day=int(plain))
    return None


def _known(year: int, month: int, day: int, original: str) -> _Parts:
    if year == 0:
        raise DateProblem("date-year-zero", text=original)
    if month > 12 or day > 31 or (day and not month):
        raise DateProblem("date-impossible", text=original)
    return _Parts(year, month, day)


def _ordered(first: str, second: str, last: str, original: str, order: Order | None) -> _Parts:
    a, b = int(first), int(second)
    if len(last) == 2 and order is None:
        raise DateProblem("date-ambiguous", text=original)
    if len(last) == 2 and order == "ymd":
        return _known(_century(first), b, int(last), original)
    year = int(last) if len(last) == 4 else _century(last)
    if order == "mdy":
        return _known(year, a, b, original)
    if order == "dmy" or a == b or (a > 12 >= b) or not a:
        return _known(year, b, a, original)
    if b > 12 or not b:
        return _known(year, a, b, original)
    if year == 0:
        raise DateProblem("date-year-zero", text=original)
    raise DateProblem("date-ambiguous", text=original)


def _century(two_digits: str) -> int:
    year = int(two_digits)
    return 2000 + year if year <= _PIVOT else 1900 + year


def _in_words(plain: str, original: str) -> _Parts:
    """Month by name, with a day, a year or both beside it; two names of one month ("آذار/مارس") count once."""
    unreadable = DateProblem("date-unreadable", text=original)
    text = re.sub(r"[-/.,;:،()]+", " ", bare(plain))
    if text.startswith("mar ") and len(words.month.findall(text)) > 1:
        text = text[4:]  # French "mar." is a Tuesday here
    months = {MONTHS[" ".join(name.split())] for name in words.month_near_digits.findall(text)}
    if len(months) != 1:
        raise unreadable
    calendar, month = months.pop()
    rest = words.noise_within.sub(" ", words.month_near_digits.sub(" ", text)).split()
    if not all(figure.isdecimal() for figure in rest) or len(rest) > 2:
        raise unreadable
    years = [int(figure) for figure in rest if len(figure) == 4]
    days = [int(figure) for figure in rest if len(figure) <= 2]
    if len(days) == 2:  # "12 mars 24"
        years, days = [_century(rest[1])], days[:1]
    if len(years) > 1 or len(years) + len(days) != len(rest):
        raise unreadable
    if any(year == 0 for year in years):
        raise DateProblem("date-year-zero", text=original)
    if any(day > 31 or day == 0 for day in days):
        raise DateProblem("date-impossible", text=original)
    return _Parts(years[0] if years else None, month, days[0] if days else None, calendar)
