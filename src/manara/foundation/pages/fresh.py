"""Whether the person at the page gave a second factor just now, for what would be worth much in other hands."""

from __future__ import annotations

import time
from typing import Final
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# Long enough to fill in a form, too short for a desk left alone.
SECONDS: Final = 600


def is_fresh(request: HttpRequest) -> bool:
    """Whether a code from the app, a recovery code or a passkey was given in this session within ten minutes."""
    given = get_authentication_records(request, request.user)
    return any(each.get("method") == "mfa" and time.time() - each["at"] < SECONDS for each in given)


def ask_again(request: HttpRequest, back: str) -> HttpResponse:
    """To where the second factor is given again, and from there on to `back`."""
    ways = [each["url"] for each in get_adapter().get_reauthentication_methods(request.user) if "mfa" in each["id"]]
    return redirect(f"{ways[0]}?{urlencode({'next': back})}" if ways else "/accounts/security/")
