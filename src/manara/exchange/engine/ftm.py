"""Writes and reads FollowTheMoney JSON lines, one entity a line; what can't be understood is told, never lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, cast

import orjson

from manara.foundation.engine.problems import Problem, register
from manara.foundation.vocabulary import schemas

from .ftm_entity import FtmEntity, Values
from .ftm_translation import Loss, Translation, to_ftm

__all__ = ["LONGEST_LINE", "FtmEntity", "Loss", "Translation", "read", "to_ftm", "write"]

LONGEST_LINE: Final = 16 * 1024 * 1024
LONGEST_ID: Final = 255
_DEEPEST: Final = 6

# Names that older files use for a property; FollowTheMoney itself reads both.
_FORMER: Final[dict[tuple[str, str], str]] = {
    ("Passport", "passportNumber"): "number",
    ("Person", "secondName"): "middleName",
}

register("ftm-line-long", "The line is longer than %(megabytes)s MB.")
register("ftm-not-json", "The line is not a JSON object.")
register("ftm-no-id", "The entity has no id, or one longer than 255 characters.")
register("ftm-no-schema", "The entity does not say which schema it has.")
register("ftm-unknown-schema", "There is no schema “%(schema)s” here.")
register("ftm-abstract-schema", "“%(schema)s” is no schema that an entity can have by itself.")
register("ftm-properties", "The properties are not a list of values for each name.")
register("ftm-unknown-property", "“%(schema)s” has no property “%(property)s” here; its values were kept aside.")
register("ftm-value", "A value of “%(property)s” is not a text; it was left out.")


def write(entities: Iterable[FtmEntity]) -> Iterator[bytes]:
    """One line of UTF-8 JSON for each entity, ``id``, ``schema`` and ``properties`` only, newline included.

    Writes what it is given: entities of our own schemas go through :func:`to_ftm` first when the reader is not a node.
    """
    for entity in entities:
        properties = {prop: list(dict.fromkeys(values)) for prop, values in sorted(entity.properties.items()) if values}
        line = {"id": entity.id, "schema": entity.schema, "properties": properties}
        yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def read(stream: BinaryIO) -> Iterator[tuple[int, FtmEntity | Problem, bytes]]:
    """(line number from 1, entity or the problem, the line's bytes without its end) for each line that is not empty.

    An entity written inside another (nested exports) comes out by itself, with the number of its line, before the one
    that holds it. Properties that the vocabulary lacks are in ``entity.unknown``. Of a line longer than
    ``LONGEST_LINE`` the bytes up to there are given.
    """
    for number, raw, whole in _lines(stream):
        if not whole:
            yield number, Problem("ftm-line-long", megabytes=LONGEST_LINE // 1024**2), raw
        elif raw.strip():
            for result in _understood(raw):
                yield number, result, raw


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        whole = len(raw) <= LONGEST_LINE or raw.endswith(b"\n")
        rest = raw
        while not whole and rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE)
        yield number, raw.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").rstrip(b"\r\n"), whole


def _understood(raw: bytes) -> Iterator[FtmEntity | Problem]:
    try:
        line = orjson.loads(raw)
    except orjson.JSONDecodeError:
        yield Problem("ftm-not-json")
        return
    inner: list[FtmEntity | Problem] = []
    entity = _entity(line, inner, 0)
    yield from inner
    yield entity


def _entity(line: object, inner: list[FtmEntity | Problem], depth: int) -> FtmEntity | Problem:
    if not isinstance(line, dict) or depth > _DEEPEST:
        return Problem("ftm-not-json")
    id, name, given = line.get("id"), line.get("schema"), line.get("properties", {})
    if not isinstance(id, str) or not 0 < len(id) <= LONGEST_ID:
        return Problem("ftm-no-id")
    if not isinstance(name, str) or not name:
        return Problem("ftm-no-schema")
    schema = schemas().get(name)
    if schema is None:
        return Problem("ftm-unknown-schema", schema=name[:80])
    if schema.abstract:
        return Problem("ftm-abstract-schema", schema=name)
    if not isinstance(given, dict):
        return Problem("ftm-properties")
    properties: dict[str, Values] = {}
    unknown: dict[str, Values] = {}
    problems: list[Problem] = []
    for prop, listed in cast(dict[str, object], given).items():
        values = _values(prop, listed, inner, problems, depth)
        current = prop if prop in schema.properties else _FORMER.get((schema.name, prop), prop)
        if current in schema.properties:
            properties[current] = tuple(dict.fromkeys((*properties.get(current, ()), *values)))
        else:
            unknown[prop] = values
            problems.append(Problem("ftm-unknown-property", schema=name, property=prop[:80]))
    return FtmEntity(id, name, properties, unknown, tuple(problems))


def _values(prop: str, listed: object, inner: list[FtmEntity | Problem], problems: list[Problem], depth: int) -> Values:
    found: dict[str, None] = {}
    for value in listed if isinstance(listed, list) else [listed]:
        if isinstance(value, dict):
            nested = _entity(value, inner, depth + 1)
            inner.append(nested)
            value = value.get("id")
        if isinstance(value, str):
            if value:
                found[value] = None
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found[str(value)] = None
        elif value is not None:
            problems.append(Problem("ftm-value", property=prop[:80]))
    return tuple(found)
