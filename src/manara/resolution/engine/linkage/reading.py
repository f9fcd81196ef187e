"""Makes records ready for comparing: each value once read, in arrays that every worker shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from manara.foundation.engine.dates import parse_date
from manara.foundation.engine.folding import fold
from manara.foundation.engine.match_keys import keys
from manara.foundation.engine.match_keys.identifiers import LOOK_ALIKE, document_keys
from manara.foundation.engine.numbering_plans import plan_of_calling_code
from manara.foundation.engine.partial_date import DateProblem, PartialDate
from manara.foundation.engine.phones import PhoneProblem, parse_phone, split_phones
from manara.foundation.engine.scripts import western_digits
from manara.resolution.engine.linkage.blocking import code_of, number_key
from manara.resolution.engine.linkage.known_words import Tokens, known_words
from manara.resolution.engine.linkage.name_keys import name_keys
from manara.resolution.engine.linkage.records import Rows, values_of

SIGNS: Final = 20
#: Codes that are compared as a whole, each a set of numbers.
CODED: Final = ("plate", "boat", "place", "nationality", "sex")
ABOUT, FIRST_JANUARY = 1, 2
_iso = re.compile(r"~?[12]\d{3}(?:[-/]|$)")
_not_alnum = re.compile("[^0-9A-Z]")
_plain_document = re.compile("[0-9A-Z]{3,40}")
_whole_number = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_FEMALE: Final = frozenset(map(fold, ["f", "female", "femme", "féminin", "mujer", "femenino", "woman", "w", "أنثى", "امرأة"]))
_MALE: Final = frozenset(map(fold, ["m", "male", "homme", "masculin", "hombre", "masculino", "man", "h", "ذكر", "رجل"]))


@dataclass(frozen=True)
class Lists:
    """A list of values a record: those of record r are `values[starts[r]:starts[r + 1]]`."""

    starts: NDArray[np.int64]
    values: NDArray[Any]


@dataclass(frozen=True)
class Batch:
    """Some records, read: names and relatives as numbers of `tokens` [n, 8], -1 behind the last; dates as days, numbers as
    signs, the rest as codes, and keys."""

    records: list[str]
    tokens: Tokens
    names: NDArray[np.int32]
    relatives: NDArray[np.int32]
    lists: dict[str, Lists]


def read(rows: Rows, country: str | None = None) -> Batch:
    """Read these lines; a phone without a country code is taken for one of `country` where that is given.

    What can't be read (a date that is none, a name of emoji) is left out: it says nothing, and the record stays.
    """
    columns, names, relatives = rows.columns(), dict[str, int](), dict[str, int]()
    nothing = pa.repeat("", len(rows))

    def told(column: str, reader: Callable[[str], tuple[Any, ...]]) -> Told:
        return _each(columns.get(column, nothing), reader)

    lists = {
        "name": told("name", lambda name: (names.setdefault(name, len(names)),)).listed(np.int64),
        "relative": told("relative", lambda name: (relatives.setdefault(name, len(relatives)),)).listed(np.int64),
        "birth": told("birth", births_of).listed(np.int32, (3,)),
    }
    phones = told("phone", lambda text: phones_of(text, country))
    for kind, numbers in (("phone", phones), ("document", told("document", documents_of))):
        lists[kind] = Lists(numbers.starts, signs_of(numbers.values)[numbers.at])
        keys = np.array([number_key(kind[0], number) for number in numbers.values], np.uint64)
        lists[f"{kind}_key"] = Lists(numbers.starts, keys[numbers.at])
    for column in CODED:
        lists[column] = told(column, lambda text, column=column: codes_of(column, text)).listed(np.uint64)  # type: ignore[misc]
    known = known_words()
    named, telling = known.reader.read(list(names))
    related, _ = known.reader.read(list(relatives))
    used = np.zeros(len(known.reader.tokens) + 1, np.bool_)
    used[named], used[related] = True, True
    used[-1] = False  # behind the last word of a name
    place = np.append(np.cumsum(used[:-1], dtype=np.int32) - 1, np.int32(-1))
    by_name = name_keys(lists["name"].starts, lists["name"].values, telling, known.codes())
    lists |= {kind: Lists(*found) for kind, found in by_name.items()}
    return Batch(rows.ids(), known.tokens().chosen(used[:-1]), place[named], place[related], lists)


@dataclass(frozen=True)
class Told:
    """What cells say: the values of record r are those `values` whose places are `at[starts[r]:starts[r + 1]]`."""

    starts: NDArray[np.int64]
    at: NDArray[np.int64]
    values: list[Any]

    def listed(self, kind: Any, shape: tuple[int, ...] = ()) -> Lists:
        """The values as numbers of a kind."""
        return Lists(self.starts, np.array(self.values, kind).reshape((-1, *shape))[self.at])


def _each(cells: pa.Array, reader: Callable[[str], tuple[Any, ...]]) -> Told:
    """What the cells say, each value once a record and in order; each cell that comes again is read once."""
    once = cells.dictionary_encode()
    found = [_read(cell, reader) for cell in once.dictionary.to_pylist()]
    begins, which = _starts([len(values) for values in found]), once.indices.to_numpy()
    many = np.diff(begins)[which]
    starts = _starts(many)
    at = np.repeat(begins[which] - starts[:-1], many) + np.arange(starts[-1])
    return Told(starts, at, [value for values in found for value in values])


def _read(cell: str, reader: Callable[[str], tuple[Any, ...]]) -> Sequence[Any]:
    texts = values_of(cell)
    found: Sequence[Any] = reader(texts[0]) if len(texts) == 1 else [each for text in texts for each in reader(text)]
    return sorted(set(found)) if len(found) > 1 else found


def _starts(counts: Any) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


@lru_cache(maxsize=200_000)
def birth_of(text: str) -> tuple[int, int, int] | None:
    """First and last day as numbers, and what is said of them; None for what is no date."""
    try:
        when = PartialDate.from_iso(text) if _iso.match(text) else parse_date(text, order="dmy")
    except DateProblem:
        try:
            when = parse_date(text, order="dmy", calendar="gregorian")
        except DateProblem:
            return None
    flags = ABOUT * (when.precision == "about") | FIRST_JANUARY * when.is_first_of_january
    return when.start.toordinal(), when.end.toordinal(), flags


def births_of(text: str) -> tuple[tuple[int, int, int], ...]:
    """The date of a cell; none for what is no date."""
    found = birth_of(text)
    return () if found is None else (found,)


@lru_cache(maxsize=200_000)
def phones_of(text: str, country: str | None) -> tuple[str, ...]:
    """The numbers of a cell, E.164 where the country is known, else the figures as they stand."""
    if _whole_number.fullmatch(text) and (plan := plan_of_calling_code(text[1:])) and plan.holds(text[1:]):
        return (text,)  # what most files hold: there is nothing to work out
    found = []
    for part in split_phones(text):
        figures = re.sub("[^0-9]", "", western_digits(part))
        try:
            found.append(parse_phone(part, country=country).e164)
        except PhoneProblem:
            if len(figures) >= 6:
                whole = part.lstrip("\u200e\u200f\u202a\u202d\u2066 ").startswith("+")
                found.append(f"+{figures}" if whole else f"+{figures[2:]}" if figures.startswith("00") else figures)
    return tuple(found)


def documents_of(text: str) -> tuple[str, ...]:
    """A document's number in capitals and figures, without what is read for one another; none for none."""
    if _plain_document.fullmatch(text):
        return (text.translate(LOOK_ALIKE),)  # what most files hold: there is nothing to work out
    return tuple(key.removeprefix("d1:") for key in document_keys(text))


def signs_of(numbers: Sequence[str]) -> NDArray[np.uint8]:
    """The last signs of each number, padded in front, [n, 20]."""
    padded = b"".join(_not_alnum.sub("", number.upper())[-SIGNS:].encode("ascii").rjust(SIGNS, b"\0") for number in numbers)
    return np.frombuffer(padded, np.uint8).reshape(-1, SIGNS)


@lru_cache(maxsize=200_000)
def codes_of(column: str, text: str) -> tuple[int, ...]:
    """Numbers of what is compared as a whole: a place by its keys, a nationality by its country, a sex as two."""
    plain = fold(text)
    if column == "sex":
        return (1,) if plain in _MALE else (2,) if plain in _FEMALE else ()
    if column == "nationality":
        code = _countries().get(plain)
        return (code_of(code),) if code else ()
    return tuple(sorted(code_of(key) for key in keys(column, text)))


@cache
def _countries() -> dict[str, str]:
    """A country's code by its code and by its name in any of the four languages."""
    text = files("manara.foundation.engine").joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {fold(said): row[0] for row in rows for said in row}

