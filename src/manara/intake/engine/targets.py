"""What a column can say: every target of a mapping, the group of the row it belongs to and how its cells are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Reading = Literal[
    "name", "text", "long", "date", "phone", "country", "gender", "identifier", "plate", "imei", "email", "number",
    "latitude", "longitude", "grade", "handling", "kind", "currency", "document", "role", "relation", "schema", "path",
    "reference",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """`group` is the slot in the report ("report" is the report itself), `prop` the property its values state."""

    name: str
    group: str
    prop: str
    reading: Reading
    label: str  # English; the web translates it
    split: str = ""  # characters that part several values in one cell


# What each group of a row is, in the vocabulary's words.
SCHEMAS: Mapping[str, str] = MappingProxyType(
    {
        "person": "Person",
        "person2": "Person",
        "phone": "Phone",
        "vehicle": "Vehicle",
        "vessel": "Vessel",
        "place": "PlaceOfInterest",
        "document": "Identification",
        "organization": "Organization",
        "money": "Payment",
        "sanction": "Sanction",
    }
)

_PERSON: tuple[tuple[str, str, Reading, str, str], ...] = (
    ("name", "name", "name", "Name", ""),
    ("firstName", "firstName", "name", "First name", ""),
    ("lastName", "lastName", "name", "Last name", ""),
    ("fatherName", "fatherName", "name", "Father's name", ""),
    ("motherName", "motherName", "name", "Mother's name", ""),
    ("alias", "alias", "name", "Alias", ";/،؛\n"),
    ("birthDate", "birthDate", "date", "Date of birth", "\n"),
    ("birthPlace", "birthPlace", "name", "Place of birth", "\n"),
    ("nationality", "nationality", "country", "Nationality", ";/،؛\n"),
    ("gender", "gender", "gender", "Gender", ""),
    ("idNumber", "idNumber", "identifier", "Identity number", ";\n"),
    ("passportNumber", "passportNumber", "identifier", "Passport number", ";\n"),
    ("phone", "phone", "phone", "Phone", ""),
    ("address", "address", "name", "Address", "\n"),
    ("email", "email", "email", "E-mail", ";, \n"),
    ("role", "role", "role", "Role in a network", ""),
    ("position", "position", "name", "Occupation", "\n"),
    ("notes", "notes", "long", "Notes", ""),
)


def _persons() -> tuple[Target, ...]:
    first = tuple(Target(f"person.{n}", "person", p, r, label, split) for n, p, r, label, split in _PERSON)
    second = tuple(
        Target(f"person2.{n}", "person2", p, r, f"{label} (second person)", split) for n, p, r, label, split in _PERSON
    )
    return (*first, *second)


_LISTED: tuple[Target, ...] = (
    *_persons(),
    Target("person.weakAlias", "person", "weakAlias", "name", "Alias of low quality", "\n"),
    Target("person.title", "person", "title", "name", "Title", "\n"),
    Target("person.schema", "person", "", "schema", "Person or organisation"),
    Target("person.document", "person", "", "document", "Documents (type | number | country)", "\n"),
    Target("person2.relation", "person2", "", "relation", "Relation of the second person"),
    Target("phone.number", "phone", "number", "phone", "Phone number"),
    Target("phone.imei", "phone", "imei", "imei", "IMEI of the device", ";/,\n"),
    Target("vehicle.plate", "vehicle", "registrationNumber", "plate", "Vehicle plate", ";\n"),
    Target("vehicle.type", "vehicle", "type", "name", "Kind of vehicle"),
    Target("vehicle.model", "vehicle", "model", "name", "Make and model"),
    Target("vessel.name", "vessel", "name", "name", "Boat's name"),
    Target("vessel.registrationNumber", "vessel", "registrationNumber", "identifier", "Boat's registration", ";\n"),
    Target("vessel.type", "vessel", "type", "name", "Kind of boat"),
    Target("place.name", "place", "name", "name", "Place"),
    Target("place.lat", "place", "latitude", "latitude", "Latitude"),
    Target("place.lon", "place", "longitude", "longitude", "Longitude"),
    Target("document.number", "document", "number", "identifier", "Document number"),
    Target("document.type", "document", "type", "name", "Kind of document"),
    Target("document.country", "document", "country", "country", "Issuing country"),
    Target("organization.name", "organization", "name", "name", "Organisation or network"),
    Target("money.amount", "money", "amount", "number", "Amount"),
    Target("money.currency", "money", "currency", "currency", "Currency"),
    Target("sanction.reference", "sanction", "unscId", "identifier", "Reference on the Security Council's list"),
    Target("sanction.date", "sanction", "listingDate", "date", "Date of listing"),
    Target("report.date", "report", "occurred", "date", "Date of what happened"),
    Target("report.place", "report", "place", "name", "Where it happened"),
    Target("report.title", "report", "title", "text", "Title of the report"),
    Target("report.text", "report", "text", "long", "Text of the report"),
    Target("report.source", "report", "source", "reference", "Reference of the source"),
    Target("report.grade", "report", "grade", "grade", "Grade (source and information)"),
    Target("report.gradeSource", "report", "grade_source", "grade", "Grade of the source"),
    Target("report.gradeInformation", "report", "grade_information", "grade", "Grade of the information"),
    Target("report.handling", "report", "handling", "handling", "Handling code"),
    Target("report.kind", "report", "kind", "kind", "Fact or assessment"),
    Target("report.reference", "report", "reference", "text", "File's own reference"),
)
TARGETS: Mapping[str, Target] = MappingProxyType({target.name: target for target in _LISTED})

# Header words that only count rows: the column is left out.
IGNORED = frozenset({"row.number"})
