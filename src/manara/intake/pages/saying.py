"""What a report says, in the reader's language: the kind of each entity, the property, the value, how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from manara.foundation.engine.countries import country_name
from manara.foundation.engine.partial_date import DateProblem, PartialDate
from manara.foundation.engine.phones import grouped
from manara.foundation.vocabulary import Property, schemas
from manara.intake.models import Entity, Statement
from manara.intake.queries.report import Told

LEFT_TO_RIGHT = frozenset({"phone", "identifier", "plate", "imei", "email", "url", "number"})


@dataclass(frozen=True)
class ShownStatement:
    """One line: the property's name, the value and what stands beside it."""

    statement: Statement
    label: str
    value: str
    other: Entity | None
    other_title: str
    date: PartialDate | None
    ltr: bool
    original: str
    note: str


@dataclass(frozen=True)
class ShownEntity:
    """One entity of a report with its lines; `tie` when it only links others."""

    entity: Entity
    title: str
    label: str
    icon: str
    tie: bool
    statements: list[ShownStatement]


def shown_entities(told: Sequence[Told]) -> list[ShownEntity]:
    """The entities for the page: things first, then what ties them."""
    shown = [_entity(each) for each in told]
    return sorted(shown, key=lambda each: each.tie)


def _entity(told: Told) -> ShownEntity:
    language = get_language() or "en"
    known = schemas().get(told.entity.schema)
    label = known.label(language) if known else told.entity.schema
    return ShownEntity(
        entity=told.entity,
        title=title_of(told.entity),
        label=label,
        icon=ICONS.get(told.entity.schema, "thing"),
        tie=bool(known and known.edge),
        statements=[shown_statement(each) for each in told.statements],
    )


def title_of(entity: Entity) -> str:
    """What an entity is called on a page: a telephone by its number in groups, all else as its report does."""
    return grouped(entity.caption) if entity.schema == "Phone" else entity.caption


# The shell's drawings for what reports name most.
ICONS = {
    "Person": "person", "Phone": "phone", "Device": "phone", "Vehicle": "vehicle", "Vessel": "vessel", "Payment": "money",
    "Identification": "document", "Passport": "document", "Organization": "organisation", "Company": "company",
    "Address": "place", "Place": "place", "Event": "event", "Incident": "event", "Trip": "trip", "Call": "call",
    "SafeHouse": "safe-house", "Family": "family", "BankAccount": "money", "PhoneUse": "link", "UnknownLink": "link",
    "NetworkRole": "network", "DeviceUse": "link",
}  # fmt: skip


def shown_statement(statement: Statement) -> ShownStatement:
    """One statement as its line shows it."""
    language = get_language() or "en"
    known = schemas().get(statement.schema)
    prop = known.properties.get(statement.prop) if known else None
    value = _value(prop, statement.value, language)
    # What the reader's language writes as the report did needs no second mention.
    original = statement.original if statement.original not in (statement.value, value) else ""
    return ShownStatement(
        statement=statement,
        label=prop.label(language) if prop else statement.prop,
        value=value,
        other=statement.other,
        other_title=title_of(statement.other) if statement.other else "",
        date=_date(prop, statement.value),
        ltr=bool(prop and prop.type in LEFT_TO_RIGHT),
        original=original,
        note=_note(statement.note),
    )


def _value(prop: Property | None, value: str, language: str) -> str:
    if prop is None:
        return value
    if prop.type == "country":
        return country_name(value, language)
    if prop.type == "phone":
        return grouped(value)
    return prop.choice_label(value, language) if prop.choices else value


def _date(prop: Property | None, value: str) -> PartialDate | None:
    if prop is None or prop.type != "date" or not value:
        return None
    try:
        return PartialDate.from_iso(value)
    except DateProblem:
        # A partner's package may hold a date in its own form; it is shown as it stands.
        return None


def _note(note: str) -> str:
    code, _colon, value = note.partition(":")
    if code == "country-assumed":
        return _("country assumed: %(country)s") % {"country": country_name(value, get_language() or "en")}
    if code == "thinned-from":
        return _("drawn with fewer points than its %(points)s") % {"points": value}
    return {
        "calendar-hijri": _("from the Hijri calendar"),
        "first-january": _("1 January often stands for an unknown day"),
        "hidden-removed": _("characters that can't be seen were taken out"),
        "check-digit": _("the check digit does not fit"),
        "named-by-position": _("called by its position"),
        "country-unknown": _("this country is not known here"),
    }.get(code, note)
