"""What each column of a file says and what holds for every row, to choose on the preview page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from manara.foundation.vocabulary import schema
from manara.intake.engine.grades import GRADES, is_grade
from manara.intake.engine.mapping import Column
from manara.intake.engine.mapping import Mapping as Columns
from manara.intake.engine.questions import Question
from manara.intake.engine.targets import SCHEMAS, TARGETS, Target
from manara.intake.forms.weights import INFORMATION_WORDS, SOURCE_WORDS, grade_choices, handling_choices
from manara.intake.models.report import GradeScheme, Tlp

ORDERS = [
    ("", _("As it stands")), ("dmy", _("Day, month, year")), ("mdy", _("Month, day, year")), ("ymd", _("Year, month, day")),
]  # fmt: skip
CALENDARS = [("", _("As it stands")), ("gregorian", _("Gregorian")), ("hijri", _("Hijri"))]
KINDS = [("fact", _("Fact")), ("assessment", _("Assessment"))]
# The countries of the routes first asked about; any other is typed as its two letters.
COUNTRIES = (
    "MR", "MA", "SN", "ML", "DZ", "TN", "LY", "EG", "ES", "FR", "IT", "GM", "GN", "NE", "CI", "BF", "TD", "SD", "NG", "PT",
)  # fmt: skip
_GROUPS = {"report": _("The report"), "person2": _("Second person")}
_REPORT = {
    "report.date": _("Date of what happened"),
    "report.place": _("Where it happened"),
    "report.title": _("Title of the report"),
    "report.text": _("Text of the report"),
    "report.source": _("Reference of the source"),
    "report.grade": _("Grade (source and information)"),
    "report.gradeSource": _("Grade of the source"),
    "report.gradeInformation": _("Grade of the information"),
    "report.handling": _("Handling code"),
    "report.kind": _("Fact or assessment"),
    "report.reference": _("The file's own reference"),
    "person.schema": _("Person or organisation"),
    "person.document": _("Documents (type | number | country)"),
    "person2.relation": _("What the second person is to the first"),
    "phone.imei": _("IMEI of the device"),
    "person.role": _("Part in a network"),
    "person2.role": _("Part in a network"),
}


def target_label(target: Target) -> str:
    """What a column says, in the language now shown."""
    if target.name in _REPORT:
        return str(_REPORT[target.name])
    prop = schema(SCHEMAS[target.group]).properties.get(target.prop)
    return prop.label(get_language() or "en") if prop else target.label


def target_choices() -> list[Any]:
    """Every target, grouped by what it speaks of; the first leaves the column out."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for target in TARGETS.values():
        groups.setdefault(target.group, []).append((target.name, target_label(target)))
    first = sorted(groups, key=lambda name: name != "report")
    return [("", _("— leave out —")), *((_group_label(name), groups[name]) for name in first)]


def _group_label(group: str) -> str:
    if group in _GROUPS:
        return str(_GROUPS[group])
    return schema(SCHEMAS[group]).label(get_language() or "en")


@dataclass(frozen=True)
class ShownColumn:
    """One column on the page: its header, examples and the choices about it."""

    column: Column
    examples: list[str]
    target: BoundField
    kind: BoundField
    order: BoundField | None
    calendar: BoundField | None
    country: BoundField | None
    asked: bool


class MappingForm(forms.Form):
    """Columns and what holds for every row; `mapping` gives the engine's mapping, `defaults` the rest."""

    grade_scheme = forms.ChoiceField(label=_("Grading scheme"), choices=GradeScheme.choices)
    grade_source = forms.ChoiceField(label=_("The source"))
    grade_information = forms.ChoiceField(label=_("The information"))
    handling = forms.ChoiceField(label=_("Handling code"))
    tlp = forms.ChoiceField(label=_("Traffic light"), choices=Tlp.choices, required=False)
    conditions = forms.CharField(label=_("Conditions"), required=False, max_length=500)
    review_on = forms.DateField(
        label=_("Review on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source_reference = forms.CharField(
        label=_("Source reference"), required=False, max_length=40, help_text=_("Where a row names none of its own.")
    )
    row_kind = forms.ChoiceField(label=_("Every row is"), choices=KINDS, widget=forms.RadioSelect)
    country = forms.CharField(
        label=_("Country of phones without a code"), required=False, max_length=2,
        help_text=_("Two letters such as MR. Each number shows that its country was assumed."),
        widget=forms.TextInput(attrs={"list": "countries", "dir": "ltr", "autocapitalize": "characters"}),
    )  # fmt: skip

    def __init__(
        self, columns: Columns, defaults: Mapping[str, Any], data: QueryDict | None = None,
        asked: tuple[Question, ...] = (),
    ) -> None:  # fmt: skip
        self.columns = columns
        self._asked = {(question.index, question.kind) for question in asked}
        initial = {
            "grade_scheme": "4x4", "handling": "H0", "row_kind": columns.kind, "country": columns.country,
            **{name: value for name, value in defaults.items() if value},
        }  # fmt: skip
        super().__init__(data, initial=initial)
        scheme = (data or initial).get("grade_scheme", "4x4")
        scheme = scheme if scheme in GRADES else "4x4"
        self.fields["grade_source"].choices = grade_choices(SOURCE_WORDS, scheme)  # type: ignore[attr-defined]
        self.fields["grade_information"].choices = grade_choices(INFORMATION_WORDS, scheme)  # type: ignore[attr-defined]
        self.fields["handling"].choices = handling_choices()  # type: ignore[attr-defined]
        targets = target_choices()
        for column in columns.columns:
            self._add(column, targets)

    def _add(self, column: Column, targets: list[Any]) -> None:
        name = f"c{column.index}"
        self.fields[f"{name}-target"] = _choice(_("says"), targets, column.target or "")
        self.fields[f"{name}-kind"] = _choice(_("as"), KINDS, column.kind)
        self.fields[f"{name}-order"] = _choice(_("Order of day and month"), ORDERS, column.order)
        self.fields[f"{name}-calendar"] = _choice(_("Calendar"), CALENDARS, column.calendar)
        country = forms.CharField(
            label=_("Country of phones without a code"), required=False, max_length=2, initial=column.country,
            widget=forms.TextInput(attrs={"list": "countries", "dir": "ltr", "autocapitalize": "characters"}),
        )  # fmt: skip
        self.fields[f"{name}-country"] = country

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        source, information = given.get("grade_source", ""), given.get("grade_information", "")
        if source and information and not is_grade(given.get("grade_scheme", ""), source, information):
            self.add_error("grade_source", _("This is no grade of the chosen scheme."))
        for name, value in list(given.items()):  # a refused field leaves what is cleaned
            if name.endswith("country") and value and not (len(value) == 2 and value.isascii() and value.isalpha()):
                self.add_error(name, _("Give the country as two letters, such as MR."))
        return given

    def shown(self, sample: tuple[tuple[str, ...], ...]) -> Iterator[ShownColumn]:
        """The columns for the page; what must be asked about one, or was answered, stands beside it."""
        for column in self.columns.columns:
            name, at = f"c{column.index}", column.index
            cells = [row[at] for row in sample if at < len(row) and row[at].strip()]
            target = TARGETS.get(self[f"{name}-target"].value() or "")
            reading = target.reading if target else ""
            asked = {kind for index, kind in self._asked if index == at}
            yield ShownColumn(
                column=column,
                examples=list(dict.fromkeys(cell[:60] for cell in cells))[:3],
                target=self[f"{name}-target"],
                kind=self[f"{name}-kind"],
                order=self[f"{name}-order"] if reading == "date" or "date-order" in asked else None,
                calendar=self[f"{name}-calendar"] if reading == "date" or "calendar" in asked else None,
                country=self[f"{name}-country"] if reading == "phone" or "phone-country" in asked else None,
                asked=bool(asked),
            )

    def mapping(self) -> Columns:
        """The engine's mapping of a valid form."""
        given = self.cleaned_data
        columns = tuple(
            replace(
                column,
                target=given.get(f"c{column.index}-target") or None,
                kind=given.get(f"c{column.index}-kind") or "fact",
                order=given.get(f"c{column.index}-order", ""),
                calendar=given.get(f"c{column.index}-calendar", ""),
                country=given.get(f"c{column.index}-country", "").upper(),
            )
            for column in self.columns.columns
        )
        return replace(self.columns, columns=columns, country=given["country"].upper(), kind=given["row_kind"])

    def defaults(self) -> dict[str, Any]:
        """What holds where a row is silent, as `provenance_of` reads it."""
        given = self.cleaned_data
        names = ("grade_scheme", "grade_source", "grade_information", "handling", "tlp", "conditions", "source_reference")
        review: date | None = given.get("review_on")
        return {**{name: given.get(name, "") for name in names}, "review_on": review.isoformat() if review else ""}


def _choice(label: object, choices: object, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)  # type: ignore[arg-type]
