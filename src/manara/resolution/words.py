"""The reader's words for kinds of things, properties, values, reasons and doubts, from the vocabulary and this room's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from manara.foundation.engine.countries import country_name
from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.foundation.engine.phones import grouped
from manara.foundation.engine.scripts import script_of
from manara.foundation.vocabulary import Property, schemas

REASONS: Final = {
    "phone": _("same phone number"),
    "phone-end": _("same last eight figures of a phone number"),
    "document": _("same document number"),
    "imei": _("same device number"),
    "account": _("same account"),
    "email": _("same e-mail address"),
    "plate": _("same plate"),
    "boat-number": _("same registration of a boat"),
    "boat": _("name of a boat"),
    "place": _("same place"),
    "name": _("name"),
    "begins": _("begins so"),
    "other-script": _("name in the other script"),
}
DOUBTS: Final = {
    "day-month-swapped": _("day and month swapped?"),
    "first-of-january": _("1 January: perhaps only the year is known"),
    "less-precise": _("less precise"),
    "unreadable": _("not readable as a date"),
}
NOTES: Final = {
    "country-assumed": _("country assumed: %(country)s"),
    "calendar-hijri": _("written in the Hijri calendar"),
}
SHARED: Final = {
    "phone": _("uses the same phone"),
    "document": _("has the same document number"),
    "imei": _("uses the same device"),
    "account": _("has the same account"),
    "email": _("has the same e-mail address"),
    "plate": _("is tied to the same vehicle"),
    "vessel": _("is tied to the same boat"),
    "place": _("is tied to the same place"),
    "": pgettext_lazy("a tie between two persons", "shares something"),
}
# Whom no rule may judge: only a person joins their files.
SHIELDS: Final = {
    "child": _("perhaps a child: only a person judges this"),
    "never-charted": _("a victim, witness, passenger or family by what is said: only a person judges this"),
}
# Why a judgement that says “the same” makes nothing one: the same words wherever it stands.
JOINS_NOTHING: Final = {
    "": "",
    "waits": _("waits for a second opinion: joins nothing until then"),
    "denied": _("a second person disagrees: joins nothing"),
}
UNNAMED = _("without a name")
# What can be browsed: things, not the ties between them.
BROWSED: Final = (
    "Person", "Phone", "Vessel", "Vehicle", "Organization", "Company", "CriminalNetwork", "Passport", "Identification",
    "Device", "BankAccount", "UserAccount", "SafeHouse", "Address", "PlaceOfInterest", "Incident", "Event", "Trip",
)  # fmt: skip
LEFT_TO_RIGHT: Final = frozenset({"phone", "email", "identifier", "plate", "imei", "number", "url"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a page writes it: `how` is "text", "date", "phone", "name", "long" or "thing"."""

    text: str
    how: str = "text"
    lang: str = ""
    ltr: bool = False
    hijri: str = ""
    url: str = ""
    # Of a name: what tells it from the same name beside it (see `resolution.namesakes`).
    apart: tuple[str, ...] = ()


def language() -> str:
    """The language now shown, two letters."""
    return (get_language() or "en")[:2]


def schema_label(name: str) -> str:
    """The word for one thing of this kind."""
    schema = schemas().get(name)
    return schema.label(language()) if schema else name


def schema_plural(name: str) -> str:
    """The word for several things of this kind."""
    schema = schemas().get(name)
    return schema.plural(language()) if schema else name


def schema_icon(name: str) -> str:
    """The name of the drawing for this kind of thing."""
    schema = schemas().get(name)
    return schema.icon if schema else "thing"


def property_of(schema_name: str, prop: str) -> Property | None:
    """The vocabulary's property, or None for a word that it doesn't have."""
    schema = schemas().get(schema_name)
    return schema.properties.get(prop) if schema else None


def property_label(schema_name: str, prop: str) -> str:
    """The word for a property of this kind of thing."""
    known = property_of(schema_name, prop)
    return known.label(language()) if known else prop


def property_order(schema_name: str) -> list[str]:
    """Properties as a page lists them: names, featured ones, the schema's own, the rest; long texts last."""
    schema = schemas().get(schema_name)
    if schema is None:
        return []

    def place(name: str) -> tuple[bool, bool, bool, bool]:
        known = schema.properties[name]
        return known.type == "text", known.type != "name", name not in schema.featured, known.schema != schema.name

    return sorted(schema.properties, key=place)


def shown(schema_name: str, prop: str, value: str, *, lang: str = "", note: str = "") -> Shown:
    """How a value is written for the reader: dates with precision, countries by name, phones in groups, codes in words."""
    known = property_of(schema_name, prop)
    kind = known.type if known else "string"
    if known is not None and value in known.choices:
        return Shown(known.choice_label(value, language()))
    match kind:
        case "date":
            return _date(value, hijri=note.startswith("calendar-hijri"))
        case "country":
            return Shown(country_name(value, language()))
        case "phone":
            return Shown(phone(value), "phone", ltr=True)
        case "name":
            return Shown(value, "name", lang or name_language(value))
        case "text":
            return Shown(value, "long", lang)
    return Shown(value, ltr=kind in LEFT_TO_RIGHT)


def phone(value: str) -> str:
    """A number in E.164 as its country groups it; anything else as it stands."""
    return grouped(value)


def name_language(name: str) -> str:
    """The language tag by which a name is read aloud: of its script, as far as that tells."""
    return {"Arab": "ar", "Latn": "und-Latn"}.get(script_of(name), "")


def note(text: str) -> str:
    """What was assumed in reading a value, in words."""
    code, _colon, detail = text.partition(":")
    if code not in NOTES:
        return ""
    return str(NOTES[code]) % {"country": country_name(detail, language())}


def likeness(score: float) -> str:
    """How alike two names are, in words that promise no more than a comparison of letters can."""
    if score >= 0.97:
        return gettext("the same name")
    if score >= 0.85:
        return gettext("a spelling of the same name")
    return gettext("a similar name (%(percent)s%%)") % {"percent": round(100 * score)}


def _date(value: str, *, hijri: bool) -> Shown:
    try:
        read = PartialDate.from_iso(value)
    except DateProblem:
        return Shown(value)
    return Shown(value, "date", hijri=read.hijri() if hijri else "")
