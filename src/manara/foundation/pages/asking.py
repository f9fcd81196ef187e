"""What every page of the foundation asks of a request: who looks, and a sent reason."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.access.viewer import Viewer
from manara.foundation.engine.scripts import tidy


def viewer_of(request: HttpRequest) -> Viewer:
    """The person at whose request a page is made, as the guard entered him."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=240)

    def clean_reason(self) -> str:
        reason = tidy(self.cleaned_data["reason"])
        if not reason:
            raise forms.ValidationError(_("Say why; the reason is recorded."))
        return reason


def reason_of(request: HttpRequest) -> str | None:
    """The sent reason; without one a message says that it is missing, and nothing happens."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        return str(form.cleaned_data["reason"])
    messages.error(request, _("Nothing was changed: say why; the reason is recorded."))
    return None
