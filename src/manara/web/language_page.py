"""The switch of languages: any time, on any page, which stays as it is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from manara.foundation.access import OPEN, allow
from manara.web.languages import is_offered


def own_address(request: HttpRequest, address: str) -> str:
    """`address` when it is one of this node's, else the first page."""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if safe and address.startswith("/") else "/"


@allow(policy=OPEN)
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie of this browser and goes back to the page with its query."""
    response = redirect(own_address(request, request.POST.get("next", "/")))
    code = request.POST.get("language", "")
    if is_offered(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
