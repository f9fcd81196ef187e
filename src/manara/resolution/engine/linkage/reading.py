"""Makes records ready for comparing: each value once read, in arrays that every worker shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.dates import parse_date
from manara.foundation.engine.folding import fold
from manara.foundation.engine.match_keys import keys
from manara.foundation.engine.match_keys.identifiers import document_keys
from manara.foundation.engine.partial_date import DateProblem, PartialDate
from manara.foundation.engine.phones import PhoneProblem, parse_phone, split_phones
from manara.foundation.engine.scripts import western_digits
from manara.resolution.engine.linkage.blocking import first_word, name_keys, number_key, token_codes, word_codes
from manara.resolution.engine.linkage.records import Record
from manara.resolution.engine.names.costs import costs
from manara.resolution.engine.names.prepared import PreparedNames, prepare
from manara.resolution.engine.names.spelling import tokens

SIGNS: Final = 20
#: Codes that are compared as a whole, each a set of numbers.
CODED: Final = ("plate", "boat", "place", "nationality", "sex")
ABOUT, FIRST_JANUARY = 1, 2
_iso = re.compile(r"~?[12]\d{3}(?:[-/]|$)")
_not_alnum = re.compile("[^0-9A-Z]")
_FEMALE: Final = frozenset(map(fold, ["f", "female", "femme", "féminin", "mujer", "femenino", "woman", "w", "أنثى", "امرأة"]))
_MALE: Final = frozenset(map(fold, ["m", "male", "homme", "masculin", "hombre", "masculino", "man", "h", "ذكر", "رجل"]))


@dataclass(frozen=True)
class Lists:
    """A list of values a record: those of record r are `values[starts[r]:starts[r + 1]]`."""

    starts: NDArray[np.int64]
    values: NDArray[Any]


@dataclass(frozen=True)
class Names:
    """Names, each once: `texts` tell equal ones; `codes` [n, 8] are of their tokens, to count how many bear them."""

    prepared: PreparedNames
    texts: NDArray[np.uint64]
    codes: NDArray[np.uint64]


@dataclass(frozen=True)
class Batch:
    """Some records, read: names and relatives prepared, dates as days, numbers as signs, the rest as codes, and keys."""

    records: list[str]
    names: Names
    relatives: Names
    lists: dict[str, Lists]


def read(batch: Sequence[Record], country: str | None = None) -> Batch:
    """Read these records; a phone without a country code is taken for one of `country` where that is given.

    What can't be read (a date that is none, a name of emoji) is left out: it says nothing, and the record stays.
    """
    lists: dict[str, list[list[Any]]] = {}
    names: dict[str, int] = {}
    relatives: dict[str, int] = {}
    for record in batch:
        told = {column: record.values.get(column, ()) for column in ("name", "relative", "birth", "phone", "document", *CODED)}
        phones = sorted({number for text in told["phone"] for number in phones_of(text, country)})
        documents = sorted({number for text in told["document"] if (number := document_of(text))})
        row: dict[str, list[Any]] = {
            "name": [names.setdefault(name, len(names)) for name in told["name"]],
            "relative": [relatives.setdefault(name, len(relatives)) for name in told["relative"]],
            "birth": [span for text in told["birth"] if (span := birth_of(text)) is not None],
            "phone": [signs_of(number) for number in phones],
            "document": [signs_of(number) for number in documents],
            "name_key": sorted({key for name in told["name"] for key in name_keys(name)}),
            "word": sorted({code for name in told["name"] for code in word_codes(name)}),
            "phone_key": [number_key("p", number) for number in phones],
            "document_key": [number_key("d", number) for number in documents],
            "given": sorted({first_word(name) for name in told["name"]}),
        }
        for column in CODED:
            row[column] = sorted({code for text in told[column] for code in codes_of(column, text)})
        for column, values in row.items():
            lists.setdefault(column, []).append(values)
    return Batch(
        [record.record for record in batch], _names(names), _names(relatives),
        {column: _lists(column, rows) for column, rows in lists.items()},
    )  # fmt: skip


def _names(names: dict[str, int]) -> Names:
    texts = np.array([_code(" ".join(token.text for token in tokens(name))) for name in names], np.uint64)
    return Names(prepare(names, costs()), texts, token_codes(list(names)))


_KINDS: Final[dict[str, tuple[Any, tuple[int, ...]]]] = {
    "birth": (np.int32, (3,)), "phone": (np.uint8, (SIGNS,)), "document": (np.uint8, (SIGNS,)), "name": (np.int64, ()),
    "relative": (np.int64, ()),
}  # fmt: skip


def _lists(column: str, rows: list[list[Any]]) -> Lists:
    kind, shape = _KINDS.get(column, (np.uint64, ()))
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    flat = [value for row in rows for value in row]
    return Lists(starts, np.array(flat, kind).reshape((len(flat), *shape)))


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


@lru_cache(maxsize=200_000)
def phones_of(text: str, country: str | None) -> tuple[str, ...]:
    """The numbers of a cell, E.164 where the country is known, else the figures as they stand."""
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


@lru_cache(maxsize=200_000)
def document_of(text: str) -> str:
    """A document's number in capitals and figures, without what is read for one another; empty for none."""
    found = document_keys(text)
    return next(iter(found)).removeprefix("d1:") if found else ""


@lru_cache(maxsize=200_000)
def signs_of(number: str) -> tuple[int, ...]:
    """The last signs of a number, padded in front."""
    plain = _not_alnum.sub("", number.upper())[-SIGNS:]
    return (0,) * (SIGNS - len(plain)) + tuple(ord(sign) for sign in plain)


@lru_cache(maxsize=200_000)
def codes_of(column: str, text: str) -> tuple[int, ...]:
    """Numbers of what is compared as a whole: a place by its keys, a nationality by its country, a sex as two."""
    plain = fold(text)
    if column == "sex":
        return (1,) if plain in _MALE else (2,) if plain in _FEMALE else ()
    if column == "nationality":
        code = _countries().get(plain)
        return (_code(code),) if code else ()
    return tuple(sorted(_code(key) for key in keys(column, text)))


@cache
def _countries() -> dict[str, str]:
    """A country's code by its code and by its name in any of the four languages."""
    text = files("manara.foundation.engine").joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {fold(said): row[0] for row in rows for said in row}


def _code(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
