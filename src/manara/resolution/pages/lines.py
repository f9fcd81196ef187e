"""One line of a list: what it is called in each script, what tells it apart, who says so and why it is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from manara.foundation.engine.scripts import script_of
from manara.resolution import words
from manara.resolution.engine.ranking import Found
from manara.resolution.engine.sayings import Report, strictest
from manara.resolution.queries.things import Thing

MOST_FACTS = 4
MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A list's line as its template writes it."""

    url: str
    icon: str
    kind: str
    name: words.Shown
    names: tuple[words.Shown, ...]
    facts: tuple[words.Shown, ...]
    report: Report
    handling: str
    reasons: tuple[str, ...] = ()
    reports: int = 1
    agencies: int = 1
    bounded: bool = False
    # Where it can be ticked to be compared, its address; and how it was judged beside the one it is looked for.
    pick: str = ""
    ticked: bool = False
    judged: str = ""


def of_found(found: Found) -> Line:
    """A line of a search."""
    first = found.first
    names = _other_names(first.caption, first.names)
    return Line(
        reverse("resolution:entity", args=[first.public_id]),
        words.schema_icon(first.schema),
        words.schema_label(first.schema),
        name_of(first.schema, first.caption),
        names,
        facts_of(first.schema, found.facts),
        first.report,
        strictest([candidate.report for candidate in found.candidates])[0],
        tuple(str(words.REASONS[reason]) for reason in found.reasons),
        found.reports,
        found.agencies,
        found.bounded,
    )


def of_thing(thing: Thing, facts: Mapping[str, Sequence[str]] | None = None, *, apart: tuple[str, ...] = ()) -> Line:
    """A line of any other list; `apart` tells it from another of its name."""
    told = facts or {}
    return Line(
        reverse("resolution:entity", args=[thing.public_id]),
        words.schema_icon(thing.schema),
        words.schema_label(thing.schema),
        replace(name_of(thing.schema, thing.caption), apart=apart),
        _other_names(thing.caption, [name for prop in ("name", "alias") for name in told.get(prop, ())]),
        facts_of(thing.schema, told),
        thing.report,
        thing.report.handling,
    )


def facts_of(schema: str, facts: Mapping[str, Sequence[str]]) -> tuple[words.Shown, ...]:
    """The first few facts that aren't its name already."""
    shown = [
        words.shown(schema, prop, value) for prop, values in facts.items() for value in values[:1] if _is_fact(prop)
    ]
    return tuple(shown[:MOST_FACTS])


def _is_fact(prop: str) -> bool:
    return prop not in ("name", "alias", "previousName", "weakAlias", "number", "topics")


def name_of(schema: str, caption: str) -> words.Shown:
    """What a thing is called, as its script is read."""
    if not caption:
        return words.Shown(str(words.UNNAMED))
    if schema == "Phone":
        return words.Shown(words.phone(caption), "phone", ltr=True)
    return words.Shown(caption, "name", words.name_language(caption))


def _other_names(caption: str, names: Sequence[str]) -> tuple[words.Shown, ...]:
    """Names in the other script first."""
    others = [name for name in dict.fromkeys(names) if name != caption]
    others.sort(key=lambda name: script_of(name) == script_of(caption))
    return tuple(words.Shown(name, "name", words.name_language(name)) for name in others[:MOST_NAMES])
