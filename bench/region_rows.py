# ruff: noqa: E501  columns of a table stay in one line
"""Writes reports as lines of COPY: two persons, a phone and its use each, forty statements, and their match keys."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from bench.region_at_scale import number_of, random_id
from bench.region_words import Names, drawn, names
from manara.foundation.engine.match_keys import keys
from manara.foundation.engine.scripts import sort_key

Batch = dict[str, tuple[str, list[str]]]
_COLUMNS = {
    "intake_report": "id, public_id, audience_id, kind, agency_id, author_id, written_at, title, text, language, occurred, "
    "occurred_original, occurred_from, place, grade_scheme, grade_source, grade_information, handling, tlp, conditions, digest, "
    "doubts, details, statement_count",
    "intake_entity": "id, public_id, audience_id, schema, report_id, caption, sort_key, identity_key, origin_key, noted_at",
    "intake_statement": "report_id, entity_id, audience_id, schema, prop, value, original, language, kind, other_id, since, until, note",
    "intake_matchkey": "key, entity_id, audience_id",
}
_PLACES = (
    "Nouadhibou",
    "Nouakchott",
    "Rosso",
    "Dakhla",
    "Kayar",
    "Mbour",
    "Saint-Louis",
    "Boulenouar",
    "Laâyoune",
    "Tiznit",
)
_POOLS = names(random.Random(8))
_START = date(2019, 1, 1)


def reports(rows: Iterable[int], told: list[tuple[int, int, int]], rng: random.Random) -> Batch:
    """The lines of each table for these reports; numbers follow from the row, four entities a report."""
    batch: Batch = {table: (columns, []) for table, columns in _COLUMNS.items()}
    for row in rows:
        _report(row, told[row % len(told)], rng, {table: lines for table, (_columns, lines) in batch.items()}, _POOLS)
    return batch


def _report(
    row: int, told: tuple[int, int, int], rng: random.Random, lines: dict[str, list[str]], pools: Names
) -> None:
    audience, agency, author = told
    report, first = row + 1, row * 4 + 1
    day = _START + timedelta(days=int(2_500 * rng.random() ** 0.5))
    written = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).isoformat()
    place = rng.choice(_PLACES)
    grade, handling = rng.choice(("A1", "B2", "B2", "C3", "X4")), rng.choice(("H0", "H1", "H1", "H2"))
    digest = "\\\\x" + hashlib.sha256(b"%d" % row).hexdigest()
    lines["intake_report"].append(
        f"{report}\t{random_id(rng)}\t{audience}\trow\t{agency}\t{author}\t{written}\treport {row}\t\tfr\t{day}\t\t{day}\t{place}\t4x4\t"
        f"{grade[0]}\t{grade[1]}\t{handling}\t\t\t{digest}\t[]\t{{}}\t40\n"
    )
    number = number_of(rng, row)
    for offset in (0, 1):
        latin, arabic = drawn(rng, pools)
        caption = arabic if rng.random() < 0.4 else latin
        _entity(lines, first + offset, audience, report, "Person", caption, "", written, rng)
        _person(
            lines, first + offset, audience, report, (latin, arabic, caption), place, rng, 18 if offset == 0 else 12
        )
    identity = min(keys("phone", number))
    _entity(lines, first + 2, audience, report, "Phone", number, identity, written, rng)
    for key in keys("phone", number):
        lines["intake_matchkey"].append(f"{key}\t{first + 2}\t{audience}\n")
    for prop, value in (("number", number), ("country", "mr"), ("operatorName", "operator"), ("notes", "prepaid")):
        _say(lines, report, first + 2, audience, "Phone", prop, value)
    _entity(lines, first + 3, audience, report, "PhoneUse", "", "", written, rng)
    _say(lines, report, first + 3, audience, "PhoneUse", "holder", "", other=first)
    _say(lines, report, first + 3, audience, "PhoneUse", "phone", "", other=first + 2)
    for prop, value in (("startDate", str(day)), ("role", "user"), ("summary", "seen in use"), ("recordId", f"R{row}")):
        _say(lines, report, first + 3, audience, "PhoneUse", prop, value)


def _entity(
    lines: dict[str, list[str]], number: int, audience: int, report: int, schema: str, caption: str, identity: str, noted: str,
    rng: random.Random,
) -> None:  # fmt: skip
    lines["intake_entity"].append(
        f"{number}\t{random_id(rng)}\t{audience}\t{schema}\t{report}\t{caption}\t{_sorted(caption)}\t{identity}\t\t{noted}\n"
    )


def _person(
    lines: dict[str, list[str]], number: int, audience: int, report: int, called: tuple[str, str, str], place: str,
    rng: random.Random, count: int,
) -> None:  # fmt: skip
    latin, arabic, caption = called
    born = f"{rng.randrange(1960, 2006)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    paper = f"MR{rng.randrange(10**8):08}"
    said = [
        ("name", caption), ("alias", latin if caption != latin else arabic), ("birthDate", born), ("nationality", "mr"), ("gender", "male"),
        ("birthPlace", place), ("idNumber", paper), ("position", "fisher"), ("address", f"{place}, 14"), ("country", "mr"),
        ("notes", "seen near the harbour"), ("education", "primary"), ("profession", "fisher"), ("ethnicity", "not stated"),
        ("summary", "named in a report"), ("keywords", "harbour"), ("spokenLanguage", "ar"), ("status", "at large"),
    ]  # fmt: skip
    for prop, value in said[:count]:
        _say(lines, report, number, audience, "Person", prop, value)
    found = {*_name_keys(latin), *_name_keys(arabic), *keys("document", paper)}
    lines["intake_matchkey"].extend(f"{key}\t{number}\t{audience}\n" for key in found)


def _say(
    lines: dict[str, list[str]],
    report: int,
    entity: int,
    audience: int,
    schema: str,
    prop: str,
    value: str,
    *,
    other: int = 0,
) -> None:
    pointed = str(other) if other else "\\N"
    lines["intake_statement"].append(
        f"{report}\t{entity}\t{audience}\t{schema}\t{prop}\t{value}\t\t\tfact\t{pointed}\t\t\t\n"
    )


@lru_cache(maxsize=400_000)
def _name_keys(name: str) -> frozenset[str]:
    return keys("name", name)


@lru_cache(maxsize=400_000)
def _sorted(caption: str) -> str:
    return sort_key(caption)
