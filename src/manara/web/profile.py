"""My account: who I am here, what my roles allow, how I sign in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from manara.foundation.access import SIGNED_IN, Ability, allow
from manara.web import granting


@allow(policy=SIGNED_IN)
def profile(request: HttpRequest) -> HttpResponse:
    """Nothing here can be changed by oneself but the language, the password and the second factors."""
    viewer = request.viewer  # type: ignore[attr-defined]
    context = {
        "abilities": granting.words(viewer.abilities),
        "may_hold_tokens": viewer.may(Ability.HOLD_TOKENS),
    }
    return TemplateResponse(request, "web/account/profile.html", context)
