"""Reads one cell as its column means it: the tidied value, what stood there, and what had to be assumed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from manara.foundation.engine.dates import PartialDate, parse_date
from manara.foundation.engine.phones import parse_phone, split_phones
from manara.foundation.engine.problems import Problem, register
from manara.foundation.engine.scripts import has_hidden_controls, tidy, tidy_lines, western_digits
from manara.intake.engine.countries import country_code
from manara.intake.engine.looks import is_imei
from manara.intake.engine.measures import amount_of, coordinate_of
from manara.intake.engine.targets import Reading
from manara.intake.engine.words import CURRENCIES, EMPTY, GENDERS, KINDS, NAMES_TOO, NEVER_CHARTED, ROLES

register("name-too-long", "%(column)s is %(length)s characters long; a name can have at most %(limit)s.")
register("value-too-long", "%(column)s is %(length)s characters long; at most %(limit)s can be kept.")
register("email-invalid", "“%(text)s” is no e-mail address.")
register("gender-unknown", "“%(text)s” is no gender that is known here.")
register("kind-unknown", "“%(text)s” says neither fact nor assessment.")
register("grade-unknown", "“%(text)s” is no grade of the schemes 4×4, 3×5×2 or 6×6.")
register("handling-unknown", "“%(text)s” is no handling code (H0 to H3) and no TLP mark.")
register("imei-impossible", "“%(text)s” is no IMEI: it must have 14 to 16 digits.")
register("document-unreadable", "“%(text)s” is no document number.")
register("country-unknown", "“%(text)s” is no country that is known here; it is kept as written.")
register("imei-check-digit", "The last digit of the IMEI “%(text)s” does not fit the others.")
register("hidden-removed", "%(column)s had characters that can't be seen; they were taken out, the original is kept.")
register("date-first-january", "%(column)s is 1 January, which often stands for an unknown day.")
register("role-unknown", "“%(text)s” is no role in a network that is known here; it is kept as an occupation.")
register(
    "role-never-charted", "“%(text)s” is no role in a network: these people are not charted. It is kept as a note."
)
register("country-assumed", "%(text)s has no country code; %(country)s was assumed.")

MAX_NAME, MAX_TEXT, MAX_IDENTIFIER = 2_000, 100_000, 250
_EMAIL = re.compile(r"[^@\s<>()\[\],;:\"]{1,64}@[^@\s<>()\[\],;:\"]{1,190}\.[^\W\d_]{2,24}")
_GRADES = re.compile(r"([A-GX]|[1-6])\s*[-/ ]?\s*([A-E]|[1-6])")
_TIME = re.compile(
    r"(?:\s*(?:[Tà@,]|at)\s*|\s+)\d{1,2}\s?[:hH]\s?\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp][Mm])?(?:Z|[+-]\d\d:?\d\d)?$"
)
_ISO = re.compile(r"~?\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_EXCEL_TEXT = re.compile(r'="(.*)"')
_TLP = re.compile(r"(?:TLP\s*[:\-]?\s*)?(RED|AMBER\+STRICT|AMBER|GREEN|CLEAR|WHITE)", re.I)


@dataclass(frozen=True, slots=True)
class Reader:
    """How the cells of one column are read."""

    header: str
    order: str = ""
    calendar: str = ""
    country: str = ""
    split: str = ""
    reserved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a cell. `date` is set for dates; `doubt` is what should be shown beside the value."""

    value: str
    original: str = ""
    precision: str = ""
    note: str = ""
    date: PartialDate | None = None
    doubt: Problem | None = None
    extra: tuple[tuple[str, str], ...] = ()  # further properties the same cell gives, such as a currency


def plain(text: str) -> str:
    """Return a cell as one tidy line; the ="0022" by which spreadsheets keep zeros is undone."""
    if text.isascii() and text.isprintable():
        tidied = text.strip() if "  " not in text else tidy(text)
    else:
        tidied = tidy(text)
    if tidied.startswith('="'):
        found = _EXCEL_TEXT.fullmatch(tidied)
        return found.group(1).strip() if found else tidied
    return tidied


def is_empty(text: str) -> bool:
    """True for cells that say nothing: empty ones, dashes, "néant", "n/a" in the four languages."""
    return not text or (len(text) <= 16 and text.casefold() in EMPTY)


def pieces(text: str, split: str) -> list[str]:
    """Part a cell at any of the characters of `split`."""
    if not split or not any(char in text for char in split):
        return [text]
    return [piece for piece in re.split(f"[{re.escape(split)}]", text) if piece.strip()]


def _said(value: str, cell: str) -> Value:
    return Value(value, "" if value == cell else cell)


def read_name(text: str, reader: Reader) -> tuple[Value, ...]:
    """Names: tidied, at most 2,000 characters; what can't be seen is taken out and said."""
    found: list[Value] = []
    for piece in pieces(text, reader.split):
        value = plain(piece)
        if is_empty(value) and value.casefold() not in NAMES_TOO:
            continue
        if len(value) > MAX_NAME:
            raise Problem("name-too-long", column=reader.header, length=len(value), limit=MAX_NAME)
        original = "" if value == piece else piece
        doubt = None
        if original and has_hidden_controls(piece):
            doubt = Problem("hidden-removed", column=reader.header)
        found.append(Value(value, original, note="hidden-removed" if doubt else "", doubt=doubt))
    return tuple(found)


def read_long(text: str, reader: Reader) -> tuple[Value, ...]:
    """Free text: its lines stay."""
    value = tidy_lines(text) if "\n" in text or "\r" in text or not text.isascii() else plain(text)
    if is_empty(value):
        return ()
    if len(value) > MAX_TEXT:
        raise Problem("value-too-long", column=reader.header, length=len(value), limit=MAX_TEXT)
    doubt = Problem("hidden-removed", column=reader.header) if value != text and has_hidden_controls(text) else None
    return (Value(value, "" if value == text else text, note="hidden-removed" if doubt else "", doubt=doubt),)


def read_date(text: str, reader: Reader) -> tuple[Value, ...]:
    """Dates as precisely as they are given; the day of the week and the hour are left to the original."""
    found: list[Value] = []
    for piece in pieces(text, reader.split):
        value = western_digits(plain(piece))
        if is_empty(value):
            continue
        date = _date(value, reader.order, reader.calendar)
        suspect = (
            date.precision == "day" and (date.start.month, date.start.day) == (1, 1) and date.calendar == "gregorian"
        )
        doubt = Problem("date-first-january", column=reader.header) if suspect else None
        iso = date.iso()
        note = "calendar-hijri" if date.calendar == "hijri" else ("first-january" if suspect else "")
        found.append(Value(iso, "" if iso == piece else piece, date.precision, note, date, doubt))
    return tuple(found)


@lru_cache(maxsize=65_536)
def _date(text: str, order: str, calendar: str) -> PartialDate:
    if (
        calendar != "hijri"
        and text[0] in "~12"
        and _ISO.fullmatch(text)
        and (calendar or text[:2] in ("19", "20", "~1", "~2"))
    ):
        return PartialDate.from_iso(text, original=text)
    if ":" in text or "h" in text or "H" in text:
        text = _TIME.sub("", text) or text
    return parse_date(text, order=order or None, calendar=calendar or None)  # type: ignore[arg-type]


def read_phone(text: str, reader: Reader) -> tuple[Value, ...]:
    """Phones in E.164, several in one cell; the country that was assumed is noted."""
    cell = plain(text) if "\n" not in text else text
    if is_empty(cell):
        return ()
    found: list[Value] = []
    for piece in split_phones(cell) if not cell.isalnum() else (cell,):
        phone = parse_phone(piece, country=reader.country or None, reserved_prefixes=reader.reserved)
        note = f"country-assumed:{phone.assumed_country}" if phone.assumed_country else ""
        found.append(Value(phone.e164, "" if phone.e164 == piece else piece, note=note))
    if len(found) == 1 and found[0].original:
        return (Value(found[0].value, text, note=found[0].note),)
    return tuple(found)


def read_identifier(text: str, reader: Reader) -> tuple[Value, ...]:
    """Numbers of documents and boats: digits folded, nothing else changed."""
    found: list[Value] = []
    for piece in pieces(text, reader.split):
        value = western_digits(plain(piece))
        if is_empty(value):
            continue
        if len(value) > MAX_IDENTIFIER:
            raise Problem("value-too-long", column=reader.header, length=len(value), limit=MAX_IDENTIFIER)
        found.append(_said(value, piece))
    return tuple(found)


def read_plate(text: str, reader: Reader) -> tuple[Value, ...]:
    """Plates of vehicles, in capitals."""
    return tuple(
        Value(v.value.upper(), v.original or ("" if v.value.isupper() else v.value))
        for v in read_identifier(text, reader)
    )


def read_imei(text: str, reader: Reader) -> tuple[Value, ...]:
    """IMEI of 14 to 16 digits; one whose check digit is wrong is kept with a doubt."""
    found: list[Value] = []
    for piece in pieces(text, reader.split):
        cell = western_digits(plain(piece))
        if is_empty(cell):
            continue
        digits = re.sub(r"[\s\-/.]", "", cell)
        if not digits.isdecimal() or not 14 <= len(digits) <= 16:
            raise Problem("imei-impossible", text=cell[:60])
        doubt = Problem("imei-check-digit", text=digits) if len(digits) == 15 and not is_imei(digits) else None
        found.append(Value(digits, "" if digits == piece else piece, note="check-digit" if doubt else "", doubt=doubt))
    return tuple(found)


def read_email(text: str, reader: Reader) -> tuple[Value, ...]:
    """E-mail addresses, several in one cell."""
    found: list[Value] = []
    for piece in pieces(text, reader.split):
        value = plain(piece).lower()
        if is_empty(value):
            continue
        if not _EMAIL.fullmatch(value):
            raise Problem("email-invalid", text=value[:80])
        found.append(_said(value, piece))
    return tuple(found)


def read_country(text: str, reader: Reader) -> tuple[Value, ...]:
    """Countries and nationalities as two-letter codes; one that is not known stays as written, with a doubt."""
    found: list[Value] = []
    for piece in pieces(text, reader.split):
        value = plain(piece)
        if is_empty(value):
            continue
        code = country_code(value)
        if code:
            found.append(_said(code, piece))
        else:
            found.append(Value(value[:MAX_IDENTIFIER], "" if value == piece else piece, note="country-unknown",
                               doubt=Problem("country-unknown", text=value[:60])))  # fmt: skip
    return tuple(found)


def _from_words(words: Mapping[str, str], problem: str) -> Callable[[str, Reader], tuple[Value, ...]]:
    def read(text: str, reader: Reader) -> tuple[Value, ...]:
        value = plain(text)
        if is_empty(value):
            return ()
        known = words.get(value.casefold().rstrip("."))
        if known is None:
            raise Problem(problem, text=value[:60])
        return (_said(known, text),)

    return read


def read_role(text: str, reader: Reader) -> tuple[Value, ...]:
    """Roles in a network by their code. One that is not known, and those never charted, say only what somebody is called."""
    value = plain(text)
    if is_empty(value):
        return ()
    known = ROLES.get(value.casefold())
    if known:
        return (_said(known, text),)
    code = "role-never-charted" if value.casefold() in NEVER_CHARTED else "role-unknown"
    return (Value(value[:MAX_NAME], note=code, doubt=Problem(code, text=value[:60])),)


def read_number(text: str, reader: Reader) -> tuple[Value, ...]:
    """Amounts; a currency in the same cell is taken with it."""
    cell = western_digits(plain(text))
    if is_empty(cell):
        return ()
    number, rest = amount_of(cell)
    currency = CURRENCIES.get(rest.casefold(), rest) if rest else ""
    return (Value(number, "" if number == text else text, extra=(("currency", currency),) if currency else ()),)


def read_currency(text: str, reader: Reader) -> tuple[Value, ...]:
    """Currencies as three-letter codes where they are known."""
    value = plain(text)
    if is_empty(value):
        return ()
    return (_said(CURRENCIES.get(value.casefold().rstrip("."), value[:MAX_IDENTIFIER]), text),)


def _coordinate(limit: int) -> Callable[[str, Reader], tuple[Value, ...]]:
    def read(text: str, reader: Reader) -> tuple[Value, ...]:
        cell = western_digits(plain(text))
        return () if is_empty(cell) else (_said(coordinate_of(cell, limit), text),)

    return read


def read_grade(text: str, reader: Reader) -> tuple[Value, ...]:
    """A grade: "B", "2", or both as "B2"; the second part is given as `extra`."""
    value = western_digits(plain(text)).upper()
    if is_empty(value):
        return ()
    both = _GRADES.fullmatch(value)
    if both:
        return (Value(both.group(1), extra=(("information", both.group(2)),)),)
    if re.fullmatch(r"[A-GX]|[1-6]", value):
        return (Value(value),)
    raise Problem("grade-unknown", text=value[:60])


def read_handling(text: str, reader: Reader) -> tuple[Value, ...]:
    """Handling codes H0 to H3; a TLP mark is given as `extra`."""
    value = western_digits(plain(text)).upper()
    if is_empty(value):
        return ()
    if re.fullmatch(r"H[0-3]", value):
        return (Value(value),)
    mark = _TLP.fullmatch(value)
    if mark:
        return (Value("", extra=(("tlp", {"WHITE": "CLEAR"}.get(mark.group(1).upper(), mark.group(1).upper())),)),)
    raise Problem("handling-unknown", text=value[:60])


def read_document(text: str, reader: Reader) -> tuple[Value, ...]:
    """Documents, one a line: "type | number | country", or the number alone."""
    found: list[Value] = []
    for piece in pieces(text, reader.split):
        parts = [plain(part) for part in piece.split("|")]
        if is_empty(parts[0]) and len(parts) == 1:
            continue
        kind, number, country = (["", *parts, ""] if len(parts) == 1 else [*parts, ""])[:3]
        if is_empty(number):
            raise Problem("document-unreadable", text=piece[:80])
        extra = (("type", kind), ("country", country_code(country) or country))
        found.append(Value(western_digits(number)[:MAX_IDENTIFIER], piece, extra=tuple(e for e in extra if e[1])))
    return tuple(found)


def _whole(read: Callable[[str, Reader], tuple[Value, ...]]) -> Callable[[str, Reader], tuple[Value, ...]]:
    """Let what stood in the cell come back byte for byte: where no value is the cell itself, the first one keeps it.

    A cell of several values loses the signs between them, a role its invisible characters, a country what is too long.
    """

    def through(text: str, reader: Reader) -> tuple[Value, ...]:
        values = read(text, reader)
        if not values or any((value.original or value.value) == text for value in values):
            return values
        return (replace(values[0], original=text), *values[1:])

    return through


_READERS: Mapping[Reading, Callable[[str, Reader], tuple[Value, ...]]] = MappingProxyType(
    {
        "name": read_name, "text": read_name, "relation": read_name, "reference": read_identifier, "schema": read_name,
        "long": read_long, "path": read_long, "date": read_date, "phone": read_phone, "identifier": read_identifier,
        "plate": read_plate, "imei": read_imei, "email": read_email, "country": read_country,
        "gender": _from_words(GENDERS, "gender-unknown"), "kind": _from_words(KINDS, "kind-unknown"),
        "role": read_role, "number": read_number, "currency": read_currency, "latitude": _coordinate(90),
        "longitude": _coordinate(180), "grade": read_grade, "handling": read_handling, "document": read_document,
    }
)  # fmt: skip
READERS: Mapping[Reading, Callable[[str, Reader], tuple[Value, ...]]] = MappingProxyType(
    {reading: _whole(read) for reading, read in _READERS.items()}
)
