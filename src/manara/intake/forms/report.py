"""A report's form: one field for each key of the draft's payload, as many entries of each kind as it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from manara.foundation.engine.problems import Problem
from manara.foundation.models import Circle
from manara.foundation.vocabulary import schema
from manara.intake.engine.form_entries import ENTRIES, REPORT_FIELDS, numbers_of, place_of
from manara.intake.engine.grades import GRADES
from manara.intake.forms.weights import INFORMATION_WORDS, SOURCE_WORDS, grade_choices, handling_choices
from manara.intake.models.report import GradeScheme, Tlp
from manara.intake.reasons import told

Payload = dict[str, str]
LANGUAGES = [("", _("As the page")), ("ar", "العربية"), ("fr", "Français"), ("es", "Español"), ("en", "English")]
KINDS = [("fact", _("Fact")), ("assessment", _("Assessment"))]
MEANT = [
    ("", _("As it stands")),
    ("dmy", _("Day, month, year")),
    ("mdy", _("Month, day, year")),
    ("ymd", _("Year, month, day")),
    ("gregorian", _("Gregorian")),
    ("hijri", _("Hijri")),
]


@dataclass(frozen=True)
class Words:
    """How one kind of entry is called on the page."""

    plural: str | Promise
    one: str | Promise
    add: str | Promise
    icon: str


WORDS = {
    "persons": Words(_("Persons"), _("Person"), _("Add a person"), "person"),
    "phones": Words(_("Phones"), _("Phone"), _("Add a phone"), "phone"),
    "vehicles": Words(_("Vehicles"), _("Vehicle"), _("Add a vehicle"), "vehicle"),
    "boats": Words(_("Boats"), _("Boat"), _("Add a boat"), "vessel"),
    "documents": Words(_("Documents"), _("Document"), _("Add a document"), "document"),
    "money": Words(_("Money"), _("Payment"), _("Add a payment"), "money"),
}
LABELS = {
    "plate": _("Plate"),
    "registration": _("Registration"),
    "type": _("Kind"),
    "model": _("Make and model"),
    "person": _("Whose, or used by"),
    "payer": _("Paid by"),
    "beneficiary": _("Paid to"),
    "role": _("Part in a network"),
    "imei": _("IMEI of the device"),
}
HINTS = {
    "role": _("Always kept as an assessment. Passengers, families who pay and rescuers have none."),
    "birthDate": format_lazy(_("1984, 03/1984, {hijri}"), hijri="\u206712 رمضان 1404\u2069"),
}


def payload_of(post: QueryDict) -> Payload:
    """What a form sent, less what is no field of it; each value as it was typed."""
    payload: Payload = {name: str(post[name]) for name in REPORT_FIELDS if name in post and name != "circles"}
    payload["circles"] = " ".join(post.getlist("circles"))
    payload |= {key: str(post[key]) for key in post if place_of(key) is not None}
    return payload


def with_entry(payload: Mapping[str, str], group: str) -> tuple[Payload, int]:
    """The payload with one more, empty entry of a kind, and its number."""
    number = max(numbers_of(payload, group), default=-1) + 1
    return {**payload, f"{group}-{number}-kind": "fact"}, number


def without_entry(payload: Mapping[str, str], group: str, number: str) -> Payload:
    """The payload without one entry; what pointed to it points to nobody."""
    kept = {key: value for key, value in payload.items() if not key.startswith(f"{group}-{number}-")}
    if group == "persons":
        for key, value in kept.items():
            place = place_of(key)
            if place is not None and place.field in ENTRIES[place.group].links and value == number:
                kept[key] = ""
    return kept


@dataclass(frozen=True)
class ShownEntry:
    """One entry as the page draws it: its number, heading and fields."""

    group: str
    number: int
    heading: str
    fields: list[BoundField]
    kind: BoundField

    @property
    def place(self) -> str:
        """The entry's id on the page, such as "persons-0"."""
        return f"{self.group}-{self.number}"


@dataclass(frozen=True)
class ShownGroup:
    """All entries of one kind."""

    name: str
    words: Words
    entries: list[ShownEntry]


class ReportForm(forms.Form):
    """Not bound to rules: `engine.form` reads the payload, and `mark` puts what it found beside the fields."""

    def __init__(self, payload: Mapping[str, str], circles: list[Circle]) -> None:
        kinds = {f"{group}-{number}-kind": "fact" for group in ENTRIES for number in numbers_of(payload, group)}
        self.payload = kinds | dict(payload)
        super().__init__(self.payload | {"circles": payload.get("circles", "").split()})  # type: ignore[dict-item]
        self.fields.update(self._frame(circles))
        self.fields.update(self._entries())
        # Bound, so that what was typed is shown; marked later, so nothing is wrong yet.
        self._errors = forms.utils.ErrorDict()

    def mark(self, errors: Mapping[str, Problem]) -> None:
        """Put each problem beside its field; a date that can be read in two ways gets its question there."""
        self.cleaned_data: dict[str, object] = {}
        for key, problem in errors.items():
            if problem.code == "date-ambiguous" and f"{key}_as" not in self.fields:
                self.fields[f"{key}_as"] = _choice(_("Read this date as"), MEANT)
            self.add_error(key if key in self.fields else None, told(problem))

    def groups(self) -> Iterator[ShownGroup]:
        """The entries of every kind, for the template."""
        for group, entry in ENTRIES.items():
            shown = []
            for position, number in enumerate(numbers_of(self.payload, group), start=1):
                prefix = f"{group}-{number}"
                names = [f"{prefix}-{name}" for name in (*entry.fields, *entry.links)]
                fields = [self[each] for name in names for each in (name, f"{name}_as") if each in self.fields]
                said = self.payload.get(f"{prefix}-{next(iter(entry.fields))}", "")
                heading = said or f"{WORDS[group].one} {position}"
                shown.append(ShownEntry(group, number, heading, fields, self[f"{prefix}-kind"]))
            yield ShownGroup(group, WORDS[group], shown)

    def _frame(self, circles: list[Circle]) -> dict[str, forms.Field]:
        scheme = self.payload.get("grade_scheme") or "4x4"
        scheme = scheme if scheme in GRADES else "4x4"
        fields: dict[str, forms.Field] = {
            "title": forms.CharField(label=_("Title"), help_text=_("What a colleague needs to find it again.")),
            "text": forms.CharField(label=_("What happened"), widget=forms.Textarea(attrs={"rows": 7})),
            "language": _choice(_("Language of the text"), LANGUAGES),
            "occurred": forms.CharField(
                label=_("When"), help_text=_("A day, a month, a year or “about”; Hijri too.")
            ),
            "place": forms.CharField(
                label=_("Where"), help_text=_("Choose the place from the list where it is there; it is on the map then.")
            ),
            "place_key": forms.CharField(widget=forms.HiddenInput()),
            "source_reference": forms.CharField(
                label=_("Source reference"), help_text=_("A code such as S-112, never a name: who it is stays sealed apart.")
            ),
            "grade_scheme": _choice(_("Grading scheme"), GradeScheme.choices),
            "grade_source": _choice(_("The source"), grade_choices(SOURCE_WORDS, scheme)),
            "grade_information": _choice(_("The information"), grade_choices(INFORMATION_WORDS, scheme)),
            "handling": _choice(_("Handling code"), handling_choices()),
            "tlp": _choice(_("Traffic light"), Tlp.choices),
            "conditions": forms.CharField(label=_("Conditions"), widget=forms.Textarea(attrs={"rows": 2})),
            "review_on": forms.CharField(
                label=_("Review on"), widget=forms.TextInput(attrs={"type": "date"}),
                help_text=_("When somebody looks again whether it is still needed."),
            ),
            "circles": forms.MultipleChoiceField(
                label=_("Who may read it"), widget=forms.CheckboxSelectMultiple,
                choices=[(str(circle.public_id), circle.title) for circle in circles],
                help_text=_("The circles that may know. None chosen means nobody."),
            ),
        }  # fmt: skip
        if self.payload.get("occurred_as"):
            fields["occurred_as"] = _choice(_("Read this date as"), MEANT)
        for name in ("title", "occurred", "place", "source_reference"):
            fields[name].widget.attrs |= {"autocomplete": "off", "maxlength": 2000}
        fields["place"].widget.attrs |= {
            "data-places": reverse("foundation:suggest-places"), "data-place-key": "place_key", "data-place-label": _("Places"),
        }  # fmt: skip
        fields["source_reference"].widget.attrs |= {"maxlength": 40, "dir": "ltr"}
        return _optional(fields)

    def _entries(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for group, entry in ENTRIES.items():
            properties = schema(entry.schema).properties
            for number in numbers_of(self.payload, group):
                prefix = f"{group}-{number}"
                for name, each in entry.fields.items():
                    label = LABELS.get(name) or properties[each.prop].label(get_language() or "en")
                    fields[f"{prefix}-{name}"] = _field(name, each.reading, label)
                    if self.payload.get(f"{prefix}-{name}_as"):
                        fields[f"{prefix}-{name}_as"] = _choice(_("Read this date as"), MEANT)
                for name in entry.links:
                    fields[f"{prefix}-{name}"] = _choice(LABELS[name], self._persons())
                fields[f"{prefix}-kind"] = forms.ChoiceField(
                    label=_("Fact or assessment"), choices=KINDS, widget=forms.RadioSelect
                )
        return _optional(fields)

    def _persons(self) -> list[tuple[str, str]]:
        found = [("", str(_("Nobody named here")))]
        for position, number in enumerate(numbers_of(self.payload, "persons"), start=1):
            said = self.payload.get(f"persons-{number}-name", "").strip()
            found.append((str(number), said[:80] or f"{WORDS['persons'].one} {position}"))
        return found


def _choice(label: object, choices: object) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)  # type: ignore[arg-type]


def _optional(fields: dict[str, forms.Field]) -> dict[str, forms.Field]:
    # Browsers must not stop what the engine explains better, and a draft may hold anything.
    for each in fields.values():
        each.required = False
    return fields


def _field(name: str, reading: str, label: object) -> forms.Field:
    hint = HINTS.get(name, "")
    if reading == "long":
        return forms.CharField(label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": 2}))  # type: ignore[arg-type]
    if reading == "gender":
        chosen = schema("Person").properties["gender"]
        words = [("", ""), *((code, chosen.choice_label(code, get_language() or "en")) for code in chosen.choices)]
        return forms.ChoiceField(label=label, choices=words)  # type: ignore[arg-type]
    if reading == "role":
        role = schema("NetworkRole").properties["role"]
        words = [("", ""), *((code, role.choice_label(code, get_language() or "en")) for code in role.choices)]
        return forms.ChoiceField(label=label, choices=words, help_text=hint)  # type: ignore[arg-type]
    attrs: dict[str, object] = {"autocomplete": "off", "maxlength": 4000}
    if reading == "phone":
        attrs |= {"inputmode": "tel", "dir": "ltr"}
    elif reading in ("imei", "number"):
        attrs |= {"inputmode": "decimal" if reading == "number" else "numeric", "dir": "ltr"}
    elif reading in ("identifier", "plate", "date"):
        attrs |= {"dir": "auto"}
    return forms.CharField(label=label, help_text=hint, widget=forms.TextInput(attrs=attrs))  # type: ignore[arg-type]


__all__ = ["WORDS", "ReportForm", "payload_of", "with_entry", "without_entry"]
