"""What an auditor narrows the log to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.log import Narrowed
from manara.foundation.queries.log_words import OBJECT_TYPES

ALL = ("", gettext_lazy("All"))


class _Day(forms.DateField):
    """A day whose neighbours are days, too: the calendar's own ends leave no room for the weeks around them."""

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day is not None and not 1900 <= day.year <= 2999:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class LogForm(forms.Form):
    actor = forms.CharField(label=gettext_lazy("Who (code)"), required=False, max_length=24)
    verb = forms.ChoiceField(label=gettext_lazy("Did what"), required=False, choices=[ALL, *AuditVerb.choices])
    object_type = forms.ChoiceField(
        label=gettext_lazy("With what"), required=False, choices=[ALL, *OBJECT_TYPES.items()]
    )
    object_id = forms.UUIDField(label=gettext_lazy("Number of the object"), required=False)
    first = _Day(label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = _Day(label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    purpose = forms.CharField(label=gettext_lazy("Purpose contains"), required=False, max_length=240)
    request_id = forms.UUIDField(label=gettext_lazy("Number of the request"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("This day lies before the first one."))
        return cleaned

    @property
    def narrowed(self) -> Narrowed:
        """The filter, or none of its parts where one of them is wrong: an auditor never takes a part for the whole."""
        return Narrowed(**self.cleaned_data) if self.is_valid() else Narrowed()

    @property
    def is_used(self) -> bool:
        """Whether anything narrows the log."""
        return self.is_valid() and any(self.cleaned_data.values())
