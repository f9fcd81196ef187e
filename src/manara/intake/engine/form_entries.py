"""What a report's form can tell of: its entries, the fields of each and how they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from manara.intake.engine.targets import Reading


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of an entry: the property it states and how its text is read.

    `apart` names the schema of an entity of its own that the value makes (a role, a device), `near` its property that
    points back to the entry, `tie` the schema and property of a link between the two where it needs one.
    """

    prop: str
    reading: Reading
    apart: str = ""
    near: str = ""
    tie: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """That an entry points to a person of the same form.

    `schema` is the link between the two, with `near` for the entry and `far` for the person; without a schema the
    entry's own property `near` points to the person.
    """

    schema: str
    near: str
    far: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of entry: what it is, its fields in their order, and how it points to persons."""

    schema: str
    fields: Mapping[str, FormField]
    links: Mapping[str, Link]


def _entry(schema: str, links: Mapping[str, Link] | None = None, **fields: FormField) -> Entry:
    return Entry(schema, MappingProxyType(fields), MappingProxyType(dict(links or {})))


# What ties a boat or a car to a person is left open: who was seen with it need not own it.
_LINKED = Link("UnknownLink", "object", "subject")


ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {
        "persons": _entry(
            "Person",
            name=FormField("name", "name"),
            alias=FormField("alias", "name"),
            birthDate=FormField("birthDate", "date"),
            gender=FormField("gender", "gender"),
            nationality=FormField("nationality", "country"),
            idNumber=FormField("idNumber", "identifier"),
            role=FormField("role", "role", "NetworkRole", "holder"),
            notes=FormField("notes", "long"),
        ),
        "phones": _entry(
            "Phone",
            {"person": Link("PhoneUse", "phone", "holder")},
            number=FormField("number", "phone"),
            imei=FormField("imei", "imei", "Device", tie=("DeviceUse", "phone", "device")),
        ),
        "vehicles": _entry(
            "Vehicle",
            {"person": _LINKED},
            plate=FormField("registrationNumber", "plate"),
            type=FormField("type", "name"),
            model=FormField("model", "name"),
        ),
        "boats": _entry(
            "Vessel",
            {"person": _LINKED},
            name=FormField("name", "name"),
            registration=FormField("registrationNumber", "identifier"),
            type=FormField("type", "name"),
        ),
        "documents": _entry(
            "Identification",
            {"person": Link("", "holder")},
            number=FormField("number", "identifier"),
            type=FormField("type", "name"),
            country=FormField("country", "country"),
        ),
        "money": _entry(
            "Payment",
            {"payer": Link("", "payer"), "beneficiary": Link("", "beneficiary")},
            amount=FormField("amount", "number"),
            currency=FormField("currency", "currency"),
            purpose=FormField("purpose", "name"),
        ),
    }
)  # fmt: skip

REPORT_FIELDS = (
    "title", "text", "language", "occurred", "occurred_as", "place", "place_key", "source_reference", "grade_scheme",
    "grade_source", "grade_information", "handling", "tlp", "conditions", "review_on", "circles",
)  # fmt: skip

# More entries of one kind belong into a file, which is imported.
MOST = 60
_KEY = re.compile(r"([a-z]+)-(\d{1,3})-([a-zA-Z]+?)(_as)?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form a field stands: which entry, which of them, which field; `asks` for how a date is meant."""

    group: str
    number: int
    field: str
    asks: bool = False


def place_of(key: str) -> Place | None:
    """The place of a field's key such as "persons-0-birthDate"; None for a key that no entry has."""
    found = _KEY.fullmatch(key)
    if found is None or found[1] not in ENTRIES or int(found[2]) >= 1000:
        return None
    entry, name = ENTRIES[found[1]], found[3]
    if name != "kind" and name not in entry.fields and name not in entry.links:
        return None
    if found[4] and (name not in entry.fields or entry.fields[name].reading != "date"):
        return None
    return Place(found[1], int(found[2]), name, bool(found[4]))


def numbers_of(payload: Mapping[str, str], group: str) -> list[int]:
    """The numbers of the entries of one kind that a form has, in their order."""
    places = (place_of(key) for key in payload)
    return sorted({place.number for place in places if place is not None and place.group == group})
