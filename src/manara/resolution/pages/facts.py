"""What is known, as a page writes it: a property with its values, each with its sayers, weights and doubts in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from manara.resolution import words
from manara.resolution.engine.conflicts import MOST_SAYERS, lines
from manara.resolution.engine.sayings import Line, Report, Saying, Value
from manara.resolution.queries.things import Thing


@dataclass(frozen=True, slots=True)
class ShownSayer:
    """One report that says a value."""

    report: Report
    url: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value with those who say it; `more` sayers beyond those shown; `first` when it opens its property."""

    value: words.Shown
    share: int | None
    doubts: tuple[str, ...]
    originals: tuple[str, ...]
    sayers: tuple[ShownSayer, ...]
    more: int
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A property with its values."""

    label: str
    values: tuple[ShownValue, ...]
    conflict: bool
    more: int

    @property
    def rows(self) -> int:
        """How many lines of the table it takes."""
        return len(self.values) + bool(self.more)


def shown_lines(
    schema: str, sayings: Sequence[Saying], things: Mapping[int, Thing], *, today: date, caption: str = ""
) -> list[ShownLine]:
    """All properties in the reader's words, in the order of the schema; what points to a hidden thing is left out."""
    told = [each for each in sayings if (each.value or each.other) and (not each.other or each.other in things)]
    found = lines(told, order=words.property_order(schema), today=today)
    return [_line(schema, line, things) for line in found]


def report_url(report: Report) -> str:
    """The address of a report's page."""
    return f"/reports/{report.public_id}/"


def _line(schema: str, line: Line, things: Mapping[int, Thing]) -> ShownLine:
    values = tuple(_value(schema, line.prop, value, things) for value in line.values)
    return ShownLine(words.property_label(schema, line.prop), values, line.conflict, line.more)


def _value(schema: str, prop: str, value: Value, things: Mapping[int, Thing]) -> ShownValue:
    icon = ""
    if value.other:
        thing = things[value.other]
        icon = words.schema_icon(thing.schema)
        text = words.phone(thing.caption) if thing.schema == "Phone" else thing.caption
        shown = words.Shown(
            text or words.schema_label(thing.schema),
            "thing",
            words.name_language(thing.caption),
            ltr=thing.schema == "Phone",
            url=reverse("resolution:entity", args=[thing.public_id]),
        )
    else:
        note = next((each.note for each in value.sayings if each.note), "")
        shown = words.shown(schema, prop, value.value, lang=value.language, note=note)
    sayers = tuple(
        ShownSayer(each.report, report_url(each.report), each.kind, words.note(each.note))
        for each in value.sayings[:MOST_SAYERS]
    )
    doubts = tuple(str(words.DOUBTS[doubt]) for doubt in value.doubts)
    # What the reader's language writes as the report did needs no second mention.
    originals = tuple(original for original in value.originals if original != shown.text)[:3]
    return ShownValue(shown, value.share, doubts, originals, sayers, len(value.sayings) - len(sayers), icon)
