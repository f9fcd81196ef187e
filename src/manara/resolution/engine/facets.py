"""Counts what the candidates of a search are, who tells of them and under which handling, to narrow the search by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from manara.resolution.engine.ranking import Found


@dataclass(frozen=True)
class Facets:
    """For each value how many results have it, most first; a result of several agencies counts for each."""

    schemas: tuple[tuple[str, int], ...]
    agencies: tuple[tuple[str, str, int], ...]
    handling: tuple[tuple[str, int], ...]


def facets(found: Iterable[Found]) -> Facets:
    """Count each result once a value."""
    schemas: Counter[str] = Counter()
    agencies: Counter[str] = Counter()
    handling: Counter[str] = Counter()
    names: dict[str, str] = {}
    for each in found:
        schemas.update({candidate.schema for candidate in each.candidates})
        agencies.update({candidate.report.agency_code for candidate in each.candidates})
        handling.update({candidate.report.handling for candidate in each.candidates})
        names.update({candidate.report.agency_code: candidate.report.agency for candidate in each.candidates})
    return Facets(
        tuple(schemas.most_common()),
        tuple((agency, names[agency], count) for agency, count in agencies.most_common()),
        tuple(sorted(handling.items())),
    )
