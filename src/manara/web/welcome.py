"""The way in for one who was invited: the link shows agency and code, takes a password, then asks for a second factor."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from manara.foundation.access import OPEN, allow
from manara.foundation.actions.accept_invitation import InvitationProblem, accept_invitation, open_invitation
from manara.foundation.models import Role
from manara.web import second_factor


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters; a sentence is good. Nobody else will ever ask you for it."),
    )
    again = forms.CharField(
        label=gettext_lazy("The same password again"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise ValidationError(_("The two passwords differ."), code="differ")
        return again


@allow(policy=OPEN)
@sensitive_post_parameters("password", "again")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The link is a secret until it is used: no referrer carries it on, and the page loads nothing from elsewhere."""
    response = _welcomed(request, token)
    # Not "no-referrer": a browser would then send the form with the origin "null", which the forgery check refuses.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _welcomed(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = open_invitation(token)
    except InvitationProblem:
        return TemplateResponse(request, "web/account/welcome_over.html", status=404)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(token, form.cleaned_data["password"])
        except InvitationProblem:
            return TemplateResponse(request, "web/account/welcome_over.html", status=404)
        except ValidationError as weak:
            form.add_error("password", weak)
        else:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect(second_factor.SET_UP_URL)
    roles = [Role(role).label for role in invitation.roles]
    return TemplateResponse(
        request, "web/account/welcome.html", {"invitation": invitation, "roles": roles, "form": form}
    )
