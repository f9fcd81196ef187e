"""The forms of the work in a case: tasks and what becomes of them, decisions, elements, and what is put into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.cases.engine.elements import elements_of
from manara.cases.forms.case import TidyForm, _long
from manara.cases.models import Case, Element
from manara.cases.queries.people import Member


def _date(**given: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


class OwnerForm(TidyForm):
    """A form with a member of the case in it."""

    def __init__(self, data: Any, members: Sequence[Member], **more: Any) -> None:
        super().__init__(data, **more)
        self._members = {str(each.public_id): each for each in members if each.works}
        offered = [(key, f"{each.code} · {each.agency}") for key, each in self._members.items()]
        self.fields["owner"].choices = offered  # type: ignore[attr-defined]

    def chosen(self) -> Member:
        """The member whose task it is."""
        return self._members[self.cleaned_data["owner"]]


class TaskForm(OwnerForm):
    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=240)
    owner = forms.ChoiceField(label=gettext_lazy("By whom"))
    due_on = _date(label=gettext_lazy("Until when"), required=False)
    details = forms.CharField(label=gettext_lazy("Details"), max_length=4000, required=False, widget=_long(3))
    about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)


class PassForm(OwnerForm):
    owner = forms.ChoiceField(label=gettext_lazy("To whom"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class MoveForm(TidyForm):
    due_on = _date(label=gettext_lazy("New due date"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class DecisionForm(TidyForm):
    ruling = forms.CharField(label=gettext_lazy("What is decided"), max_length=500)
    grounds = forms.CharField(label=gettext_lazy("Grounds"), max_length=6000, widget=_long())
    law = forms.CharField(label=gettext_lazy("Law"), max_length=240, required=False)
    decided_on = _date(label=gettext_lazy("Decided on"), initial=timezone.localdate)

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A decision is noted when it is taken, not before."))
        return day


class ElementForm(TidyForm):
    element = forms.ChoiceField(label=gettext_lazy("Element"), widget=forms.RadioSelect)
    note = forms.CharField(label=gettext_lazy("What supports it, and where it stands"), max_length=4000, widget=_long(3))

    def __init__(self, data: Any, family: str) -> None:
        super().__init__(data)
        offered = [(code, Element(code).label) for code in elements_of(family)]
        self.fields["element"].choices = offered  # type: ignore[attr-defined]


class ReasonForm(TidyForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=240)


class IntoForm(ReasonForm):
    """Into which of one's open cases a report or an entity is put, and why."""

    case = forms.ChoiceField(label=gettext_lazy("Into which case"))
    field_order = ("case", "reason")

    def __init__(self, data: Any, cases: Sequence[Case]) -> None:
        super().__init__(data)
        self._cases = {str(each.public_id): each for each in cases}
        offered = [(key, f"{each.number} · {each.title}") for key, each in self._cases.items()]
        self.fields["case"].choices = [("", _("Choose a case")), *offered]  # type: ignore[attr-defined]

    def chosen(self) -> Case:
        """The case."""
        return self._cases[self.cleaned_data["case"]]
