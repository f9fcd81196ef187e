"""Every account has a second factor, a code from an app or a passkey; without one only its set-up can be opened."""

from __future__ import annotations

from typing import Final

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

SET_UP_URL: Final = "/accounts/security/"
STRONG: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
KNOWN = "second_factor"

# What can be opened before a second factor is set up: the set-up itself, the language, and the way out.
_WITHOUT: Final = (
    SET_UP_URL,
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
    "/language/",
    "/health/",
)


def is_set_up(request: HttpRequest) -> bool:
    """Whether the signed-in person has one; asked of the database until it is so, then kept in the session."""
    if request.session.get(KNOWN):
        return True
    if not Authenticator.objects.filter(user_id=request.user.pk, type__in=STRONG).exists():
        return False
    request.session[KNOWN] = True
    return True


def may_open_without(path: str) -> bool:
    """Whether a page can be opened without a second factor."""
    return path in _WITHOUT


def is_last(authenticator: Authenticator) -> bool:
    """Whether nothing would remain without this one."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG).exclude(pk=authenticator.pk)
    return authenticator.type in STRONG and not others.exists()
