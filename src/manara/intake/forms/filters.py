"""What narrows the list of reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from manara.foundation.engine.scripts import tidy
from manara.intake.models.report import Handling, ReportKind
from manara.intake.queries.reports import Filters

ALL = pgettext_lazy("of several", "All")


class FilterForm(forms.Form):
    """The fields above the list; what can't be understood narrows nothing and says so beside it."""

    title = forms.CharField(label=_("Words in the title"), required=False, max_length=120)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", ALL), *ReportKind.choices])
    handling = forms.ChoiceField(
        label=_("Handling code"), required=False, choices=[("", ALL), *((code, code) for code in Handling.values)]
    )
    since = forms.DateField(label=_("Happened from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Happened until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    retracted = forms.ChoiceField(
        label=_("Retracted"), required=False, choices=[("", ALL), ("no", _("Not retracted")), ("yes", _("Retracted"))]
    )
    imported = forms.UUIDField(required=False, widget=forms.HiddenInput)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, data: Any, agencies: list[Any]) -> None:
        super().__init__(data)
        self.fields["agency"].choices = [("", ALL), *((each.code, each.name) for each in agencies)]  # type: ignore[attr-defined]
        self._agencies = {each.code: each.pk for each in agencies}

    def filters(self) -> Filters:
        """What was chosen."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            mine=bool(given.get("mine")),
            agency=self._agencies.get(given.get("agency", "")),
            kind=given.get("kind", ""),
            handling=given.get("handling", ""),
            retracted=given.get("retracted", ""),
            since=given.get("since"),
            until=given.get("until"),
            title=tidy(given.get("title", "")),
            imported=str(given.get("imported") or ""),
        )
