"""What is said of a token when it is made: for which programme, for what, how far and how long."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.access import Ability, Viewer
from manara.foundation.access.bearer import READING
from manara.foundation.actions.issue_token import USUAL_DAYS
from manara.foundation.engine.scripts import tidy

READINGS = {
    Ability.READ_REPORTS: gettext_lazy("Reports that I may read"),
    Ability.READ_OWN_REPORTS: gettext_lazy("Reports that I wrote"),
    Ability.READ_ENTITIES: gettext_lazy("Persons, things and places, their ties, and the search"),
    Ability.WORK_CASES: gettext_lazy("Cases that I am in"),
    Ability.EXPORT: gettext_lazy("Taking along: all of it as FollowTheMoney lines"),
}
DAYS = (
    (7, gettext_lazy("a week")),
    (30, gettext_lazy("30 days")),
    (90, gettext_lazy("90 days")),
    (365, gettext_lazy("a year")),
)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("For which programme"),
        max_length=80,
        help_text=gettext_lazy("So that you know it again: the machine and what runs there. No name of a person."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=240,
        required=False,
        help_text=gettext_lazy(
            "Each read is recorded with it. Without one, every request has to say its own in the header X-Purpose."
        ),
    )
    abilities = forms.MultipleChoiceField(
        label=gettext_lazy("What it may read"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long it works"), choices=DAYS, coerce=int, initial=USUAL_DAYS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [(each.value, READINGS[each]) for each in READING if viewer.may(each)]
        self.fields["abilities"].choices = mine  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"]).strip()
        if not name:
            raise forms.ValidationError(_("Give it a name."))
        return name

    def clean_purpose(self) -> str:
        return tidy(self.cleaned_data["purpose"]).strip()

    def clean_abilities(self) -> list[Ability]:
        return [Ability(each) for each in self.cleaned_data["abilities"]]
