"""Which column says what: the mapping of a file's columns to what a report can state, saved as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from manara.foundation.engine.problems import Problem, register

VERSION = 1

register("mapping-unreadable", "The mapping can't be read: %(detail)s.")
register("mapping-version", "The mapping was written by a newer version (%(version)s); this one reads up to %(known)s.")
register("mapping-target", "The mapping names a target that does not exist: %(target)s.")
register("mapping-empty", "No column is mapped to anything: choose what at least one column says.")
register("mapping-columns", "The mapping was made for other columns: %(missing)s is missing from this file.")

Order = Literal["", "dmy", "mdy", "ymd"]
Calendar = Literal["", "gregorian", "hijri"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: what it says (`target`, None leaves it out) and how its values are to be read."""

    index: int
    header: str
    target: str | None = None
    kind: Literal["fact", "assessment"] = "fact"
    order: Order = ""  # of day, month and year where they are digits only
    calendar: Calendar = ""
    country: str = ""  # ISO 3166-1 alpha-2: assumed for phones without a prefix
    split: str = ""  # characters that part several values in a cell; "" is the target's own habit
    lang: str = ""
    score: float = 0.0  # how sure the suggestion is, 0 to 1


@dataclass(frozen=True, slots=True)
class Mapping:
    """All columns of a file and what holds for every row."""

    columns: tuple[Column, ...]
    name: str = ""
    country: str = ""  # assumed where a column does not say
    order: Order = ""
    calendar: Calendar = ""
    kind: Literal["fact", "assessment"] = "fact"
    profile: str = ""  # "", or the structured reading: "un-xml", "gpx", "kml", "ftm", "iom-incidents"
    title: str = ""  # of reports without a title column; may name columns as {Header}
    handling: str = ""
    grade_source: str = ""
    grade_information: str = ""
    relation: str = ""  # what person2 is to person where no column says
    reserved_prefixes: tuple[str, ...] = ()  # phone prefixes no operator holds that pass as valid (demo, training)
    options: Dictionary[str, str] = field(default_factory=dict)
    version: int = VERSION

    def to_json(self) -> str:
        """Return the mapping as JSON text, the same text for the same mapping."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1)

    @classmethod
    def from_json(cls, text: str | bytes) -> Mapping:
        """Read a mapping; raises Problem "mapping-unreadable", "mapping-version" or "mapping-target"."""
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Problem("mapping-unreadable", detail=str(error)[:200]) from error
        return cls.from_dict(data)

    @classmethod
    def from_dict(cls, data: Any) -> Mapping:
        """Build a mapping from decoded JSON; raises as `from_json`."""
        from manara.intake.engine.mapping_check import mapping_from

        return mapping_from(data)

    def with_column(self, index: int, **changes: Any) -> Mapping:
        """Return a copy in which the column at `index` is changed."""
        columns = tuple(replace(c, **changes) if c.index == index else c for c in self.columns)
        return replace(self, columns=columns)

    def fitted(self, header: Sequence[str]) -> Mapping:
        """Return the mapping with its columns found by name in another file's `header`.

        Raises Problem "mapping-columns" when a mapped column is missing.
        """
        from manara.intake.engine.mapping_check import fit

        return fit(self, tuple(header))


def suggest(header: Sequence[str], samples: Sequence[Sequence[str]]) -> Mapping:
    """Suggest what each column says, from its header in any of the four languages and the look of its values.

    A header that is always the same (UN list, GPX, KML, FollowTheMoney, IOM incidents) gives its built-in mapping.
    """
    from manara.intake.engine.profiles import recognised
    from manara.intake.engine.questions import settled
    from manara.intake.engine.suggestion import suggest_columns

    names = tuple(header)
    known = recognised(names)
    if known is not None:
        return known
    return settled(Mapping(columns=suggest_columns(names, tuple(tuple(row) for row in samples))), samples)
