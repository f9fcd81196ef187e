"""A session in which a person has passed both factors just now, as the sign-in pages leave it."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from manara.foundation.models import User
from manara.web import second_factor
from manara.web.middleware.session import BEGUN, SEEN


def session_of(user: User) -> str:
    """The key of the session, for a browser's cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[second_factor.KNOWN] = True
    session[BEGUN] = session[SEEN] = int(time.time())
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()
    return str(session.session_key)
