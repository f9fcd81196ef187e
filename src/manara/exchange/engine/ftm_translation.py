"""Turns an entity of our own vocabulary into one that every FollowTheMoney reader knows, and states what is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.foundation.vocabulary import Export, Property, Schema, schema

from .ftm_entity import FtmEntity

# Where a value goes that has no property of its own; the first that the schema has.
_ASIDE: Final = ("notes", "description", "remarks", "summary")
_WORDED: Final = frozenset({"notes", "description", "remarks", "summary", "location"})
_ftm_date = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Loss:
    """``property`` of our ``schema`` (or the schema itself, property "") reaches the reader only as ``became``."""

    schema: str
    property: str
    became: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The entity others can read, and what they will not see as we do."""

    entity: FtmEntity
    losses: tuple[Loss, ...]


def to_ftm(entity: FtmEntity) -> Translation:
    """The entity in FollowTheMoney's own schemas and value forms.

    An own schema becomes the one its file names under ``ftm:``; a property without a counterpart is written in words
    into notes or description. Dates that are ranges or "about" keep the year or month both ends share, and their full
    form in words. Countries are written in small letters. Raises ``KeyError`` for a schema nobody knows.
    """
    own = schema(entity.schema)
    export = own.export if own.own and own.export else Export(own.name, {}, {})
    target = schema(export.schema)
    losses = [Loss(own.name, "", target.name)] if target.name != own.name else []
    statements: list[tuple[str, str]] = list(export.constants.items())
    for name, values in entity.properties.items():
        prop = own.properties.get(name)
        for value in values:
            statements += _stated(own, target, export, name, prop, value, losses)
    translated = FtmEntity.of_statements(entity.id, target.name, statements)
    return Translation(translated, tuple(dict.fromkeys(losses)))


def _stated(
    own: Schema, target: Schema, export: Export, name: str, prop: Property | None, value: str, losses: list[Loss]
) -> Iterator[tuple[str, str]]:
    targets = export.properties.get(name) or ((name,) if name in target.properties else ())
    for to in targets or (_aside(target),):
        same = name == to and prop is not None and prop.type == target.properties[to].type
        if not targets or not same:
            losses.append(Loss(own.name, name, f"{target.name}.{to}"))
        if to in _WORDED and not same:
            yield to, _in_words(prop, name, value)
            continue
        kind = target.properties[to].type
        if kind == "country":
            value = value.lower()
        if kind == "date":
            exact = _date(value)
            if exact != value:
                losses.append(Loss(own.name, name, f"{target.name}.{to}"))
                yield _aside(target), _in_words(prop, name, value)
            if exact:
                yield to, exact
            continue
        yield to, value


def _aside(target: Schema) -> str:
    return next(name for name in _ASIDE if name in target.properties)


def _in_words(prop: Property | None, name: str, value: str) -> str:
    if prop is None:
        return f"{name}: {value}"
    return f"{prop.label('en')}: {prop.choice_label(value, 'en')}"


def _date(value: str) -> str:
    """The longest of day, month and year that a date gives for certain, or nothing."""
    if _ftm_date.fullmatch(value):
        return value
    try:
        when = PartialDate.from_iso(value)
    except DateProblem:
        return ""
    first, last = when.start.isoformat(), when.end.isoformat()
    return next((first[:length] for length in (10, 7, 4) if first[:length] == last[:length]), "")
