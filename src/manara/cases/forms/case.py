"""The forms by which a case is opened, closed, reopened, merged and its lead passed on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.cases.models import Case, Family, Outcome
from manara.cases.queries.people import Member
from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.models import Circle


class TidyForm(forms.Form):
    """Texts as their author meant them; one that is needed and holds nothing visible is missing."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, field in self.fields.items():
            value = cleaned.get(name)
            if isinstance(value, str) and not isinstance(field, forms.ChoiceField):
                cleaned[name] = tidy_lines(value) if isinstance(field.widget, forms.Textarea) else tidy(value)
                if field.required and not cleaned[name]:
                    self.add_error(name, _("This field is needed."))
        return cleaned


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OpenForm(TidyForm):
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=40, help_text=gettext_lazy("As your service numbers its cases.")
    )
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=110, help_text=gettext_lazy("A code word or a place, no person's name.")
    )
    family = forms.ChoiceField(
        label=gettext_lazy("What is investigated"), choices=Family.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("Trafficking, smuggling and slavery are counted apart and never added up."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why the case is opened"), max_length=240, help_text=gettext_lazy("Every member reads it.")
    )
    circle = forms.ChoiceField(
        label=gettext_lazy("Who is in it"), required=False,
        help_text=gettext_lazy(
            "Of a new case only you are a member at first; a circle that you keep brings its people and records."
        ),
    )  # fmt: skip

    def __init__(self, data: Any, circles: Sequence[Circle]) -> None:
        super().__init__(data)
        self._circles = {str(circle.public_id): circle for circle in circles}
        offered = [(key, circle.title) for key, circle in self._circles.items()]
        self.fields["circle"].choices = [("", _("Only me, until I let others in")), *offered]  # type: ignore[attr-defined]

    def chosen_circle(self) -> Circle | None:
        """The circle that becomes the case; None for a new one."""
        return self._circles.get(self.cleaned_data.get("circle", ""))


class CloseForm(TidyForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=[each for each in Outcome.choices if each[0] != Outcome.MERGED],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=4000, widget=_long())


class ReopenForm(TidyForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=_long(3))


class MergeForm(TidyForm):
    into = forms.ChoiceField(label=gettext_lazy("Into which case"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=_long(3))

    def __init__(self, data: Any, cases: Sequence[Case]) -> None:
        super().__init__(data)
        self._cases = {str(case.public_id): case for case in cases}
        offered = [(key, f"{case.number} · {case.title}") for key, case in self._cases.items()]
        self.fields["into"].choices = [("", _("Choose a case")), *offered]  # type: ignore[attr-defined]

    def chosen(self) -> Case:
        """The case into which this one goes."""
        return self._cases[self.cleaned_data["into"]]


class LeadForm(TidyForm):
    lead = forms.ChoiceField(label=gettext_lazy("Who leads from now on"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=240)

    def __init__(self, data: Any, members: Sequence[Member], lead: int | None) -> None:
        super().__init__(data)
        self._members = {str(each.public_id): each for each in members if each.works and each.user_id != lead}
        offered = [(key, f"{each.code} · {each.agency}") for key, each in self._members.items()]
        self.fields["lead"].choices = [("", _("Choose a member")), *offered]  # type: ignore[attr-defined]

    def chosen(self) -> Member:
        """The member who leads from now on."""
        return self._members[self.cleaned_data["lead"]]
