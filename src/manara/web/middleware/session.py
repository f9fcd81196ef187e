"""Ends a session that was left alone or lasts too long, and lets nobody past who has no second factor yet."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import ngettext

from manara.web import second_factor
from manara.web.middleware.language import settle

Answer = Callable[[HttpRequest], HttpResponse]

BEGUN = "begun"
SEEN = "seen"
# Set on a request whose session ended by itself, so that the log tells it from a sign-out.
EXPIRED = "sign_out_reason"


def session_lifetime(get_response: Answer) -> Answer:
    """Runs once the user is known; writes to the session at most once a minute."""

    def timed(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.STATIC_URL) or not request.user.is_authenticated:
            return get_response(request)
        settle(request, request.user.language)
        if _is_over(request, int(time.time())):
            return _ended(request)
        if not second_factor.is_set_up(request) and not second_factor.may_open_without(request.path):
            return _sent(request, second_factor.SET_UP_URL)
        return get_response(request)

    return timed


def begin(request: HttpRequest) -> None:
    """Start the clocks of a session at sign-in."""
    now = int(time.time())
    request.session[BEGUN] = request.session[SEEN] = now


def _is_over(request: HttpRequest, now: int) -> bool:
    begun, seen = request.session.get(BEGUN, 0), request.session.get(SEEN, 0)
    if now - begun > settings.NODE.session_hours * 3600 or now - seen > settings.NODE.session_idle_minutes * 60:
        return True
    if now - seen >= 60:
        request.session[SEEN] = now
    return False


def _ended(request: HttpRequest) -> HttpResponse:
    minutes = settings.NODE.session_idle_minutes
    setattr(request, EXPIRED, "expired")
    logout(request)
    sentence = ngettext(
        "You were signed out because nothing happened for %(minutes)s minute, or the working day was over. Sign in again.",
        "You were signed out because nothing happened for %(minutes)s minutes, or the working day was over. Sign in again.",
        minutes,
    )
    messages.info(request, sentence % {"minutes": minutes})
    # Only a page can be come back to; what a form sent is not sent again by itself.
    back = request.get_full_path() if request.method == "GET" and "HX-Request" not in request.headers else "/"
    return _sent(request, f"{settings.ACCOUNT_LOGOUT_REDIRECT_URL}?{urlencode({'next': back})}")


def _sent(request: HttpRequest, address: str) -> HttpResponse:
    if "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if request.headers.get("Accept") == "application/json":
        return HttpResponse(status=401)
    return redirect(address)
