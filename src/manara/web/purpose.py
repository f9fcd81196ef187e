"""The purpose for which a person is looking: said once, shown on every page with content, and kept with each read."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.access import SIGNED_IN, allow
from manara.foundation.engine.scripts import tidy
from manara.web.language_page import own_address


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=240,
        required=False,
        help_text=gettext_lazy(
            "A case number, a request, an operation: what an auditor needs to understand why you looked."
        ),
    )

    def clean_purpose(self) -> str:
        return tidy(self.cleaned_data["purpose"])


@allow(policy=SIGNED_IN)
def purpose(request: HttpRequest) -> HttpResponse:
    """Says it, or takes it back; it ends with the session."""
    back = own_address(request, request.POST.get("next") or request.GET.get("next") or "/")
    form = PurposeForm(request.POST or None, initial={"purpose": request.session.get("purpose", "")})
    if request.method == "POST" and form.is_valid():
        request.session["purpose"] = form.cleaned_data["purpose"]
        messages.success(request, _("From now on your reads are recorded with this purpose."))
        return redirect(back)
    return TemplateResponse(request, "web/account/purpose.html", {"form": form, "back": back})
