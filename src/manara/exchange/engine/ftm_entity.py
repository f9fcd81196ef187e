"""An entity as FollowTheMoney's JSON lines carry it: an id, a schema, and for each property a list of texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from manara.foundation.engine.problems import Problem

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FtmEntity:
    """``properties``: property → values, which are texts only; an ``entity`` property holds ids.

    What a reader met and our vocabulary has no place for stays in ``unknown``, with a word on each in ``problems``.
    """

    id: str
    schema: str
    properties: Mapping[str, Values]
    unknown: Mapping[str, Values] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of_statements(cls, id: str, schema: str, statements: Iterable[tuple[str, str]]) -> FtmEntity:
        """Group (property, value) pairs by property, in their order, each value once."""
        grouped: dict[str, dict[str, None]] = {}
        for prop, value in statements:
            if value:
                grouped.setdefault(prop, {})[value] = None
        return cls(id, schema, {prop: tuple(values) for prop, values in grouped.items()})
