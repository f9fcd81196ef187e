"""What the values of a column look like: dates, phones, plates, coordinates, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from manara.foundation.engine.dates import DateProblem, parse_date
from manara.foundation.engine.scripts import tidy, western_digits

_PHONE = re.compile(r"^(?:\+|00)?\d[\d\s.\-()]{6,17}\d$")
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")
_YEAR = re.compile(r"^(?:1[345]\d\d|1[89]\d\d|20\d\d)$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.I)
_PLATE = re.compile(r"^(?=.*\d)(?=.*[A-Z\u0621-\u064a])[A-Z0-9\u0621-\u064a \-/|]{4,12}$")
_PASSPORT = re.compile(r"^[A-Z]{1,2}\d{6,8}$")
_WORDS = re.compile(r"^[^\W\d_][^\d]*$")
_COORDINATE = re.compile(r"^[+-]?\d{1,3}[.,]\d{2,}$")


@dataclass(frozen=True, slots=True)
class Look:
    """The share of a column's values (0 to 1) that look like each kind of thing; `filled` is how many there are."""

    filled: int = 0
    date: float = 0.0
    phone: float = 0.0
    number: float = 0.0
    email: float = 0.0
    plate: float = 0.0
    passport: float = 0.0
    words: float = 0.0
    imei: float = 0.0
    coordinate: float = 0.0
    gender: float = 0.0
    long: float = 0.0
    distinct: float = 0.0


def is_imei(text: str) -> bool:
    """True for 15 digits whose last is the Luhn check digit of the others (3GPP TS 23.003)."""
    digits = re.sub(r"[\s\-/]", "", western_digits(text))
    if len(digits) != 15 or not digits.isdecimal():
        return False
    total = sum(int(d) if at % 2 == 0 else sum(divmod(int(d) * 2, 10)) for at, d in enumerate(digits))
    return total % 10 == 0


def is_date(text: str) -> bool:
    """True for a text that is a date, be it one that has to be asked about."""
    if not any(char.isdigit() for char in text):
        return False
    if _NUMBER.match(text) and len(text) != 8 and not _YEAR.match(text):
        return False  # any number, and no day or year that is written in figures
    try:
        parse_date(text)
    except DateProblem as problem:
        return problem.code == "date-ambiguous"
    return True


def _phones(text: str) -> bool:
    parts = [part for part in re.split(r"[/;,،|\n]| - ", text) if part.strip()]
    return bool(parts) and all(_PHONE.match(part.strip()) and 8 <= len(re.sub(r"\D", "", part)) <= 14 for part in parts)


_GENDERS = frozenset(
    [
        "m",
        "f",
        "h",
        "male",
        "female",
        "homme",
        "femme",
        "masculin",
        "féminin",
        "feminin",
        "hombre",
        "mujer",
        "masculino",
        "femenino",
        "ذكر",
        "أنثى",
        "انثى",
    ]
)


def look_of(values: Sequence[str]) -> Look:
    """Measure how a column's values look; empty cells don't count."""
    tidied = [western_digits(tidy(value)) for value in values]
    filled = [value for value in tidied if value and value not in ("-", "?", "/", "—")][:60]
    if not filled:
        return Look()

    def share(test: Callable[[str], object]) -> float:
        return sum(bool(test(value)) for value in filled) / len(filled)

    return Look(
        filled=len(filled),
        date=share(is_date),
        phone=share(lambda value: _phones(value) and not is_date(value) and not is_imei(value)),
        number=share(_NUMBER.match),
        email=share(_EMAIL.match),
        plate=share(lambda value: _PLATE.match(value.upper()) and not is_date(value)),
        passport=share(lambda value: _PASSPORT.match(value.upper())),
        words=share(_WORDS.match),
        imei=share(is_imei),
        coordinate=share(_COORDINATE.match),
        gender=share(lambda value: value.lower() in _GENDERS),
        long=share(lambda value: len(value) > 80),
        distinct=len(set(filled)) / len(filled),
    )
